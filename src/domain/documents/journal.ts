/**
 * The lines of every journal, of single changes and of runs alike: what is part of a run says which row it is. Keys
 * are only ever added; a reader passes over those it does not know.
 */
import * as z from "zod";

import { rowOutcomes } from "./row-outcomes.ts";
import { changeSchema, warningSchema } from "./change.ts";
import { complaintSchema, errorSchema, providerErrorSchema } from "./errors/error.ts";
import { entryVersion, ulid } from "./format.ts";
import { recordedOutcome, recordSchema, storedSchema, touchedSchema } from "./history.ts";
import { knownAccountSchema } from "./known-account.ts";
import { rowNumber, rowSchema, runEnd } from "./run.ts";

/** The same members, from a later version perhaps. */
const open = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) => z.object(schema.shape);
const listOf = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) =>
  z.array(open(schema)).readonly();

const error = open(errorSchema).extend({
  providerError: open(providerErrorSchema).exactOptional(),
  complaints: listOf(complaintSchema).exactOptional(),
});

const id = z.string().regex(ulid);
const head = { v: z.literal(entryVersion), at: z.iso.datetime() };
const {
  tool,
  provider,
  baseUrl,
  account,
  identity,
  name,
  creates,
  raw,
  resolved,
  unproven,
  status,
  requestId,
  note,
} = recordSchema.shape;
const { externalId } = rowSchema.shape;

/** What is about to be sent; on the disk before the request goes out. */
const intentSchema = z.object({
  ...head,
  type: z.literal("intent"),
  changeId: id,
  row: rowNumber.exactOptional().describe("missing: it is no part of a run"),
  externalId,
  tool,
  provider,
  baseUrl,
  account,
  identity,
  known: open(knownAccountSchema()).exactOptional(),
  id: recordSchema.shape.id,
  name,
  creates,
  fields: listOf(touchedSchema),
  changes: listOf(changeSchema),
  raw,
  undoes: id.exactOptional(),
  timeout: recordSchema.shape.timeout,
});

/** Its request left, again or later than it was written down; on the disk before that. */
const sentSchema = z.object({ ...head, type: z.literal("sent"), changeId: id });

/** How it ended. A change may have several: the last one counts. */
const resultSchema = z.object({
  ...head,
  type: z.literal("result"),
  changeId: id,
  row: rowNumber.exactOptional(),
  outcome: recordedOutcome,
  id: z.string().exactOptional().describe("of the customer, where it was made by the change"),
  identity: identity.describe("of the account, as that customer tells it"),
  fields: listOf(storedSchema).exactOptional(),
  requestId,
  resolved,
  unproven,
  status,
  note,
  changes: listOf(changeSchema).exactOptional().describe("missing: those of the intent"),
  warnings: listOf(warningSchema).exactOptional(),
  error: error.exactOptional(),
});

/** How a row of a run ended for which nothing was sent. */
const rowEndSchema = z.object({
  ...head,
  type: z.literal("row"),
  row: rowNumber,
  provider: rowSchema.shape.provider,
  id: rowSchema.shape.id,
  externalId,
  outcome: rowSchema.shape.outcome,
  changes: listOf(changeSchema),
  warnings: listOf(warningSchema),
  requestId,
  changeId: id.exactOptional(),
  error: error.exactOptional(),
});

/** The end of one sitting of a run; counts of all of them up to here, each row once. */
const endSchema = z.object({
  ...head,
  type: z.literal("end"),
  end: runEnd,
  counts: z.partialRecord(z.enum(rowOutcomes), z.number()),
});

/** Any line of this version. */
export const entrySchema = z.discriminatedUnion("type", [
  intentSchema,
  sentSchema,
  resultSchema,
  rowEndSchema,
  endSchema,
]);

export type Intent = Readonly<z.infer<typeof intentSchema>>;
export type Result = Readonly<z.infer<typeof resultSchema>>;
export type End = Readonly<z.infer<typeof endSchema>>;
export type Entry = z.infer<typeof entrySchema>;
