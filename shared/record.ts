import * as z from "zod";
import { Instant } from "./time.ts";

/** Fields every stored record has: who made it, who changed it last, and the version a change must name. */
export const recordFields = {
  ver: z.int().min(1).meta({ description: "Version of the content; a change names the one it has seen" }),
  createdAt: Instant,
  createdBy: z.string(),
  updatedAt: Instant,
  updatedBy: z.string(),
};

/** What the last thing hung on a record left there, as it was read with the record; never a part of its content. */
export const TOUCHED = Symbol("touched");

/** What the store needs of a record. `deletedAt` puts it into the recycle bin. */
export interface Stored {
  id: string;
  ver: number;
  createdAt: Instant;
  createdBy: string;
  updatedAt: Instant;
  updatedBy: string;
  deletedAt?: Instant | undefined;
  [TOUCHED]?: string | undefined;
}

/** A record as its maker gives it: the store adds the rest. */
export type Fresh<R extends Stored> = Omit<R, "ver" | "createdAt" | "createdBy" | "updatedAt" | "updatedBy"> &
  Partial<Pick<R, "createdAt">>;
