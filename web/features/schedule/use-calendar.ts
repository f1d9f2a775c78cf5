"use client";
import { useMemo } from "react";
import { employeesContract } from "#shared/employees/contract.ts";
import { MOST_PEOPLE } from "#shared/schedule/schema.ts";
import { useAddress } from "../../lib/address.ts";
import { useAnswer } from "../../lib/answers.ts";
import { useCompany } from "../../lib/company.tsx";
import { useEmployees } from "../../lib/names.ts";
import { useWhen } from "../../lib/wall.ts";
import { views, type View } from "./items.ts";

/** What the calendar shows: the view, the day and the people, all of them in the address. */
export function useCalendar(phone: boolean) {
  const [search, change] = useAddress();
  const { membership } = useCompany();
  const employees = useEmployees();
  const { data } = useAnswer(employeesContract.list, {});
  const when = useWhen();
  const me = membership?.employeeId;
  const named = search.get("people");
  const own = employees.get(me);
  const team = useMemo(
    () =>
      (data?.employees ?? [])
        .filter((one) => one.state !== "closed")
        .filter(
          (one) => one.id === me || one.managerId === me || (own?.teamId !== undefined && one.teamId === own.teamId),
        )
        .map(({ id }) => id)
        .slice(0, MOST_PEOPLE),
    [data, me, own],
  );
  const asked = named?.split(",").filter((id) => employees.get(id)) ?? [];
  // Who is named is known once the employees are; until then nobody is asked for.
  const waits = named !== null && data === undefined;
  const people = asked.length > 0 ? asked.slice(0, MOST_PEOPLE) : me && !waits ? [me] : [];
  const view = views.find((one) => one === search.get("view")) ?? (phone ? "agenda" : "week");
  const day = /^\d{4}-\d{2}-\d{2}$/.test(search.get("day") ?? "") ? search.get("day")! : when.today();
  return {
    me,
    view,
    day,
    people,
    team,
    employees,
    setView: (next: View) => change({ view: next }),
    setDay: (next: string) => change({ day: next === when.today() ? undefined : next }),
    show: (next: View, of: string) => change({ view: next, day: of === when.today() ? undefined : of }),
    setPeople: (ids: readonly string[]) =>
      change({
        people: ids.length === 1 && ids[0] === me ? undefined : ids.slice(0, MOST_PEOPLE).join(",") || undefined,
      }),
  };
}
