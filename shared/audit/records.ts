import { CalendarTable } from "../calendars/table.ts";
import { ClientTable } from "../clients/table.ts";
import { CompanyTable } from "../companies/table.ts";
import { DealTable } from "../deals/table.ts";
import { dictionaryNames } from "../dictionaries/schema.ts";
import { DictionaryTable } from "../dictionaries/table.ts";
import { EmployeeTable, TeamTable } from "../employees/table.ts";
import { EntryTable } from "../history/table.ts";
import { prefixes } from "../ids.ts";
import { InquiryTable } from "../inquiries/table.ts";
import { ApiKeyTable } from "../keys/table.ts";
import { PipelineTable } from "../pipelines/table.ts";
import type { Section } from "../policy-names.ts";
import { ProductTable } from "../products/table.ts";
import { ResourceTable } from "../resources/table.ts";
import type { Store } from "../table/store.ts";
import { ledBy } from "../tasks/sight.ts";
import { TaskTable } from "../tasks/table.ts";

/** How the record of a trail is found, and which rights it stands under. */
export interface Audited {
  section: Section;
  /** The record, in the recycle bin too; `parent` gives the id of what it hangs on, as its own changes tell it. */
  load(store: Store, id: string, parent: (field: string) => Promise<string>): Promise<object | undefined>;
}

const bin = { bin: true };

/** What hangs on a client or a deal and has no rights of its own is readable where that is. */
const byPrefix: Readonly<Record<string, Audited>> = {
  co: {
    section: "settings",
    load: async (store, id) => (store.caller.tenant === id ? store.get(CompanyTable, {}) : undefined),
  },
  [prefixes.client]: { section: "clients", load: (store, id) => store.get(ClientTable, { id }, bin) },
  [prefixes.contact]: {
    section: "clients",
    load: async (store, _, parent) => store.get(ClientTable, { id: await parent("clientId") }, bin),
  },
  [prefixes.memorable]: {
    section: "clients",
    load: async (store, _, parent) => store.get(ClientTable, { id: await parent("clientId") }, bin),
  },
  [prefixes.activity]: {
    section: "history",
    load: async (store, id, parent) => store.get(EntryTable, { clientId: await parent("clientId"), id }, bin),
  },
  [prefixes.task]: {
    section: "history",
    async load(store, id) {
      const task = await store.get(TaskTable, { id }, bin);
      return task && !task.clientId && !ledBy(store.caller, task) ? undefined : task;
    },
  },
  [prefixes.deal]: { section: "deals", load: (store, id) => store.get(DealTable, { id }, bin) },
  [prefixes.stageEntry]: {
    section: "deals",
    load: async (store, _, parent) => store.get(DealTable, { id: await parent("dealId") }, bin),
  },
  [prefixes.employee]: { section: "employees", load: (store, id) => store.get(EmployeeTable, { id }) },
  [prefixes.team]: { section: "employees", load: (store, id) => store.get(TeamTable, { id }) },
  [prefixes.pipeline]: { section: "settings", load: (store, id) => store.get(PipelineTable, { id }) },
  [prefixes.product]: { section: "products", load: (store, id) => store.get(ProductTable, { id }, bin) },
  [prefixes.resource]: { section: "settings", load: (store, id) => store.get(ResourceTable, { id }) },
  [prefixes.calendar]: { section: "settings", load: (store, id) => store.get(CalendarTable, { id }) },
  [prefixes.absence]: {
    section: "employees",
    load: async (store, _, parent) => store.get(EmployeeTable, { id: await parent("employeeId") }),
  },
  [prefixes.inquiry]: { section: "inquiries", load: (store, id) => store.get(InquiryTable, { id }, bin) },
  [prefixes.key]: { section: "keys", load: (store, id) => store.get(ApiKeyTable, { id }) },
};

const dictionary: Audited = {
  section: "dictionaries",
  load: async (store, id) => {
    const name = dictionaryNames.find((one) => one === id);
    return name && store.get(DictionaryTable, { id: name });
  },
};

/** How the record with this id is found; undefined where no kind has such ids. */
export function auditedBy(id: string): Audited | undefined {
  return dictionaryNames.some((name) => name === id) ? dictionary : byPrefix[id.slice(0, id.indexOf("_"))];
}
