import { afterAll, beforeAll, expect, test } from "vitest";
import { startEngine, type Engine } from "#test/support/engine.ts";
import { measureCosts } from "./costs.ts";
import { compareCosts, keptCosts } from "./table.ts";

const update = "npm run bench:api -- --update";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test(
  "no operation of the journey asks more of the database than docs/capacity.md says",
  { timeout: 180_000 },
  async () => {
    const { grown, shrunk } = compareCosts(keptCosts(), await measureCosts(engine));
    if (shrunk.length > 0)
      console.warn(`Cheaper than docs/capacity.md says, write it down by ${update}:\n${shrunk.join("\n")}`);
    expect(grown, `meant? ${update}`).toEqual([]);
  },
);
