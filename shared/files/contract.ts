import * as z from "zod";
import { operation } from "../http/contract.ts";
import { idOf } from "../ids.ts";
import { File, filePurposes, FileView, mostBytes } from "./schema.ts";

const one = z.object({ id: idOf("file") });

/** Files go to the bucket directly: the API gives the form, looks at what came, and gives short links. */
export const filesContract = {
  add: operation({
    method: "POST",
    path: "/files",
    access: "employee",
    summary: "Announce a file; answers the form to send it by, good for 10 minutes",
    body: File.pick({ name: true }).extend({
      bytes: z.int().min(1).max(mostBytes.import),
      purpose: z.enum(filePurposes),
    }),
    output: z.object({
      file: FileView,
      upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
    }),
    status: 201,
  }),
  uploaded: operation({
    method: "POST",
    path: "/files/{id}/uploaded",
    access: "employee",
    summary: "Say that the file was sent; its size and its content are looked at",
    params: one,
    output: FileView,
  }),
  link: operation({
    method: "GET",
    path: "/files/{id}/link",
    access: "employee",
    summary: "A link to download the file by, good for a minute",
    params: one,
    output: z.object({ url: z.string() }),
  }),
};
