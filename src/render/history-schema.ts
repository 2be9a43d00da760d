/** Shapes of the history's documents. They are only ever added to. */
import * as z from "zod";

import { changeSchema } from "./machine-schema.ts";

/** One recorded change. */
export const recordSchema = z.strictObject({
  change: z.string().describe("id of the change, for undo"),
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

/** The document of a history, on stdout. */
export const historySchema = z.strictObject({
  changes: z.array(recordSchema).describe("oldest first"),
  damaged: z
    .array(z.strictObject({ line: z.int(), reason: z.string() }))
    .describe("lines of the journal that could not be used"),
});
