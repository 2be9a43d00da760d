/** Shapes of the history's documents. They are only ever added to. */
import * as z from "zod";

import { changeSchema, countsSchema } from "../machine/schema.ts";

/** One recorded change. */
export const recordSchema = z.strictObject({
  change: z.string().describe("id of the change, for undo"),
  run: z.string().optional().describe("the run that it was part of"),
  row: z.int().optional().describe("its row there, from 1"),
  at: z.string().describe("when it was about to be sent, ISO 8601 in UTC"),
  provider: z.string(),
  id: z.string(),
  title: z.string(),
  outcome: z
    .enum(["updated", "failed", "unknown"])
    .describe("unknown as well where no end was recorded"),
  settledAt: z.string().optional().describe("missing: no end was recorded"),
  resolved: z.literal(true).optional().describe("found out later, by reading again"),
  undoes: z.string().optional(),
  undoneBy: z.string().optional(),
  changes: z.array(changeSchema),
  fields: z
    .array(
      z.strictObject({
        field: z.string(),
        before: z.json().optional(),
        after: z.json().optional(),
        unreadable: z.literal(true).optional(),
      }),
    )
    .describe("touched fields as a whole; before or after missing: no value there"),
  storedFields: z
    .array(z.strictObject({ field: z.string(), stored: z.json().optional() }))
    .optional()
    .describe("touched fields as stored"),
  baseUrl: z.string(),
  account: z.string(),
  tool: z.string().describe("version of billing that wrote"),
  requestId: z.string().optional(),
  note: z.string().optional(),
});

/** One recorded run over many customers. */
export const runRecordSchema = z.strictObject({
  type: z.literal("run").describe("tells it from a change, which has no type"),
  run: z.string().describe("id of the run, for undo and --resume"),
  at: z.string().describe("when it began, ISO 8601 in UTC"),
  command: z.enum(["update", "apply", "undo"]),
  input: z.strictObject({
    name: z.string(),
    path: z.string(),
    format: z.string(),
    bytes: z.int(),
    sha256: z.string(),
  }),
  rows: z.int().describe("rows in the input"),
  chosen: z.int().describe("rows that the run is to change"),
  counts: countsSchema,
  end: z
    .enum(["finished", "interrupted", "stopped"])
    .optional()
    .describe("missing: it was killed, or is still going"),
  endedAt: z.string().optional(),
  undoes: z.string().optional().describe("the run that this one takes back"),
  undoneBy: z.string().optional().describe("the run that took changes of this one back"),
  options: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  cwd: z.string(),
  accounts: z.array(
    z.strictObject({ provider: z.string(), baseUrl: z.string(), account: z.string() }),
  ),
  tool: z.string().describe("version of billing that began it"),
});

/** The document of a history, on stdout. */
export const historySchema = z.strictObject({
  changes: z.array(recordSchema).describe("oldest first"),
  runs: z.array(runRecordSchema).optional().describe("oldest first"),
  damaged: z
    .array(z.strictObject({ line: z.int(), reason: z.string() }))
    .describe("lines of the journal that could not be used"),
});
