import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as secrets from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { layout } from "#shared/table/layout.ts";
import { explain } from "./constructs/explain.ts";
import { nameOf, type Stage } from "./stage.ts";

/** Where files lie that were looked at, and where uploads wait for that. */
const FILE_PREFIXES = ["T/", "U/"] as const;

/** What cannot be made anew: the table, the files and the master secret. */
export class DataStack extends Stack {
  readonly table: dynamodb.ITable;
  readonly bucket: s3.Bucket;
  /** Right to read, write and delete files, for the functions that need them. */
  readonly filesPolicy: iam.ManagedPolicy;
  readonly secret: secrets.Secret;

  /** `webUrl` is the one origin that may upload to the bucket from a browser. */
  constructor(scope: Construct, stage: Stage, { webUrl }: { webUrl: string }) {
    super(scope, nameOf(stage, "data"), { terminationProtection: stage.guarded });
    const removalPolicy = stage.guarded ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = stage.restored ? this.#restored(stage.restored) : this.#table(stage, removalPolicy);
    this.bucket = this.#bucket(removalPolicy, webUrl);
    this.filesPolicy = this.#filesPolicy();
    this.secret = this.#secret(removalPolicy);
  }

  #table(stage: Stage, removalPolicy: RemovalPolicy): dynamodb.Table {
    const text = (name: string) => ({ name, type: dynamodb.AttributeType.STRING });
    const table = new dynamodb.Table(this, "Table", {
      tableName: nameOf(stage, "table"),
      partitionKey: text(layout.partition),
      sortKey: text(layout.sort),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: stage.guarded,
      stream: dynamodb.StreamViewType[layout.stream],
      timeToLiveAttribute: layout.ttl,
      removalPolicy,
    });
    for (const [indexName, { partition, sort, project }] of Object.entries(layout.indexes)) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        ...(project.length > 0
          ? { projectionType: dynamodb.ProjectionType.INCLUDE, nonKeyAttributes: [...project] }
          : { projectionType: dynamodb.ProjectionType.KEYS_ONLY }),
      });
    }
    return table;
  }

  /** A table that a backup was restored to: it lies outside the stacks, which leave their own where it is. */
  #restored({ table, streamArn }: NonNullable<Stage["restored"]>): dynamodb.ITable {
    return dynamodb.Table.fromTableAttributes(this, "Restored", { tableName: table, tableStreamArn: streamArn });
  }

  #bucket(removalPolicy: RemovalPolicy, webUrl: string): s3.Bucket {
    const closed = {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy,
    };
    const accessLogs = new s3.Bucket(this, "FilesAccess", {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(90) }],
    });
    explain(accessLogs, { "AwsSolutions-S1": "This bucket holds the access logs; logging itself would never end" });
    return new s3.Bucket(this, "Files", {
      ...closed,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      cors: [
        {
          allowedOrigins: [webUrl],
          allowedMethods: [s3.HttpMethods.POST, s3.HttpMethods.GET],
          allowedHeaders: ["*"],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        // The recycle bin keeps a record 30 days; a file overwritten or deleted can be brought back as long.
        { noncurrentVersionExpiration: Duration.days(30), expiredObjectDeleteMarker: true },
        // An upload is looked at within minutes, or it was given up.
        {
          prefix: FILE_PREFIXES[1],
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
  }

  #filesPolicy(): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, "FilesPolicy", {
      description: "Files of the product",
      statements: [
        new iam.PolicyStatement({
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
          resources: FILE_PREFIXES.map((prefix) => this.bucket.arnForObjects(`${prefix}*`)),
        }),
      ],
    });
    const bucketId = this.getLogicalId(this.bucket.node.defaultChild as s3.CfnBucket);
    const reason =
      "Files of every company lie below this prefix; the key of each names its company, and the store names the key";
    for (const prefix of FILE_PREFIXES)
      explain(policy, { [`AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/${prefix}*]`]: reason });
    return policy;
  }

  #secret(removalPolicy: RemovalPolicy): secrets.Secret {
    const secret = new secrets.Secret(this, "Secret", {
      description: "Master secret: keys of cookies, links and cursors are derived from it",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    explain(secret, {
      "AwsSolutions-SMG4":
        "Every session, link and cursor is signed by keys of this secret: a timer that changes it would sign everybody out; it is changed by hand when it may have leaked",
    });
    return secret;
  }
}
