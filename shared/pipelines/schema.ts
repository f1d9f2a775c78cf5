import * as z from "zod";
import { line } from "../fields.ts";
import { idOf } from "../ids.ts";
import { recordFields } from "../record.ts";

/** Days of a norm. */
export const NormDays = z.int().min(1).max(3650);

/** Norm of silence where none is set: an open deal whose client had no entry of History for longer is silent. */
export const SILENCE_DAYS = 30;

/** One stage of a pipeline. `normDays` is its norm of length, `silenceDays` that of silence where it differs. */
export const Stage = z.object({
  id: idOf("stage"),
  name: line(80),
  normDays: NormDays.optional(),
  silenceDays: NormDays.optional(),
  probability: z.int().min(0).max(100).optional().meta({ description: "Chance to win at this stage, per cent" }),
});
/** {@link Stage} as a type. */
export type Stage = z.infer<typeof Stage>;

/** A regulated way of selling: its stages in order. `successRule` says when a deal may end in success. */
export const Pipeline = z.object({
  id: idOf("pipeline"),
  ...recordFields,
  name: line(80),
  stages: z.array(Stage).min(1).max(30),
  successRule: z.enum(["on_contract"]),
  normDays: NormDays.meta({ description: "Norm of a deal's length; open longer is overdue" }),
  silenceDays: NormDays.optional().meta({
    description: "Norm of silence, 30 where absent; longer without an entry is silent",
  }),
  hidden: z.boolean().optional(),
  template: z.enum(["seven", "six"]).optional(),
});
/** {@link Pipeline} as a type. */
export type Pipeline = z.infer<typeof Pipeline>;
