import { operation } from "../http/contract.ts";
import { JobView } from "../jobs/schema.ts";

/** Demo data: a believable company to look around in, taken away again when it has served. */
export const demoContract = {
  load: operation({
    method: "POST",
    path: "/demo",
    access: ["imports", "create"],
    summary: "Load demo data in the background: employees, products, clients with History and deals",
    output: JobView,
    status: 202,
  }),
  remove: operation({
    method: "DELETE",
    path: "/demo",
    access: ["imports", "delete"],
    summary: "Take the demo data away, with whatever hangs on demo clients",
    output: JobView,
    status: 202,
  }),
};
