import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { startEngine, type Engine } from "#test/support/engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
afterEach(() => vi.unstubAllEnvs());

test("a refused request is logged once, with the status it was answered and as a warning", async () => {
  vi.stubEnv("LOG_REQUESTS", "1");
  const lines: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  await engine.request({ method: "GET", path: "/api/v1/clients" });
  stdout.mockRestore();
  const logged = lines
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged).toEqual([
    expect.objectContaining({ level: "warn", message: "request", status: 401, route: "GET /clients" }),
  ]);
});

test("a problem carries the headers of every answer", async () => {
  const { status, headers } = await engine.request({ method: "GET", path: "/api/v1/nothing-here" });
  expect(status).toBe(404);
  expect(headers).toMatchObject({
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": expect.stringMatching(/./) as unknown,
  });
});
