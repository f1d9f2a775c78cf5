import { afterAll, beforeAll, expect, test } from "vitest";
import { languages, newMeter, type Caller } from "#shared/caller.ts";
import { create as createClient } from "#shared/clients/clients.ts";
import { CreateClient } from "#shared/clients/schema.ts";
import { close, move, open } from "#shared/deals/deals.ts";
import { dictionaryNames } from "#shared/dictionaries/schema.ts";
import { list as dictionariesOf } from "#shared/dictionaries/dictionaries.ts";
import { newId } from "#shared/ids.ts";
import { add, change, list } from "#shared/pipelines/pipelines.ts";
import type { Pipeline } from "#shared/pipelines/schema.ts";
import { NORM_DAYS, templates } from "#shared/pipelines/templates.ts";
import { aCompany } from "#test/support/callers.ts";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => void (engine = await startEngine()));
afterAll(() => engine.stop());

const wanted = ({ id, ver, name, normDays, stages }: Pipeline) => ({ id, ver, name, normDays, stages });

test("the templates have seven and six stages whose norms make up four months", () => {
  expect(templates.seven.stages).toHaveLength(7);
  expect(templates.six.stages).toHaveLength(6);
  expect(NORM_DAYS).toBe(4 * 30);
  for (const { stages } of Object.values(templates)) {
    expect(stages.reduce((sum, { normDays }) => sum + normDays, 0)).toBe(NORM_DAYS);
  }
});

test("a pipeline of a template speaks the language of the company and counts four months as its norm", async () => {
  for (const language of languages) {
    const { owner } = await aCompany({ language });
    const made = await add({ ...owner, language: language === "ru" ? "en" : "ru" }, { template: "seven" });
    expect(made).toMatchObject({
      name: templates.seven.name[language],
      normDays: 120,
      successRule: "on_contract",
      template: "seven",
    });
    expect(made.stages.map(({ name }) => name)).toEqual(templates.seven.stages.map((stage) => stage[language]));
    expect(new Set(made.stages.map(({ id }) => id)).size).toBe(7);
  }
});

test("a pipeline is either a template or stages of one's own with a name", async () => {
  const { owner } = await aCompany();
  const own = await add(owner, { name: "Своя", stages: [{ name: "Начало" }, { name: "Конец", normDays: 3 }] });
  expect(own.stages).toMatchObject([{ name: "Начало" }, { name: "Конец", normDays: 3 }]);
  expect(await add(owner, { name: "Названа", template: "six" })).toMatchObject({ name: "Названа" });
  await expect(add(owner, { name: "Обе", template: "six", stages: [{ name: "Начало" }] })).rejects.toMatchObject({
    details: { reason: "template_or_stages" },
  });
  await expect(add(owner, { name: "Ни одной" })).rejects.toMatchObject({ details: { reason: "template_or_stages" } });
  await expect(add(owner, { stages: [{ name: "Начало" }] })).rejects.toMatchObject({
    details: { issues: [{ path: "name", message: "required" }] },
  });
  await expect(add(owner, { name: "Дважды", stages: [{ name: "Этап" }, { name: "ЭТАП" }] })).rejects.toMatchObject({
    details: { issues: [{ path: "stages.1.name", message: "same_name_twice" }] },
  });
  expect((await list(owner)).pipelines.map(({ name }) => name)).toEqual(["Своя", "Названа"]);
});

test("stages keep their ids through renaming and moving; new ones get their own, foreign ids are refused", async () => {
  const { owner } = await aCompany();
  const before = await add(owner, { template: "six" });
  const [first, ...rest] = before.stages;
  const stages = [...rest.reverse(), { ...first!, name: "Встреча" }, { name: "Новый" }];
  const after = await change(owner, { ...wanted(before), stages });
  expect(after.stages.slice(0, -1).map(({ id }) => id)).toEqual([...rest.map(({ id }) => id), first!.id]);
  expect(after.stages.at(-1)).toMatchObject({ name: "Новый" });
  expect(before.stages.map(({ id }) => id)).not.toContain(after.stages.at(-1)!.id);
  for (const id of [newId("stage"), after.stages[0]!.id]) {
    await expect(
      change(owner, { ...wanted(after), stages: [...after.stages, { id, name: "Чужой" }] }),
    ).rejects.toMatchObject({
      details: { issues: [{ path: "stages.7.id", message: "unknown_stage" }] },
    });
  }
});

test("a pipeline changed meanwhile answers as it is now; only who may change settings changes it", async () => {
  const { owner, as } = await aCompany();
  const before = await add(owner, { template: "six" });
  await change(owner, { ...wanted(before), normDays: 90 });
  await expect(change(owner, wanted(before))).rejects.toMatchObject({
    code: "conflict",
    details: { current: { normDays: 90 } },
  });
  const head = await as("head_of_sales");
  expect((await list(head)).pipelines).toHaveLength(1);
  await expect(change(head, { ...wanted(before), ver: 2 })).rejects.toMatchObject({ code: "forbidden" });
  const other = await aCompany();
  await expect(change(other.owner, { ...wanted(before), ver: 2 })).rejects.toMatchObject({ code: "not_found" });
});

test("a stage with an open deal stays; with closed deals or none it may go", async () => {
  const { owner } = await aCompany();
  const pipeline = await add(owner, { template: "seven" });
  const client = await createClient(owner, CreateClient.parse({ kind: "organisation", name: "Берёзка" }));
  const deal = await open(owner, {
    clientId: client.id,
    title: "Первая",
    pipelineId: pipeline.id,
    stageId: pipeline.stages[2]!.id,
    lines: [],
  });
  const without = (at: number) => ({ ...wanted(pipeline), stages: pipeline.stages.filter((_, index) => index !== at) });
  await expect(change(owner, without(2))).rejects.toMatchObject({
    code: "invalid_state",
    details: { reason: "stage_in_use", params: { name: "Демонстрация" } },
  });
  const moved = await move(owner, { id: deal.id, stageId: pipeline.stages[3]!.id, ver: deal.ver });
  const six = await change(owner, without(2));
  expect(six.stages).toHaveLength(6);
  await close(owner, { id: deal.id, ver: moved.ver, outcome: "refusal", reasonIds: [await reasonOf(owner)] });
  const five = await change(owner, {
    ...wanted(six),
    stages: six.stages.filter(({ id }) => id !== pipeline.stages[3]!.id),
  });
  expect(five.stages).toHaveLength(5);
});

test("deals are read only when a stage goes", async () => {
  const { owner } = await aCompany();
  const pipeline = await add(owner, { template: "six" });
  const calls = async (stages: Pipeline["stages"], ver: number) => {
    const meter = newMeter();
    await change({ ...owner, meter }, { ...wanted(pipeline), stages, ver });
    return meter.calls;
  };
  expect(await calls(pipeline.stages.toReversed(), 1)).toBe(2);
  expect(await calls(pipeline.stages.slice(1), 2)).toBe(2 + owner.shards);
});

async function reasonOf(caller: Caller): Promise<string> {
  const { dictionaries } = await dictionariesOf(caller);
  return dictionaries[dictionaryNames.indexOf("refusal_reason")]!.entries[0]!.id;
}
