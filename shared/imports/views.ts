import type { Caller } from "../caller.ts";
import { can } from "../policy.ts";
import { textOf } from "../texts.ts";
import { importFields } from "./fields.ts";
import type { Import, ImportSummary, ImportView } from "./schema.ts";

/** An import as it is shown, its sentences in the language of the request. */
export function importView(caller: Caller, subject: Import): ImportView {
  const { problems } = subject;
  return {
    ...bare(caller, subject),
    columns: subject.columns,
    preview: subject.preview,
    guess: subject.guess,
    ...(subject.plan ? { plan: subject.plan } : {}),
    fields: Object.entries(importFields[subject.entity]).map(([name, field]) => ({
      name,
      kind: field.kind,
      required: field.required === true,
      key: field.key === true,
      blankMatters: field.blankMatters === true,
      unitAsked: field.unitAsked === true,
    })),
    problems: problems.map((problem) => ({ ...problem, message: sentence(caller, problem.reason) })),
  };
}

/** An import in a list. */
export function summaryOf(caller: Caller, subject: Import): ImportSummary {
  return bare(caller, subject);
}

function bare(caller: Caller, subject: Import): ImportSummary {
  const {
    columns: _c,
    preview: _p,
    guess: _g,
    plan: _plan,
    problems: _problems,
    resumeAt: _at,
    failure,
    ...rest
  } = subject;
  return {
    ...rest,
    ...(failure
      ? { failure: { reason: failure.reason, message: sentence(caller, failure.reason, failure.params) } }
      : {}),
    can: can(caller, "imports", subject),
  };
}

/** The sentence of a reason: of imports, else of problems. */
export function sentence(
  caller: Pick<Caller, "language">,
  reason: string,
  params: Record<string, string | number> = {},
): string {
  const { language } = caller;
  return (
    textOf(language, `imports.reasons.${reason}`, params) ?? textOf(language, `problems.${reason}`, params) ?? reason
  );
}
