import { absencesContract } from "./absences/contract.ts";
import { auditContract } from "./audit/contract.ts";
import { calendarsContract } from "./calendars/contract.ts";
import { clientQueries, clientsContract } from "./clients/contract.ts";
import { companiesContract } from "./companies/contract.ts";
import { datesContract } from "./dates/contract.ts";
import { dealQueries, dealsContract } from "./deals/contract.ts";
import { demoContract } from "./demo/contract.ts";
import { dictionariesContract } from "./dictionaries/contract.ts";
import { employeesContract } from "./employees/contract.ts";
import { feedQueries, feedsContract } from "./feeds/contract.ts";
import { filesContract } from "./files/contract.ts";
import { historyContract } from "./history/contract.ts";
import type { Contract, Contracts } from "./http/contract.ts";
import { importsContract } from "./imports/contract.ts";
import { inquiriesContract, inquiryQueries } from "./inquiries/contract.ts";
import { jobsContract } from "./jobs/contract.ts";
import { keysContract } from "./keys/contract.ts";
import { lettersContract } from "./letters/contract.ts";
import { messageQueries, messagesContract } from "./messages/contract.ts";
import { peopleContract } from "./people/contract.ts";
import { pipelinesContract } from "./pipelines/contract.ts";
import { productsContract } from "./products/contract.ts";
import { resourcesContract } from "./resources/contract.ts";
import { scheduleQueries } from "./schedule/contract.ts";
import { searchQueries } from "./search/contract.ts";
import { dayContract } from "./day/contract.ts";
import { browsersContract, notificationsContract, unsubscribeContract } from "./notifications/contract.ts";
import { tasksContract } from "./tasks/contract.ts";
import { watchQueries } from "./watch/contract.ts";

/** Every contract by feature: OpenAPI, the paths of `query`, and the tests that walk all routes come from here. */
export const contracts = {
  people: peopleContract,
  companies: companiesContract,
  employees: employeesContract,
  calendars: calendarsContract,
  absences: absencesContract,
  keys: keysContract,
  dictionaries: dictionariesContract,
  pipelines: pipelinesContract,
  products: productsContract,
  clients: { ...clientsContract, ...clientQueries },
  dates: datesContract,
  history: historyContract,
  tasks: tasksContract,
  schedule: scheduleQueries,
  resources: resourcesContract,
  day: dayContract,
  feeds: { ...feedsContract, ...feedQueries },
  notifications: notificationsContract,
  browsers: browsersContract,
  unsubscribe: unsubscribeContract,
  deals: { ...dealsContract, ...dealQueries },
  inquiries: { ...inquiriesContract, ...inquiryQueries },
  letters: lettersContract,
  messages: { ...messagesContract, ...messageQueries },
  files: filesContract,
  jobs: jobsContract,
  imports: importsContract,
  demo: demoContract,
  search: searchQueries,
  watch: watchQueries,
  audit: auditContract,
} satisfies Record<string, Contracts>;

/** Every contract, whatever its feature. */
export const allContracts: readonly Contract[] = Object.values<Contracts>(contracts).flatMap((feature) =>
  Object.values(feature),
);
