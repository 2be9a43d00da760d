/** The lines of a run's journal: the journal's own, each with its row, and two more. Keys are only ever added. */
import * as z from "zod";

import type { Warning } from "../../domain/change.ts";
import { exitCodes, type ErrorKind } from "../../domain/errors.ts";
import { type RowError, rowOutcomes } from "../../domain/run.ts";
import {
  changeSchema,
  entryId,
  entryTime,
  entryVersion,
  intentSchema,
  resultSchema,
} from "../../journal/entries.ts";

const rowNumber = z.int().positive();

const warning: z.ZodType<Warning> = z.object({
  code: z.string(),
  field: z.string().exactOptional(),
  message: z.string(),
});

const rowError: z.ZodType<RowError> = z.object({
  code: z.enum(Object.keys(exitCodes) as [ErrorKind, ...ErrorKind[]]),
  message: z.string(),
  hint: z.string().exactOptional(),
  status: z.number().exactOptional(),
  providerCode: z.string().exactOptional(),
});

/** What is about to be sent for a row; on the disk before the request goes out. */
const runIntentSchema = intentSchema.extend({
  row: rowNumber,
  /** The caller's own id, where the row names the customer by it. */
  externalId: z.string().exactOptional(),
});

/** How it ended. What the row's result says and the intent does not. */
const runResultSchema = resultSchema.extend({
  row: rowNumber,
  /** Missing: those of the intent. */
  changes: z.array(changeSchema).readonly().exactOptional(),
  warnings: z.array(warning).readonly().exactOptional(),
  error: rowError.exactOptional(),
});

/** How a row ended for which nothing was sent. */
const rowSchema = z.object({
  v: z.literal(entryVersion),
  type: z.literal("row"),
  at: entryTime,
  row: rowNumber,
  provider: z.string(),
  id: z.string(),
  externalId: z.string().exactOptional(),
  outcome: z.enum(rowOutcomes),
  changes: z.array(changeSchema).readonly(),
  warnings: z.array(warning).readonly(),
  requestId: z.string().exactOptional(),
  changeId: entryId.exactOptional(),
  error: rowError.exactOptional(),
});

/** The end of a session of the run; counts of all its sessions up to here, each row once. */
const endSchema = z.object({
  v: z.literal(entryVersion),
  type: z.literal("end"),
  at: entryTime,
  why: z.enum(["finished", "interrupted", "stopped"]),
  counts: z.partialRecord(z.enum(rowOutcomes), z.number()),
});

/** Any line of this version. */
export const runEntrySchema = z.discriminatedUnion("type", [
  runIntentSchema,
  runResultSchema,
  rowSchema,
  endSchema,
]);

export type RunIntent = Readonly<z.infer<typeof runIntentSchema>>;
export type RunResult = Readonly<z.infer<typeof runResultSchema>>;
export type RowEntry = Readonly<z.infer<typeof rowSchema>>;
export type EndEntry = Readonly<z.infer<typeof endSchema>>;
export type RunEntry = RunIntent | RunResult | RowEntry | EndEntry;
