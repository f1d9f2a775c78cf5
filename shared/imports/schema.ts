import * as z from "zod";
import { Can } from "../fields.ts";
import { idOf } from "../ids.ts";
import { roles } from "../policy-names.ts";
import { recordFields } from "../record.ts";
import { Day, Instant } from "../time.ts";

/** What a file may bring. */
export const importEntities = ["employees", "products", "clients", "deals"] as const;
/** One of {@link importEntities}. */
export type ImportEntity = (typeof importEntities)[number];

/**
 * analysing: the file is read for the first time; broken: it cannot be read; mapping: waits for its plan;
 * checking: the whole file is held against the plan; deciding: waits for decisions and the start; running;
 * stopped: cancelled or failed on the way, may be started again or reverted; done; reverting; reverted.
 */
export const importStates = [
  "analysing",
  "broken",
  "mapping",
  "checking",
  "deciding",
  "running",
  "stopped",
  "done",
  "reverting",
  "reverted",
] as const;

/** How text files are written. */
export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1251"] as const;
/** One of {@link encodings}. */
export type Encoding = (typeof encodings)[number];

/** What stands between cells. */
export const delimiters = [",", ";", "\t", "|"] as const;
/** One of {@link delimiters}. */
export type Delimiter = (typeof delimiters)[number];

/** Orders of day, month and year with what stands between them; a time after the day is passed over. */
export const dateFormats = [
  "YYYY-MM-DD",
  "YYYY/MM/DD",
  "DD.MM.YYYY",
  "DD/MM/YYYY",
  "MM/DD/YYYY",
  "DD-MM-YYYY",
  "MM-DD-YYYY",
] as const;
/** One of {@link dateFormats}. */
export type DateFormat = (typeof dateFormats)[number];

/** What stands before the fraction of a number. */
export const decimals = [".", ","] as const;
/** One of {@link decimals}. */
export type Decimal = (typeof decimals)[number];

/** A column of the file as the analysis found it. */
export const ImportColumn = z.object({
  name: z.string(),
  /** Up to five different values. */
  samples: z.array(z.string()),
  /** Rows in which it is blank. */
  blank: z.int(),
  /** Formats that read every value as a date, none where some value is no date; more than one: the user chooses. */
  dates: z.array(z.enum(dateFormats)),
  /** Signs of the fraction by which every value is a number; both: the user chooses. */
  decimals: z.array(z.enum(decimals)),
});
/** {@link ImportColumn} as a type. */
export type ImportColumn = z.infer<typeof ImportColumn>;

/** What a column becomes. */
export const ColumnPlan = z.strictObject({
  column: z.int().min(0).max(199).meta({ description: "Its place in the file, from 0" }),
  field: z.string().max(40),
  date: z.enum(dateFormats).optional(),
  decimal: z.enum(decimals).optional(),
  unit: z
    .union([z.literal(1), z.literal(1000), z.literal(1_000_000)])
    .optional()
    .meta({ description: "What one of its number stands for" }),
});
/** {@link ColumnPlan} as a type. */
export type ColumnPlan = z.infer<typeof ColumnPlan>;

/**
 * What is to be done with the file. `create` refuses rows whose record is there already, `skip` passes them over,
 * `update` writes what the file says over it; which record is the same is told by the field `key`.
 */
export const ImportPlan = z.strictObject({
  columns: z.array(ColumnPlan).min(1).max(200),
  mode: z.enum(["create", "update", "skip"]),
  key: z.string().max(40).optional(),
  pipelineId: idOf("pipeline").optional().meta({ description: "Where deals go" }),
});
/** {@link ImportPlan} as a type. */
export type ImportPlan = z.infer<typeof ImportPlan>;

/** What the user decided of a value that fits nothing, or of blank cells. */
export const Decision = z.discriminatedUnion("do", [
  /** An existing record or entry. */
  z.strictObject({ do: z.literal("use"), id: z.string().max(40) }),
  /** A new one, called as the value is unless another name is given; an employee gets the role. */
  z.strictObject({
    do: z.literal("create"),
    name: z.string().trim().min(1).max(120).optional(),
    role: z.enum(roles).optional(),
  }),
  z.strictObject({ do: z.literal("blank") }),
  /** Rows that have it are refused. */
  z.strictObject({ do: z.literal("refuse") }),
  /** How a deal with this value stands, where it stands or ended, and why it was lost where the file does not say. */
  z.strictObject({
    do: z.literal("stage"),
    state: z.enum(["open", "success", "refusal"]),
    stageId: idOf("stage"),
    reasonId: idOf("entry").optional(),
  }),
  z.strictObject({ do: z.literal("day"), day: Day }),
  /** Nothing, or the price of the product. */
  z.strictObject({ do: z.literal("amount"), from: z.enum(["zero", "price"]) }),
  z.strictObject({ do: z.literal("role"), role: z.enum(roles) }),
]);
/** {@link Decision} as a type. */
export type Decision = z.infer<typeof Decision>;

/** A value of the file that fits nothing known. */
export const OpenValue = z.object({
  value: z.string(),
  /** Rows that have it. */
  count: z.int(),
  /** Something known that is called nearly so, or the usual meaning; never taken by itself. */
  suggestion: Decision.optional(),
  suggestionName: z.string().optional(),
  decision: Decision.optional(),
});
/** {@link OpenValue} as a type. */
export type OpenValue = z.infer<typeof OpenValue>;

/** Kinds of decisions. */
export const decisionKinds = ["use", "create", "blank", "refuse", "stage", "day", "amount", "role"] as const;

/** Values of one field that need the user. */
export const ValueGroup = z.object({
  field: z.string(),
  /** What may be decided of a value, and of blank cells. */
  allowed: z.array(z.enum(decisionKinds)),
  allowedForBlank: z.array(z.enum(decisionKinds)),
  /** Different values that fit something known. */
  matched: z.int(),
  values: z.array(OpenValue),
  /** Different values that fit nothing and are not listed: `others` decides of them. */
  more: z.int(),
  others: Decision.optional(),
  /** Rows in which it is blank, as far as that matters. */
  blank: z.int(),
  /** Whether blank cells must be decided of. */
  blankMatters: z.boolean(),
  blankSuggestion: Decision.optional(),
  blankDecision: Decision.optional(),
});
/** {@link ValueGroup} as a type. */
export type ValueGroup = z.infer<typeof ValueGroup>;

/** Rows that will be refused, by reason. */
export const RowProblem = z.object({
  field: z.string().optional(),
  reason: z.string(),
  /** The sentence, in the language of the request. */
  message: z.string(),
  count: z.int(),
  /** The first of them, counted as a spreadsheet does. */
  rows: z.array(z.int()),
});
/** {@link RowProblem} as a type. */
export type RowProblem = z.infer<typeof RowProblem>;

/** What came of the rows. `also` are records made besides them: entries of dictionaries, a stand-in, managers. */
export const ImportCounts = z.object({
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  refused: z.int(),
  also: z.int(),
});
/** {@link ImportCounts} as a type. */
export type ImportCounts = z.infer<typeof ImportCounts>;

/** A record that a revert left alone, and why. */
export const KeptRecord = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  reason: z.enum(["changed", "used"]),
});
/** {@link KeptRecord} as a type. */
export type KeptRecord = z.infer<typeof KeptRecord>;

/** What a revert did: removed records, records set back to what they were, records left alone. */
export const RevertCounts = z.object({ removed: z.int(), restored: z.int(), kept: z.int() });

/** Why a file or a job stopped: a key of the texts with its values. */
export const ImportFailure = z.object({
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** One file on its way into the company's data. */
export const Import = z.object({
  id: idOf("import"),
  ...recordFields,
  entity: z.enum(importEntities),
  fileId: idOf("file"),
  fileName: z.string(),
  state: z.enum(importStates),
  /** The job at work on it, or the last one. */
  jobId: idOf("job").optional(),
  failure: ImportFailure.optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  /** Rows under the header. */
  rows: z.int().optional(),
  columns: z.array(ImportColumn),
  /** The first 20 rows, long cells cut. */
  preview: z.array(z.array(z.string())),
  /** What the columns seem to be, to begin the plan with. */
  guess: z.array(ColumnPlan),
  /** Whether the guess is what the company chose for the same header before. */
  remembered: z.boolean(),
  plan: ImportPlan.optional(),
  problems: z.array(RowProblem.omit({ message: true })),
  counts: ImportCounts.optional(),
  /** The rows that were refused or skipped, with reasons. */
  reportFileId: idOf("file").optional(),
  reverted: RevertCounts.optional(),
  startedAt: Instant.optional(),
  finishedAt: Instant.optional(),
  /** Where the run stopped, to go on from. */
  resumeAt: z.record(z.string(), z.unknown()).optional(),
});
/** {@link Import} as a type. */
export type Import = z.infer<typeof Import>;

/** A field that a column may become, for the choice of a person. */
export const FieldView = z.object({
  name: z.string(),
  kind: z.enum(["text", "paragraph", "email", "phone", "tax", "int", "money", "day", "ref"]),
  /** The plan needs a column for it. */
  required: z.boolean(),
  /** May be the key of the plan. */
  key: z.boolean(),
  /** Blank cells of it are to be decided of. */
  blankMatters: z.boolean(),
  /** The plan must say what one of its number stands for. */
  unitAsked: z.boolean(),
});

/** An import as it is shown. `fields` are those its columns may become. */
export const ImportView = Import.omit({ resumeAt: true, problems: true, failure: true }).extend({
  fields: z.array(FieldView),
  problems: z.array(RowProblem),
  failure: z.object({ reason: z.string(), message: z.string() }).optional(),
  can: Can,
});
/** {@link ImportView} as a type. */
export type ImportView = z.infer<typeof ImportView>;

/** An import in a list. */
export const ImportSummary = ImportView.omit({
  columns: true,
  preview: true,
  guess: true,
  plan: true,
  problems: true,
  fields: true,
});
/** {@link ImportSummary} as a type. */
export type ImportSummary = z.infer<typeof ImportSummary>;

/** Values and decisions of one field of an import. `blankBy` counts blank cells by the stage value of their row. */
export const ImportGroup = z.object({
  id: z.string(),
  ...recordFields,
  importId: idOf("import"),
  field: z.string(),
  matched: z.int(),
  values: z.array(
    OpenValue.omit({ decision: true, suggestionName: true }).extend({ suggestionName: z.string().optional() }),
  ),
  more: z.int(),
  blank: z.int(),
  blankMatters: z.boolean(),
  blankSuggestion: Decision.optional(),
  blankBy: z.record(z.string(), z.int()).optional(),
  /** Decisions by value, folded. */
  decisions: z.record(z.string(), Decision),
  others: Decision.optional(),
  blankDecision: Decision.optional(),
});
/** {@link ImportGroup} as a type. */
export type ImportGroup = z.infer<typeof ImportGroup>;
