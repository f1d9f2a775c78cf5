import type { Caller } from "../caller.ts";
import { mustText } from "../texts.ts";
import { fold } from "../query/tree.ts";
import { dayIn } from "../time.ts";
import type { ImportField } from "./fields.ts";
import { candidates, nearest, type Known } from "./known.ts";
import type { Decision, ImportEntity } from "./schema.ts";

/** What stages are often called elsewhere, folded. */
const usual: Record<"success" | "refusal" | "first" | "second", readonly string[]> = {
  success: [
    "won",
    "closed won",
    "success",
    "успех",
    "выиграна",
    "успешно",
    "успешно реализовано",
    "закрыта успешно",
    "продажа",
  ],
  refusal: ["lost", "closed lost", "refusal", "отказ", "проиграна", "закрыто и не реализовано", "потеряна"],
  first: ["prospecting", "new", "open", "lead", "новая", "новый", "первичный контакт", "открыта"],
  second: ["engaging", "qualification", "in progress", "в работе", "квалификация"],
};

/** What a value that fits nothing may mean; only shown, never taken by itself. */
export function suggest(
  known: Known,
  field: ImportField,
  value: string,
): { suggestion: Decision; suggestionName?: string } | undefined {
  if (!field.target) return undefined;
  const found = nearest(value, candidates(known, field.target));
  if (field.target.to === "stage") return suggestStage(known, value, found);
  if (!found) return undefined;
  return field.target.to === "role"
    ? { suggestion: { do: "role", role: found.id as (Decision & { do: "role" })["role"] }, suggestionName: found.name }
    : { suggestion: { do: "use", id: found.id }, suggestionName: found.name };
}

function suggestStage({ pipeline }: Known, value: string, found: { id: string; name: string } | undefined) {
  const stages = pipeline?.stages ?? [];
  const of = (state: "open" | "success" | "refusal", stage: { id: string; name: string } | undefined) =>
    stage && { suggestion: { do: "stage" as const, state, stageId: stage.id }, suggestionName: stage.name };
  if (usual.success.includes(fold(value))) return of("success", stages.at(-1));
  if (usual.refusal.includes(fold(value))) return of("refusal", stages.at(-1));
  if (found) return of("open", found);
  if (usual.first.includes(fold(value))) return of("open", stages[0]);
  if (usual.second.includes(fold(value))) return of("open", stages[1] ?? stages[0]);
  return undefined;
}

/** What blank cells may stand for. */
export function suggestForBlank(
  caller: Caller,
  entity: ImportEntity,
  name: string,
  field: ImportField,
): Decision | undefined {
  if (field.kind === "day") return { do: "day", day: dayIn(caller.now, caller.timeZone) };
  if (field.kind === "money") return { do: "amount", from: "zero" };
  if (field.target?.to === "role") return { do: "role", role: "sales_manager" };
  if (entity === "deals" && name === "client")
    return { do: "create", name: mustText(caller.language, "imports.stand_in") };
  return undefined;
}
