import { describe, expect, test } from "vitest";
import { layout } from "#shared/table/layout.ts";
import { production, synthesised } from "./fixture.ts";

const dev = synthesised({ stage: "dev" });
const prod = synthesised(production);

describe("the table", () => {
  const [table] = prod.all("AWS::DynamoDB::Table");

  test("is the one table of the installation, paid by the request", () => {
    expect(prod.all("AWS::DynamoDB::Table")).toHaveLength(1);
    expect(table!.properties["BillingMode"]).toBe("PAY_PER_REQUEST");
    expect(table!.properties["KeySchema"]).toEqual([
      { AttributeName: layout.partition, KeyType: "HASH" },
      { AttributeName: layout.sort, KeyType: "RANGE" },
    ]);
  });

  test("can be brought back to any second of 35 days", () => {
    expect(table!.properties["PointInTimeRecoverySpecification"]).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
  });

  test("in production cannot be deleted by a slip and outlives its stack", () => {
    expect(table!.properties["DeletionProtectionEnabled"]).toBe(true);
    expect(table!.raw["DeletionPolicy"]).toBe("Retain");
    expect(table!.raw["UpdateReplacePolicy"]).toBe("Retain");
  });

  test("of a development stage goes with its stack", () => {
    const [other] = dev.all("AWS::DynamoDB::Table");
    expect(other!.properties["DeletionProtectionEnabled"]).toBe(false);
    expect(other!.raw["DeletionPolicy"]).toBe("Delete");
  });

  test("streams both images and forgets by its ttl", () => {
    expect(table!.properties["StreamSpecification"]).toEqual({ StreamViewType: layout.stream });
    expect(table!.properties["TimeToLiveSpecification"]).toEqual({ AttributeName: layout.ttl, Enabled: true });
  });

  test("has the indexes of the layout with their projections and no other", () => {
    expect(table!.properties["GlobalSecondaryIndexes"]).toEqual(
      Object.entries(layout.indexes).map(([IndexName, { partition, sort, project }]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partition, KeyType: "HASH" },
          { AttributeName: sort, KeyType: "RANGE" },
        ],
        Projection:
          project.length > 0
            ? { ProjectionType: "INCLUDE", NonKeyAttributes: [...project] }
            : { ProjectionType: "KEYS_ONLY" },
      })),
    );
    expect(table!.properties["LocalSecondaryIndexes"]).toBeUndefined();
  });
});

test("a table restored from a backup takes the place of the stack's own in every function and right", () => {
  const tableStream = "arn:aws:dynamodb:eu-central-1:111122223333:table/restored/stream/2026";
  const cloud = synthesised({ ...production, table: "restored", tableStream });
  expect(cloud.all("AWS::DynamoDB::Table")).toEqual([]);
  expect(/prodano-prod-table(?!-)/.exec(cloud.text)).toBeNull();
  const { properties } = cloud.one("AWS::Lambda::Function", "FunctionName", "prodano-prod-api");
  expect(properties["Environment"]).toMatchObject({ Variables: { TABLE_NAME: "restored" } });
  const rights = cloud.statementsOf("prodano-prod-tenant").flatMap(({ resources }) => resources);
  expect(rights).toContain("arn:aws:dynamodb:eu-central-1:111122223333:table/restored/index/work");
  const sources = cloud.all("AWS::Lambda::EventSourceMapping").map((one) => one.properties["EventSourceArn"]);
  expect(sources).toContain(tableStream);
});

describe("the bucket of files", () => {
  const bucket = prod.all("AWS::S3::Bucket").find(({ properties }) => properties["CorsConfiguration"])!;

  test("takes uploads from the web application's origin alone", () => {
    expect(bucket.properties["CorsConfiguration"]).toMatchObject({
      CorsRules: [{ AllowedOrigins: ["https://crm.example.com"], AllowedMethods: ["POST", "GET"] }],
    });
  });

  test("keeps versions for a while and gives up what was never finished", () => {
    expect(bucket.properties["VersioningConfiguration"]).toEqual({ Status: "Enabled" });
    const { Rules } = bucket.properties["LifecycleConfiguration"] as { Rules: Record<string, unknown>[] };
    expect(Rules).toContainEqual(expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }));
    expect(Rules).toContainEqual(expect.objectContaining({ Prefix: "U/", ExpirationInDays: 1 }));
  });

  test("like every bucket is closed to the public, encrypted, and answers over TLS alone", () => {
    const closed = prod.all("AWS::S3::BucketPolicy").map(({ properties }) => JSON.stringify(properties));
    for (const { id, properties } of prod.all("AWS::S3::Bucket")) {
      expect(properties["PublicAccessBlockConfiguration"], id).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(properties["BucketEncryption"], id).toBeDefined();
      const policy = closed.find((text) => text.includes(`arn:aws:s3:::${id.toLowerCase()}/*`));
      expect(policy, id).toContain('"aws:SecureTransport":"false"');
    }
  });
});
