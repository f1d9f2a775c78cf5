import { runSimulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, test } from "vitest";
import { functions, type Need } from "#functions/registry.ts";
import { ACCOUNT, REGION, type Cloud, type Statement } from "./cloud.ts";
import { production, synthesised } from "./fixture.ts";

const cloud = synthesised({ stage: "dev" });
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/prodano-dev-table`;
const OWN = "co_aaaaaaaaaa";
const FOREIGN = "co_bbbbbbbbbb";

/** Whether the policies of a role allow an action, decided as IAM decides. */
async function allowed(
  role: string,
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
): Promise<boolean> {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/prodano-dev-${role}/session`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: context,
      },
      identityPolicies: cloud.policiesOf(`prodano-dev-${role}`),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return result.overallResult === "Allowed";
}

const asTenant = (tenant: string, ...keys: string[]) => ({
  "aws:PrincipalTag/tenant": tenant,
  "dynamodb:LeadingKeys": keys,
});

describe("credentials of one company", () => {
  const records = ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "Query"];

  test.each(records)("allow %s on its own keys", async (name) => {
    expect(await allowed("tenant", `dynamodb:${name}`, TABLE, asTenant(OWN, `T#${OWN}#CL#1`))).toBe(true);
  });

  test.each(records)("refuse %s on the keys of another company", async (name) => {
    expect(await allowed("tenant", `dynamodb:${name}`, TABLE, asTenant(OWN, `T#${FOREIGN}#CL#1`))).toBe(false);
  });

  test.each(records)("refuse %s where one key of several is foreign", async (name) => {
    expect(
      await allowed("tenant", `dynamodb:${name}`, TABLE, asTenant(OWN, `T#${OWN}#CL#1`, `T#${FOREIGN}#CL#1`)),
    ).toBe(false);
  });

  test.each(records)("refuse %s that names no key", async (name) => {
    expect(await allowed("tenant", `dynamodb:${name}`, TABLE, { "aws:PrincipalTag/tenant": OWN })).toBe(false);
  });

  test.each([
    ["a company whose id only begins alike", `T#${OWN}2#CL#1`],
    ["the platform", "LOGIN#1"],
    ["the due index", "DUE#20261201#0"],
  ])("refuse keys of %s", async (_, key) => {
    expect(await allowed("tenant", "dynamodb:GetItem", TABLE, asTenant(OWN, key))).toBe(false);
  });

  test("refuse everything while no company is named", async () => {
    expect(await allowed("tenant", "dynamodb:GetItem", TABLE, { "dynamodb:LeadingKeys": ["T#co_#CL#1"] })).toBe(false);
  });

  test.each(["changes", "work"])("reach the index %s by its own keys alone", async (index) => {
    const arn = `${TABLE}/index/${index}`;
    expect(await allowed("tenant", "dynamodb:Query", arn, asTenant(OWN, `T#${OWN}#CLIENT#0`))).toBe(true);
    expect(await allowed("tenant", "dynamodb:Query", arn, asTenant(OWN, `T#${FOREIGN}#CLIENT#0`))).toBe(false);
  });

  test("do not reach the due index", async () => {
    expect(await allowed("tenant", "dynamodb:Query", `${TABLE}/index/due`, asTenant(OWN, `T#${OWN}#`))).toBe(false);
  });

  test.each([
    "Scan",
    "PartiQLSelect",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PartiQLDelete",
    "BatchWriteItem",
    "DeleteTable",
    "DescribeTable",
  ])("refuse %s whatever it names", async (name) => {
    expect(await allowed("tenant", `dynamodb:${name}`, TABLE, asTenant(OWN, `T#${OWN}#CL#1`))).toBe(false);
  });

  test("are given to the functions that serve people, for a company by its name", () => {
    const role = cloud.one("AWS::IAM::Role", "RoleName", "prodano-dev-tenant");
    const { Statement } = role.properties["AssumeRolePolicyDocument"] as { Statement: Record<string, unknown>[] };
    const users = functions.filter(({ needs }) => needs.includes("tenant-data")).map(({ name }) => name);
    expect(Statement.flatMap(({ Principal }) => (Principal as { AWS: string | string[] }).AWS).toSorted()).toEqual(
      users.map((name) => `arn:aws:iam::${ACCOUNT}:role/prodano-dev-${name}`).toSorted(),
    );
    for (const { Action, Condition } of Statement) {
      expect(Action).toEqual(["sts:AssumeRole", "sts:TagSession"]);
      expect(Condition).toMatchObject({
        StringLike: { "aws:RequestTag/tenant": ["co_*", "platform"] },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["tenant"] },
      });
    }
  });
});

describe("the functions that serve people", () => {
  const people = functions.filter(({ needs }) => needs.includes("tenant-data")).map(({ name }) => name);

  test.each(people)("%s reaches no card, deal or file of a company with its own role", async (name) => {
    for (const key of ["CL#cli_1", "D#deal_1", "FILE#file_1", "AU#cli_1", "TASK#tsk_1"]) {
      expect(await allowed(name, "dynamodb:GetItem", TABLE, { "dynamodb:LeadingKeys": [`T#${OWN}#${key}`] }), key).toBe(
        false,
      );
    }
    expect(
      await allowed(name, "dynamodb:Query", `${TABLE}/index/changes`, {
        "dynamodb:LeadingKeys": [`T#${OWN}#CLIENT#0`],
      }),
    ).toBe(false);
  });

  test.each(people)("%s signs people in by the keys of the platform", async (name) => {
    for (const key of ["LOGIN#1", "PERSON#1", "SESSION#1", "KEY#1", "LIMIT#1", "LINK#1"]) {
      expect(await allowed(name, "dynamodb:GetItem", TABLE, { "dynamodb:LeadingKeys": [key] }), key).toBe(true);
    }
  });
});

describe("every function", () => {
  const never = [
    "dynamodb:Scan",
    "dynamodb:PartiQLSelect",
    "dynamodb:DeleteTable",
    "dynamodb:UpdateTable",
    "s3:DeleteBucket",
    "iam:PassRole",
  ];

  test.each(functions.map(({ name }) => name))("%s may not scan the table, nor change what it is made of", (name) => {
    const actions = cloud.statementsOf(`prodano-dev-${name}`).flatMap((one) => one.actions);
    for (const action of never) expect(actions).not.toContain(action);
  });

  /** What each need shows as in the actions of a role. */
  const marks = {
    "tenant-data": "sts:AssumeRole",
    files: "s3:GetObject",
    bus: "events:PutEvents",
    mail: "ses:SendRawEmail",
  } satisfies Partial<Record<Need, string>>;

  test.each(functions.map((entry) => [entry.name, entry.needs] as const))(
    "%s has what it needs and nothing that it does not",
    (name, needs) => {
      const actions = cloud.statementsOf(`prodano-dev-${name}`).flatMap((one) => one.actions);
      for (const [need, action] of Object.entries(marks)) {
        expect(actions.includes(action), `${need} by ${action}`).toBe(needs.includes(need as Need));
      }
      const sends = cloud
        .statementsOf(`prodano-dev-${name}`)
        .some(
          ({ actions, resources }) =>
            actions.includes("sqs:SendMessage") && resources.some((one) => !one.endsWith("-dead")),
        );
      expect(sends).toBe(needs.some((need) => need.startsWith("queue:")));
    },
  );

  test.each(functions.filter(({ needs }) => needs.includes("system-data")).map(({ name }) => name))(
    "%s works on records of companies, never by a request that names no key",
    async (name) => {
      expect(await allowed(name, "dynamodb:PutItem", TABLE, { "dynamodb:LeadingKeys": [`T#${OWN}#CL#1`] })).toBe(true);
      expect(await allowed(name, "dynamodb:Query", TABLE, {})).toBe(false);
    },
  );

  test("of the clock alone reads the due index", async () => {
    for (const { name, needs } of functions) {
      const due = await allowed(name, "dynamodb:Query", `${TABLE}/index/due`, {
        "dynamodb:LeadingKeys": ["DUE#20261201#3"],
      });
      expect(due, name).toBe(needs.includes("due"));
    }
  });
});

describe("letters", () => {
  const identity = `arn:aws:ses:${REGION}:${ACCOUNT}:identity/prodano.example`;
  const from = (address: string) => ({ "ses:FromAddress": address });

  test.each(["ses:SendEmail", "ses:SendRawEmail"])("leave by %s as the address of the stage alone", async (action) => {
    expect(await allowed("letters", action, identity, from("no-reply@prodano.example"))).toBe(true);
    expect(await allowed("letters", action, identity, from("director@prodano.example"))).toBe(false);
    expect(
      await allowed(
        "letters",
        action,
        `arn:aws:ses:${REGION}:${ACCOUNT}:identity/other.example`,
        from("no-reply@prodano.example"),
      ),
    ).toBe(false);
  });
});

describe("text messages", () => {
  const publishing = (installed: Cloud, name: string) =>
    installed.statementsOf(`prodano-dev-${name}`).some(({ actions }) => actions.includes("sns:Publish"));
  const senderOf = (installed: Cloud, name: string) => {
    const { properties } = installed.one("AWS::Lambda::Function", "FunctionName", `prodano-dev-${name}`);
    return (properties["Environment"] as { Variables: Record<string, string> }).Variables["SMS_SENDER"];
  };

  test("are sent by nobody until the installation asks for them, and then by one function", () => {
    const asking = synthesised({ stage: "dev", sms: "1" });
    for (const { name, needs } of functions) {
      expect(publishing(cloud, name), name).toBe(false);
      expect(senderOf(cloud, name), name).toBeUndefined();
      expect(publishing(asking, name), name).toBe(needs.includes("sms"));
      expect(senderOf(asking, name), name).toBe("sns");
    }
  });
});

describe("all policies", () => {
  const policies = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) => cloud.all(type));

  test("allow no action by a wildcard, and name their resources; what cannot be named is listed here", () => {
    const wide = policies
      .filter(({ id }) => !id.startsWith("CustomCDKBucketDeployment"))
      .flatMap(({ id, properties }) =>
        (properties["PolicyDocument"] as { Statement: Record<string, unknown>[] }).Statement.flatMap(
          ({ Action, Resource }) =>
            [
              ...[Action].flat().filter((action) => String(action).includes("*")),
              ...[Resource].flat().filter((resource) =>
                String(resource)
                  .replace(/:log-group:[^*]*:\*$/, "")
                  .includes("*"),
              ),
            ].map((what) => `${id.replace(/[0-9A-F]{8}$/, "")}: ${[Action].flat().join()} ${String(what)}`),
        ),
      );
    expect(wide.map((line) => line.replace(/files[0-9a-f]{8}/, "files")).toSorted()).toEqual([
      "FilesPolicy: s3:AbortMultipartUpload,s3:DeleteObject,s3:GetObject,s3:PutObject arn:aws:s3:::files/T/*",
      "FilesPolicy: s3:AbortMultipartUpload,s3:DeleteObject,s3:GetObject,s3:PutObject arn:aws:s3:::files/U/*",
      "StreamRoleDefaultPolicy: dynamodb:ListStreams *",
    ]);
  });
});

describe("secrets", () => {
  test.each([
    ["dev", { stage: "dev" }],
    ["prod", production],
  ] as const)("are in no template of %s", (_, context) => {
    const made = synthesised(context);
    for (const { properties } of made.all("AWS::SecretsManager::Secret")) {
      expect(properties["SecretString"]).toBeUndefined();
      expect(properties["GenerateSecretString"]).toBeDefined();
    }
    for (const { properties } of made.all("AWS::Lambda::Function")) {
      const { Variables = {} } = (properties["Environment"] ?? {}) as { Variables?: Record<string, string> };
      for (const [name, value] of Object.entries(Variables)) {
        if (/SECRET|PASSWORD|TOKEN|KEY/.test(name)) expect(value, name).toMatch(/^arn:aws:secretsmanager:/);
      }
    }
    const [distribution] = made.all("AWS::CloudFront::Distribution");
    const shown = JSON.stringify(distribution!.properties).match(/"HeaderValue":"([^"]+)"/g) ?? [];
    expect(shown).toHaveLength(2);
    for (const header of shown) expect(header).toContain("{{resolve:secretsmanager:");
  });
});

/** Statements are read as IAM reads them: an allowance with no condition on its keys would be seen here. */
test("no role reaches records without a condition on the keys", () => {
  const roles = cloud
    .all("AWS::IAM::Role")
    .flatMap(({ properties }) => (typeof properties["RoleName"] === "string" ? [properties["RoleName"]] : []));
  const bare = (one: Statement) =>
    one.actions.some((action) =>
      /^dynamodb:(GetItem|BatchGetItem|PutItem|UpdateItem|DeleteItem|Query|ConditionCheckItem)$/.test(action),
    ) && !one.conditions["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"];
  for (const role of roles) expect(cloud.statementsOf(role).filter(bare), role).toEqual([]);
});
