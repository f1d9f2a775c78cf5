export { queue, PLATFORM_TENANT } from "./queue.ts";
