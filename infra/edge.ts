import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as apigateway from "aws-cdk-lib/aws-apigateway";
import * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import * as acm from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
import * as logs from "aws-cdk-lib/aws-logs";
import * as route53 from "aws-cdk-lib/aws-route53";
import * as secrets from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { EDGE_HEADER } from "#shared/edge.ts";
import { API_ROOT } from "#shared/http/contract.ts";
import { AssetFiles } from "./constructs/asset-files.ts";
import { explain } from "./constructs/explain.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Requests a second and at once that an HTTP API lets through; the rules of the product limit people far below. */
const THROTTLE = { rateLimit: 1000, burstLimit: 500 };

/** Route 53's fixed zone of every CloudFront distribution. */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

/**
 * The addresses of an installation: one distribution before two HTTP APIs and the assets of the web. It comes first,
 * without the functions behind it, so that everything else can be told the address people type.
 */
export class EdgeStack extends Stack {
  readonly api: gateway.HttpApi;
  readonly web: gateway.HttpApi;
  readonly secret: secrets.Secret;
  readonly distribution: cloudfront.Distribution;
  /** Address of the web application, without a slash at its end. */
  readonly webUrl: string;

  /** `assetsDir` holds what the web serves as files: each entry of its top becomes a path of the distribution. */
  constructor(scope: Construct, stage: Stage, { assetsDir }: { assetsDir: string }) {
    super(scope, nameOf(stage, "edge"), { terminationProtection: stage.guarded });
    this.api = this.#httpApi(stage, "api");
    this.web = this.#httpApi(stage, "web");
    this.secret = new secrets.Secret(this, "Secret", {
      description: "Proof of CloudFront towards the functions behind it",
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    explain(this.secret, {
      "AwsSolutions-SMG4":
        "CloudFront reads it at a deployment only: a timer would lock the distribution out until the next one",
    });
    this.distribution = this.#distribution(stage, new AssetFiles(this, "Assets", { stage, assetsDir }));
    this.webUrl = `https://${stage.domain ?? this.distribution.domainName}`;
    if (stage.domain && stage.hostedZoneId) this.#records(stage.domain, stage.hostedZoneId);
    new CfnOutput(this, "WebUrl", { value: this.webUrl });
    new CfnOutput(this, "DistributionDomain", {
      value: this.distribution.domainName,
      description: "Target of the domain's record",
    });
    new CfnOutput(this, "ApiEndpoint", { value: this.api.apiEndpoint });
    new CfnOutput(this, "WebServerEndpoint", {
      value: this.web.apiEndpoint,
      description: "Answers whoever shows the edge secret, and nobody else",
    });
    new CfnOutput(this, "EdgeSecretArn", { value: this.secret.secretArn });
  }

  #httpApi(stage: Stage, name: "api" | "web"): gateway.HttpApi {
    const api = new gateway.HttpApi(this, name === "api" ? "Api" : "Web", {
      apiName: nameOf(stage, name),
      createDefaultStage: false,
    });
    const accessLog = new logs.LogGroup(this, `${name === "api" ? "Api" : "Web"}Access`, {
      // API Gateway adds itself to groups of this prefix without outgrowing the account's log policy.
      logGroupName: `/aws/vendedlogs/prodano/${stage.name}/${name}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const field = apigateway.AccessLogField;
    api.addStage("Stage", {
      stageName: "$default",
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new gateway.LogGroupLogDestination(accessLog),
        // No address and no path: ids of records stay in the functions' own lines, addresses nowhere.
        format: apigateway.AccessLogFormat.custom(
          JSON.stringify({
            requestId: field.contextRequestId(),
            at: field.contextRequestTime(),
            route: "$context.routeKey",
            status: field.contextStatus(),
            ms: field.contextResponseLatency(),
            integrationMs: field.contextIntegrationLatency(),
            integrationError: "$context.integrationErrorMessage",
            bytes: field.contextResponseLength(),
          }),
        ),
      },
    });
    return api;
  }

  #distribution(stage: Stage, assets: AssetFiles): cloudfront.Distribution {
    const never = {
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.#headers(stage),
    };
    const files = {
      origin: origins.S3BucketOrigin.withOriginAccessControl(assets.bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: never.responseHeadersPolicy,
      compress: true,
    };
    const distribution = new cloudfront.Distribution(this, "Distribution", {
      // CloudFormation looks the secret up only when something of the distribution changes: the comment may.
      comment: [nameOf(stage, "web"), stage.edgeSecret].filter(Boolean).join(" "),
      ...(stage.domain && stage.certificateArn
        ? {
            domainNames: [stage.domain],
            certificate: acm.Certificate.fromCertificateArn(this, "Certificate", stage.certificateArn),
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
          }
        : {}),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_ALL,
      defaultBehavior: {
        ...never,
        origin: this.#origin(this.web),
        functionAssociations: [
          { eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: this.#hostKeeper(stage) },
        ],
      },
      additionalBehaviors: {
        [`${API_ROOT}/*`]: { ...never, origin: this.#origin(this.api) },
        ...Object.fromEntries(assets.paths.map((path) => [path, files])),
      },
    });
    explain(distribution, {
      "AwsSolutions-CFR1": "Customers and the people they write to live anywhere: no country is shut out",
      "AwsSolutions-CFR2":
        "Limits by address and by account stand in the product itself; a web ACL costs from 6 dollars a month and is joined by one property when somebody attacks",
      "AwsSolutions-CFR3":
        "Both HTTP APIs log each request, without the visitor's address; CloudFront's own log would keep addresses, and fetches of scripts that nobody reads",
      ...(stage.domain
        ? {}
        : {
            "AwsSolutions-CFR4":
              "The default certificate of CloudFront fixes the protocol; with -c domain it is TLS 1.2 and newer",
          }),
    });
    return distribution;
  }

  /** An HTTP API as an origin that is shown the secret. */
  #origin(api: gateway.HttpApi): origins.HttpOrigin {
    return new origins.HttpOrigin(`${api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(30),
      // A reference that CloudFormation resolves: the value itself is in no template.
      customHeaders: { [EDGE_HEADER]: this.secret.secretValue.unsafeUnwrap() },
    });
  }

  /** An HTTP API answers to its own name only, so the name that was typed travels beside it. */
  #hostKeeper(stage: Stage): cloudfront.Function {
    return new cloudfront.Function(this, "HostKeeper", {
      functionName: nameOf(stage, "host-keeper"),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(
        "function handler(event) {\n  var request = event.request;\n  request.headers['x-forwarded-host'] = { value: request.headers.host.value };\n  return request;\n}\n",
      ),
    });
  }

  /** Headers every answer carries; the content security policy has a nonce and comes from the web itself. */
  #headers(stage: Stage): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, "Headers", {
      responseHeadersPolicyName: nameOf(stage, "headers"),
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
          override: false,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: "permissions-policy", value: "camera=(), microphone=(), geolocation=()", override: false },
        ],
      },
      removeHeaders: ["x-powered-by", "server"],
    });
  }

  #records(domain: string, hostedZoneId: string): void {
    for (const type of ["A", "AAAA"]) {
      new route53.CfnRecordSet(this, `Record${type}`, {
        name: domain,
        type,
        hostedZoneId,
        aliasTarget: { dnsName: this.distribution.domainName, hostedZoneId: CLOUDFRONT_ZONE },
      });
    }
  }
}
