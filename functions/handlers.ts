/** Names of the functions, each a file of this folder that exports `handler`. */
export const handlerNames = [
  "api",
  "query",
  "stream",
  "tick",
  "reminders",
  "notices",
  "texts",
  "pushes",
  "jobs",
  "letters",
  "letter-events",
  "audit",
] as const;
/** One of {@link handlerNames}. */
export type HandlerName = (typeof handlerNames)[number];
