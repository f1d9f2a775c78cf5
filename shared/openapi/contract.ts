import * as z from "zod";
import { operation } from "../http/contract.ts";

/** The description of the API itself. */
export const openapiContract = {
  describe: operation({
    method: "GET",
    path: "/openapi.json",
    access: "visitor",
    summary: "This description, OpenAPI 3.1",
    output: z.looseObject({ openapi: z.literal("3.1.0") }),
  }),
};
