import { Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { describe, expect, test } from "vitest";
import { installed, production } from "./fixture.ts";

const stages = [
  ["dev", { stage: "dev" }],
  ["dev with tracing", { stage: "dev", tracing: "1" }],
  ["prod", production],
  ["prod with text messages", { ...production, sms: "1" }],
] as const;

describe.each(stages)("the rules of AwsSolutions, %s", (_, context) => {
  const { app } = installed(context);

  test("find nothing that is not explained", () => {
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    expect(
      violations.map(({ ruleName, violatingResources }) => [
        ruleName,
        violatingResources.map((one) => one.constructPath),
      ]),
    ).toEqual([]);
  });

  test("are set aside on single resources, never on a stack, each with a reason", () => {
    const exceptions = app.node
      .findAll()
      .flatMap((construct) => reasonsOf(construct).map((reason) => ({ construct, reason })));
    expect(exceptions.length).toBeGreaterThan(5);
    for (const { construct, reason } of exceptions) {
      expect(construct.node.path).toContain("/");
      expect(reason.split(" ").length, reason).toBeGreaterThan(5);
    }
  });
});

test("templates hold to CloudFormation's own rules", () => {
  const { app } = installed(production, { checked: true });
  expect(() => app.synth()).not.toThrow();
});

function reasonsOf(construct: IConstruct): string[] {
  return construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.values(data as Record<string, string>));
}
