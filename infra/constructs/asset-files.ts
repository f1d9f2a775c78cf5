import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as logs from "aws-cdk-lib/aws-logs";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as deployment from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { Stage } from "../stage.ts";
import { explain } from "./explain.ts";

/** Files of the web: a bucket that only CloudFront reads, filled at each deployment. */
export class AssetFiles extends Construct {
  readonly bucket: s3.Bucket;
  /** Paths of the distribution that are files; everything else is rendered. */
  readonly paths: string[];

  constructor(scope: Construct, id: string, { stage, assetsDir }: { stage: Stage; assetsDir: string }) {
    super(scope, id);
    this.paths = assetPaths(assetsDir);
    this.bucket = new s3.Bucket(this, "Bucket", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    explain(this.bucket, {
      "AwsSolutions-S1": "Scripts and styles, public through CloudFront, made anew by every build",
    });
    const logGroup = new logs.LogGroup(this, "UploadLogs", {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const upload = (id: string, exclude: string[], cacheControl: deployment.CacheControl) =>
      new deployment.BucketDeployment(this, id, {
        destinationBucket: this.bucket,
        sources: [deployment.Source.asset(assetsDir, { exclude })],
        cacheControl: [cacheControl],
        // Pages open in a browser still ask for the files of the build before.
        prune: false,
        memoryLimit: 512,
        logGroup,
      });
    const forever = deployment.CacheControl.fromString("public, max-age=31536000, immutable");
    this.#explainUploader(upload("Hashed", ["**", "!_next", "!_next/**"], forever));
    upload("Named", ["_next", "_next/**", BUILD_MARK], deployment.CacheControl.maxAge(Duration.hours(1)));
  }

  /** Both uploads share one function of the CDK, below the stack itself. */
  #explainUploader({ handlerRole }: deployment.BucketDeployment): void {
    const reason =
      "The CDK's uploader, which runs at deployments only: it reads the assets of the CDK and writes the bucket of the web";
    const bucketId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as s3.CfnBucket);
    const findings = [
      ...["GetBucket*", "GetObject*", "List*", "Abort*", "DeleteObject*"].map((action) => `Action::s3:${action}`),
      "Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
      `Resource::<${bucketId}.Arn>/*`,
    ];
    explain(handlerRole.node.scope!, {
      "AwsSolutions-L1": "The uploader's runtime is the CDK's own choice",
      "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]":
        reason,
      ...Object.fromEntries(findings.map((finding) => [`AwsSolutions-IAM5[${finding}]`, reason])),
    });
  }
}

/** Next's own mark of the build lies among the assets and is none. */
const BUILD_MARK = "BUILD_ID";

/** Each entry of the top of the assets as a path: a directory serves all below it, a file itself. */
function assetPaths(assetsDir: string): string[] {
  return readdirSync(assetsDir)
    .filter((entry) => entry !== BUILD_MARK)
    .toSorted()
    .map((entry) => (statSync(join(assetsDir, entry)).isDirectory() ? `/${entry}/*` : `/${entry}`));
}
