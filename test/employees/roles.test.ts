import { expect, test } from "vitest";
import { mayGive } from "#shared/employees/roles.ts";
import { roles, type Role } from "#shared/policy-names.ts";

test("nobody gives a role with a right beyond his own", () => {
  const given = (own: Role) => roles.filter((role) => mayGive(own, role));
  expect(given("owner")).toEqual(roles);
  expect(given("administrator")).toEqual(roles.filter((role) => role !== "owner"));
  expect(given("head_of_sales")).toEqual(["head_of_sales", "sales_manager", "telemarketing_agent"]);
  for (const role of roles) expect(given(role)).toContain(role);
});
