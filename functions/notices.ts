import { noticeSources } from "./lib/notice-sources.ts";
import { subscribeAll } from "./lib/subscribe.ts";

/** Tells employees of what happened: tasks planned for them and finished for them, messages, and what else is in the list. */
export const handler = subscribeAll("notices", noticeSources);
