import { App } from "aws-cdk-lib";
import { describe, expect, test } from "vitest";
import { stageOf } from "#infra/stage.ts";
import { production } from "./fixture.ts";

const read = (context: Record<string, string>) => stageOf(new App({ context }).node);

describe("the context of a deployment", () => {
  test("is a development stage where it says nothing", () => {
    expect(read({})).toMatchObject({ name: "dev", guarded: false, mailIdentity: "prodano.example" });
  });

  test("names the identity of letters by the domain of their address", () => {
    expect(read(production)).toMatchObject({ name: "prod", guarded: true, mailIdentity: "crm.example.com" });
  });

  test.each([
    ["an unknown stage", { stage: "test" }, /Unknown stage/],
    ["a domain without its certificate", { domain: "crm.example.com" }, /needs its certificate/],
    [
      "a certificate of another region",
      { ...production, certificateArn: "arn:aws:acm:eu-central-1:1:certificate/1" },
      /us-east-1/,
    ],
    ["production without an address for letters", { stage: "prod" }, /mailFrom/],
    ["a restored table without its stream", { table: "restored" }, /with its stream/],
    ["an address that is none", { mailFrom: "nobody" }, /no e-mail address/],
  ])("is refused in words: %s", (_, context, words) => {
    expect(() => read(context)).toThrow(words);
  });
});
