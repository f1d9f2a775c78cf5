import { describe, expect, test } from "vitest";
import { functions } from "#functions/registry.ts";
import { production, synthesised } from "./fixture.ts";

const dev = synthesised({ stage: "dev" });
const prod = synthesised(production);

interface Behaviour {
  PathPattern?: string;
  TargetOriginId: string;
  CachePolicyId: string;
  ViewerProtocolPolicy: string;
}
interface Distribution {
  Aliases?: string[];
  DefaultCacheBehavior: Behaviour;
  CacheBehaviors: Behaviour[];
  Origins: {
    Id: string;
    DomainName: string;
    OriginAccessControlId?: string;
    OriginCustomHeaders?: { HeaderName: string }[];
  }[];
  ViewerCertificate?: { MinimumProtocolVersion: string };
}

const distributionOf = (cloud: typeof dev) =>
  cloud.all("AWS::CloudFront::Distribution")[0]!.properties["DistributionConfig"] as Distribution;
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

describe("the distribution", () => {
  const config = distributionOf(prod);
  const originOf = ({ TargetOriginId }: Behaviour) => config.Origins.find(({ Id }) => Id === TargetOriginId)!;

  test("sends the API to the API, files to the bucket and the rest to the web server", () => {
    const to = new Map(config.CacheBehaviors.map((one) => [one.PathPattern, originOf(one)]));
    expect([...to.keys()]).toEqual(["/api/v1/*", "/_next/*", "/favicon.svg"]);
    expect(to.get("/api/v1/*")!.DomainName).toMatch(/^Api\w*\.execute-api\./);
    expect(to.get("/_next/*")!.OriginAccessControlId).toBeDefined();
    expect(originOf(config.DefaultCacheBehavior).DomainName).toMatch(/^Web\w*\.execute-api\./);
  });

  test("caches files and nothing else", () => {
    const [api, ...files] = config.CacheBehaviors;
    expect(api!.CachePolicyId).toBe(CACHING_DISABLED);
    expect(config.DefaultCacheBehavior.CachePolicyId).toBe(CACHING_DISABLED);
    for (const one of files) expect(one.CachePolicyId).not.toBe(CACHING_DISABLED);
  });

  test("speaks https alone, TLS 1.2 and newer under its own domain", () => {
    for (const one of [config.DefaultCacheBehavior, ...config.CacheBehaviors])
      expect(one.ViewerProtocolPolicy).toBe("redirect-to-https");
    expect(config.Aliases).toEqual([production.domain]);
    expect(config.ViewerCertificate!.MinimumProtocolVersion).toBe("TLSv1.2_2021");
  });

  test("shows its secret to both HTTP APIs", () => {
    for (const origin of config.Origins.filter(({ DomainName }) => DomainName.includes("execute-api"))) {
      expect(origin.OriginCustomHeaders).toEqual([expect.objectContaining({ HeaderName: "x-prodano-edge" })]);
    }
  });

  test("adds the headers that keep a page its own", () => {
    const [policy] = prod.all("AWS::CloudFront::ResponseHeadersPolicy");
    expect(policy!.properties["ResponseHeadersPolicyConfig"]).toMatchObject({
      SecurityHeadersConfig: {
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63072000, IncludeSubdomains: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: "DENY" },
      },
    });
  });
});

test("the domain's records point at the distribution where its zone is ours", () => {
  const types = (cloud: typeof dev) => cloud.all("AWS::Route53::RecordSet").map(({ properties }) => properties["Type"]);
  expect(types(prod)).toEqual(["A", "AAAA"]);
  expect(types(dev)).toEqual([]);
});

test("without a domain every function is told the distribution's own address", () => {
  for (const name of [...functions.map((entry) => entry.name), "web"]) {
    const { properties } = dev.one("AWS::Lambda::Function", "FunctionName", `prodano-dev-${name}`);
    expect((properties["Environment"] as { Variables: Record<string, string> }).Variables["WEB_URL"], name).toMatch(
      /^https:\/\/Distribution\w+\.DomainName$/,
    );
  }
});

test("both HTTP APIs log each request without the visitor's address, and let only so many through", () => {
  const stages = dev.all("AWS::ApiGatewayV2::Stage");
  expect(stages).toHaveLength(2);
  for (const { properties } of stages) {
    const { Format } = properties["AccessLogSettings"] as { Format: string };
    expect(Format).toContain("$context.requestId");
    expect(Format).not.toMatch(/sourceIp|userAgent|\$context\.path/);
    expect(properties["DefaultRouteSettings"]).toEqual({ ThrottlingBurstLimit: 500, ThrottlingRateLimit: 1000 });
  }
});
