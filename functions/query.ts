import { clientQueries } from "#shared/clients/contract.ts";
import * as clients from "#shared/clients/queries.ts";
import { dealQueries } from "#shared/deals/contract.ts";
import * as deals from "#shared/deals/queries.ts";
import { inquiryQueries } from "#shared/inquiries/contract.ts";
import * as inquiries from "#shared/inquiries/queries.ts";
import { feedQueries } from "#shared/feeds/contract.ts";
import * as feeds from "#shared/feeds/queries.ts";
import { messageQueries } from "#shared/messages/contract.ts";
import * as messages from "#shared/messages/queries.ts";
import { scheduleQueries } from "#shared/schedule/contract.ts";
import * as schedule from "#shared/schedule/queries.ts";
import { searchQueries } from "#shared/search/contract.ts";
import * as search from "#shared/search/queries.ts";
import { watchQueries } from "#shared/watch/contract.ts";
import * as watch from "#shared/watch/queries.ts";
import { feature, serve } from "./lib/serve.ts";

/** Answers lists, boards and search from the read model it holds in memory. */
export const handler = serve([
  feature(clientQueries, clients),
  feature(dealQueries, deals),
  feature(inquiryQueries, inquiries),
  feature(feedQueries, feeds),
  feature(messageQueries, messages),
  feature(scheduleQueries, schedule),
  feature(searchQueries, search),
  feature(watchQueries, watch),
]);
