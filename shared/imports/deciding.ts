import type { Caller } from "../caller.ts";
import { findClient } from "../clients/imported.ts";
import { demandGiving } from "../employees/roles.ts";
import { invalid } from "../errors.ts";
import { fold } from "../query/tree.ts";
import { fits } from "./decisions.ts";
import { importField } from "./fields.ts";
import { candidates, readKnown, type Known } from "./known.ts";
import type { Decision, Import, ImportGroup } from "./schema.ts";

/** Decisions as they are given, by field. */
export interface GivenDecisions {
  field: string;
  values: { value: string; decision: Decision | null }[];
  others?: Decision | null | undefined;
  blank?: Decision | null | undefined;
}

/** Refuses a decision of a field or value that is not open, of the wrong kind, or that names something that is not there. */
export async function mustFit(
  caller: Caller,
  subject: Import,
  groups: ReadonlyMap<string, ImportGroup>,
  given: readonly GivenDecisions[],
): Promise<void> {
  const known = await readKnown(caller, subject.plan?.pipelineId);
  for (const [index, { field, values, others, blank }] of given.entries()) {
    const path = `groups.${index}`;
    const group = groups.get(field);
    if (!group) throw invalid(`${path}.field`, "not_one_of");
    const open = new Set(group.values.map(({ value }) => fold(value)));
    for (const [at, { value, decision }] of values.entries()) {
      if (!open.has(fold(value))) throw invalid(`${path}.values.${at}.value`, "not_one_of");
      await mustFitOne(caller, subject, known, field, decision, `${path}.values.${at}.decision`, false);
    }
    await mustFitOne(caller, subject, known, field, others, `${path}.others`, false);
    await mustFitOne(caller, subject, known, field, blank, `${path}.blank`, true);
  }
}

async function mustFitOne(
  caller: Caller,
  { entity }: Import,
  known: Known,
  name: string,
  decision: Decision | null | undefined,
  path: string,
  blank: boolean,
): Promise<void> {
  if (!decision) return;
  if (!fits(entity, name, decision, blank)) throw invalid(path, "decision_does_not_fit");
  if (decision.do === "role") demandGiving(caller, decision.role);
  if (decision.do === "create" && decision.role) demandGiving(caller, decision.role);
  const target = importField(entity, name)?.target;
  if (decision.do === "use" && target) {
    const there =
      target.to === "client"
        ? await existsClient(caller, decision.id)
        : candidates(known, target).some(({ id }) => id === decision.id);
    if (!there) throw invalid(path, "not_one_of");
  }
  if (decision.do === "stage") {
    if (!known.pipeline?.stages.some(({ id }) => id === decision.stageId))
      throw invalid(path, "stage_of_other_pipeline");
    const reasons = candidates(known, { to: "dictionary", name: "refusal_reason" });
    if (decision.reasonId && !reasons.some(({ id }) => id === decision.reasonId)) throw invalid(path, "not_one_of");
  }
}

async function existsClient(caller: Caller, id: string): Promise<boolean> {
  const client = await findClient(caller, id);
  return client !== undefined && !client.deletedAt;
}
