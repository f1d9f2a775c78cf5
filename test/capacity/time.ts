import { employeesContract } from "#shared/employees/contract.ts";
import { inquiriesContract, inquiryQueries } from "#shared/inquiries/contract.ts";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import { watchQueries } from "#shared/watch/contract.ts";
import type { Call } from "#test/support/people.ts";
import { digits, step, type Headers, type Step } from "./step.ts";

/** The calendar, inquiries, and what needs a look. */
export async function timeSteps(call: Call, headers: Headers): Promise<Step[]> {
  const { employees } = await call(employeesContract.list, {});
  const people = employees.map(({ id }) => id);
  const owner = () => headers;
  const week = { from: "2027-01-11", to: "2027-01-17" };
  return [
    step("schedule.get (a week)", scheduleQueries.get, owner, () => ({ ...week, employees: people })),
    step("schedule.counts", scheduleQueries.counts, owner, () => ({ ...week, by: "type" as const })),
    step("inquiries.add", inquiriesContract.add, owner, () => ({
      channel: "call" as const,
      subject: "Asks for a price",
      text: "Forty workstations before the spring",
      from: { name: "Anna Petrova", phone: `+7 495 9${digits()}` },
    })),
    step("inquiries.list", inquiryQueries.list, owner, () => ({ limit: 50 })),
    step("watch.deals", watchQueries.deals, owner, () => ({ signal: "overdue" as const })),
    step("watch.clients", watchQueries.clients, owner, () => ({})),
  ];
}
