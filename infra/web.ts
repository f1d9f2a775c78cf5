import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "aws-cdk-lib";
import * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import { explain } from "./constructs/explain.ts";
import { HouseFunction } from "./constructs/house-function.ts";
import type { Parts } from "./constructs/rights.ts";
import type { EdgeStack } from "./edge.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Where OpenNext leaves its output: files for the bucket, and the server as a function. */
export interface WebBuild {
  assetsDir: string;
  serverDir: string;
}

/** The output below a directory. Throws when the web was not built for the cloud. */
export function webBuildAt(dir: string): WebBuild {
  const build = { assetsDir: join(dir, "assets"), serverDir: join(dir, "server-functions", "default") };
  for (const part of Object.values(build)) {
    if (!existsSync(part)) throw new Error(`${part} is missing: run npm run build:web:cloud first`);
  }
  return build;
}

/** The server of the web application: it renders shells of pages; files are served without it. */
export class WebStack extends Stack {
  readonly server: HouseFunction;

  constructor(
    scope: Construct,
    stage: Stage,
    props: { serverDir: string; edge: EdgeStack; secret: Parts["secret"]; bucket: Parts["bucket"] },
  ) {
    super(scope, nameOf(stage, "web"));
    const { serverDir, edge, secret, bucket } = props;
    this.server = new HouseFunction(this, "Server", {
      stage,
      name: "web",
      description: "Renders the shells of pages and keeps the session's cookie",
      codeDir: serverDir,
      memoryMb: 1024,
      timeoutSeconds: 29,
    });
    for (const [name, value] of Object.entries({
      NODE_ENV: "production",
      WEB_URL: edge.webUrl,
      NEXTAUTH_URL: edge.webUrl,
      API_URL: edge.api.apiEndpoint,
      // Between the visitor and the server stand CloudFront, which names him, and API Gateway.
      PROXY_HOPS: "1",
      FILES_ORIGIN: `https://${bucket.bucketRegionalDomainName}`,
      SECRET_ARN: secret.secretArn,
      EDGE_SECRET_ARN: edge.secret.secretArn,
    })) {
      this.server.env(name, value);
    }
    this.server.allow(["secretsmanager:GetSecretValue"], [secret.secretArn, edge.secret.secretArn]);
    const route = new gateway.HttpRoute(this, "Everything", {
      httpApi: edge.web,
      routeKey: gateway.HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration("web", this.server.fn, { scopePermissionToRoute: false }),
    });
    explain(route, {
      "AwsSolutions-APIG4":
        "Pages are shells without data, for anybody; the server refuses whoever lacks CloudFront's secret",
    });
  }
}
