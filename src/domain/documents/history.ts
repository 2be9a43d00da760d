/** What was written from this machine: the documents of `billing history`. Keys are only ever added. */
import * as z from "zod";

import { changeSchema } from "./change.ts";
import { knownAccountSchema } from "./known-account.ts";
import { json } from "./json.ts";
import { countsSchema, runEnd } from "./run.ts";
import { runHeaderSchema } from "./run-header.ts";

/** A whole field of the vocabulary that a write touched. */
export const touchedSchema = z.strictObject({
  field: z.string().describe("a later version may know more names than this one"),
  before: json.exactOptional().describe("missing: no value there"),
  after: json.exactOptional().describe("missing: no value there"),
  unreadable: z
    .literal(true)
    .exactOptional()
    .describe("the provider never returns it: before is not known"),
});

/** A whole field as it was stored. */
export const storedSchema = z.strictObject({
  field: z.string(),
  stored: json.exactOptional().describe("missing: no value there"),
});

export const recordedOutcome = z.enum(["updated", "created", "failed", "unknown"]);

/** What a customer's record says of the account that it is in. */
export const identitySchema = z
  .record(z.string(), z.string())
  .describe("names the account by what its records say; missing: they say nothing");

/** One recorded change: what was meant, and the last that was recorded of its end. */
export const recordSchema = z.strictObject({
  changeId: z.string().describe("names the change, for undo"),
  run: z.string().exactOptional().describe("the run that it was part of"),
  row: z.int().exactOptional().describe("its row there, from 1"),
  at: z.string().describe("when it was about to be sent, ISO 8601 in UTC"),
  provider: z.string(),
  id: z
    .string()
    .describe(
      "the provider's own id of the customer; empty for a new one that is not known to be there",
    ),
  name: z.string().describe("name of the customer as read; may be empty"),
  creates: z.literal(true).exactOptional().describe("it was to make the customer"),
  outcome: recordedOutcome.describe("unknown as well where no end was recorded"),
  settledAt: z.string().exactOptional().describe("missing: no end was recorded"),
  resolved: z.literal(true).exactOptional().describe("found out later, by reading again"),
  unproven: z
    .literal(true)
    .exactOptional()
    .describe("failed, and not seen to be so: history --resolve looks again for a day"),
  status: z
    .int()
    .exactOptional()
    .describe("HTTP status of the answer by which it ended, where that was an error"),
  undoes: z.string().exactOptional().describe("the change that this one takes back"),
  timeout: z
    .number()
    .positive()
    .exactOptional()
    .describe("seconds that its request was waited for at most"),
  sentAt: z
    .string()
    .exactOptional()
    .describe("when its request last left, ISO 8601 in UTC; missing: at once"),
  undoneBy: z
    .string()
    .exactOptional()
    .describe("the change that took this one back and was not taken back itself"),
  changes: z.array(changeSchema).readonly().describe("as shown before the write"),
  fields: z.array(touchedSchema).readonly().describe("touched fields as a whole"),
  storedFields: z
    .array(storedSchema)
    .readonly()
    .exactOptional()
    .describe("touched fields as stored, where they could be read"),
  baseUrl: z.string(),
  account: z.string().describe("tells one key from another; never a credential"),
  identity: identitySchema.exactOptional(),
  known: knownAccountSchema().exactOptional(),
  tool: z.string().describe("version of billing that wrote"),
  raw: z
    .strictObject({ method: z.string(), url: z.string(), body: z.string().exactOptional() })
    .exactOptional()
    .describe("a call of billing api, as it was sent; it is no change of a known customer"),
  requestId: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

const { run, at, tool, command, input, rows, chosen, options, cwd, accounts, undoes } =
  runHeaderSchema.shape;

/** One recorded run over many customers. */
export const runRecordSchema = z.strictObject({
  type: z.literal("run").describe("tells it from a change, which has no type"),
  run,
  at,
  command,
  input,
  rows,
  chosen,
  counts: countsSchema.describe("of all its sittings"),
  end: runEnd.exactOptional().describe("missing: it was killed, or is still going"),
  endedAt: z.string().exactOptional().describe("when its last sitting ended, ISO 8601 in UTC"),
  undoes,
  undoneBy: z
    .string()
    .exactOptional()
    .describe("the run that took changes of this one back and was not taken back itself"),
  options,
  cwd,
  accounts,
  tool,
});

/** A line of a journal that tells nothing. */
export const damagedSchema = z.strictObject({
  line: z.int().describe("from 1"),
  reason: z.string(),
});

/** The document of a history. */
export const historySchema = z.strictObject({
  changes: z
    .array(recordSchema)
    .readonly()
    .describe("newest first; those of one run in the order in which they ended"),
  runs: z.array(runRecordSchema).readonly().exactOptional().describe("newest first"),
  damaged: z
    .array(damagedSchema)
    .readonly()
    .describe("lines of the journal that could not be used"),
});

export type HistoryDocument = Readonly<z.infer<typeof historySchema>>;
