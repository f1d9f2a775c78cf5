import * as absences from "#shared/absences/absences.ts";
import { absencesContract } from "#shared/absences/contract.ts";
import * as audit from "#shared/audit/audit.ts";
import { auditContract } from "#shared/audit/contract.ts";
import * as calendars from "#shared/calendars/calendars.ts";
import { calendarsContract } from "#shared/calendars/contract.ts";
import * as clients from "#shared/clients/clients.ts";
import { clientsContract } from "#shared/clients/contract.ts";
import * as companies from "#shared/companies/companies.ts";
import { companiesContract } from "#shared/companies/contract.ts";
import { datesContract } from "#shared/dates/contract.ts";
import * as dates from "#shared/dates/dates.ts";
import { dealsContract } from "#shared/deals/contract.ts";
import * as deals from "#shared/deals/deals.ts";
import { demoContract } from "#shared/demo/contract.ts";
import * as demo from "#shared/demo/demo.ts";
import { dictionariesContract } from "#shared/dictionaries/contract.ts";
import * as dictionaries from "#shared/dictionaries/dictionaries.ts";
import { employeesContract } from "#shared/employees/contract.ts";
import * as employees from "#shared/employees/employees.ts";
import { feedsContract } from "#shared/feeds/contract.ts";
import * as feeds from "#shared/feeds/feeds.ts";
import { filesContract } from "#shared/files/contract.ts";
import * as files from "#shared/files/files.ts";
import { historyContract } from "#shared/history/contract.ts";
import * as history from "#shared/history/history.ts";
import { importsContract } from "#shared/imports/contract.ts";
import * as imports from "#shared/imports/imports.ts";
import * as closingInquiries from "#shared/inquiries/closing.ts";
import { inquiriesContract } from "#shared/inquiries/contract.ts";
import * as inquiries from "#shared/inquiries/inquiries.ts";
import * as inquirySettings from "#shared/inquiries/settings.ts";
import { jobsContract } from "#shared/jobs/contract.ts";
import * as jobs from "#shared/jobs/jobs.ts";
import { keysContract } from "#shared/keys/contract.ts";
import * as keys from "#shared/keys/keys.ts";
import { lettersContract } from "#shared/letters/contract.ts";
import * as letters from "#shared/letters/letters.ts";
import { messagesContract } from "#shared/messages/contract.ts";
import * as conversations from "#shared/messages/conversations.ts";
import * as messages from "#shared/messages/messages.ts";
import { openapiContract } from "#shared/openapi/contract.ts";
import * as openapi from "#shared/openapi/openapi.ts";
import { peopleContract } from "#shared/people/contract.ts";
import * as account from "#shared/people/account.ts";
import * as invitations from "#shared/people/invitations.ts";
import * as newPassword from "#shared/people/new-password.ts";
import * as ownSessions from "#shared/people/own-sessions.ts";
import * as signIn from "#shared/people/sign-in.ts";
import * as signUp from "#shared/people/sign-up.ts";
import { pipelinesContract } from "#shared/pipelines/contract.ts";
import * as pipelines from "#shared/pipelines/pipelines.ts";
import { productsContract } from "#shared/products/contract.ts";
import * as products from "#shared/products/products.ts";
import { resourcesContract } from "#shared/resources/contract.ts";
import * as resources from "#shared/resources/resources.ts";
import { dayContract } from "#shared/day/contract.ts";
import * as day from "#shared/day/day.ts";
import * as dayLetter from "#shared/day/letter.ts";
import * as browsers from "#shared/notifications/browsers.ts";
import { browsersContract, notificationsContract, unsubscribeContract } from "#shared/notifications/contract.ts";
import * as notifications from "#shared/notifications/notifications.ts";
import * as unsubscribing from "#shared/notifications/unsubscribe.ts";
import { tasksContract } from "#shared/tasks/contract.ts";
import * as setTasks from "#shared/tasks/set.ts";
import * as tasks from "#shared/tasks/tasks.ts";
import { feature } from "./lib/serve.ts";

/** Every feature that `api` answers: its contract beside its rules. */
export const features = [
  feature(peopleContract, { ...account, ...invitations, ...newPassword, ...ownSessions, ...signIn, ...signUp }),
  feature(companiesContract, companies),
  feature(employeesContract, employees),
  feature(calendarsContract, calendars),
  feature(absencesContract, absences),
  feature(keysContract, keys),
  feature(dictionariesContract, dictionaries),
  feature(pipelinesContract, pipelines),
  feature(productsContract, products),
  feature(clientsContract, clients),
  feature(datesContract, dates),
  feature(historyContract, history),
  feature(tasksContract, { ...tasks, ...setTasks }),
  feature(resourcesContract, resources),
  feature(dayContract, { ...day, ...dayLetter }),
  feature(feedsContract, feeds),
  feature(notificationsContract, notifications),
  feature(browsersContract, browsers),
  feature(unsubscribeContract, unsubscribing),
  feature(dealsContract, deals),
  feature(inquiriesContract, { ...inquiries, ...closingInquiries, ...inquirySettings }),
  feature(filesContract, files),
  feature(lettersContract, letters),
  feature(messagesContract, { ...conversations, ...messages }),
  feature(auditContract, audit),
  feature(jobsContract, jobs),
  feature(importsContract, imports),
  feature(demoContract, demo),
  feature(openapiContract, openapi),
];
