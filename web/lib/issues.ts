import type { useTranslations } from "next-intl";
import { bodyOf } from "#shared/http/client.ts";
import type { Contract } from "#shared/http/contract.ts";
import type messages from "../messages/en.json";

/** Messages by path of the field, `phones.0.value`. */
export type Issues = Record<string, string>;

type Reason = keyof (typeof messages)["issues"];

/** What the contract refuses in the body of an input, in the user's language. The API checks the same again. */
export function issuesOf(contract: Contract, input: unknown, t: ReturnType<typeof useTranslations<"issues">>): Issues {
  const found = contract.body?.safeParse(bodyOf(contract, input as Record<string, unknown>));
  if (!found || found.success) return {};
  return Object.fromEntries(
    found.error.issues.map((issue) => [
      issue.path.join("."),
      t(ownReason(issue, t) ?? reasonOf(issue), limitsOf(issue)),
    ]),
  );
}

/** The reason a check of our own gives, where it has words. */
function ownReason(
  issue: { code?: string; message: string },
  t: ReturnType<typeof useTranslations<"issues">>,
): Reason | undefined {
  const reason = issue.message as Reason;
  return issue.code === "custom" && t.has(reason) ? reason : undefined;
}

function reasonOf(issue: { code?: string; input?: unknown; origin?: unknown; minimum?: unknown }): Reason {
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "wrong_type";
  if (issue.code === "too_small") {
    if (issue.origin !== "string") return "too_small";
    return issue.minimum === 1 ? "required" : "too_short";
  }
  if (issue.code === "too_big") return issue.origin === "string" ? "too_long" : "too_big";
  return issue.code === "invalid_value" ? "not_one_of" : "wrong_format";
}

function limitsOf(issue: object): { least: number; most: number } {
  const { minimum, maximum } = issue as { minimum?: number; maximum?: number };
  return { least: minimum ?? 0, most: maximum ?? 0 };
}
