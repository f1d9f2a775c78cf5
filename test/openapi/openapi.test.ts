import { expect, test } from "vitest";
import { allContracts } from "#shared/contracts.ts";
import { describe as describeApi } from "#shared/openapi/openapi.ts";

test("every contract is described, with its parameters and its answer", async () => {
  const { paths } = (await describeApi()) as unknown as {
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; responses: object }>>;
  };
  for (const contract of allContracts) {
    const described = paths[contract.path]?.[contract.method.toLowerCase()];
    expect(described, `${contract.method} ${contract.path}`).toBeDefined();
    const inPath = [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(described!.parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inPath);
    expect(Object.keys(described!.responses)).toContain(String(contract.status ?? 200));
  }
});
