/** Many customers changed by one command. Keys are only ever added. */
import * as z from "zod";

import { rowOutcomes } from "./row-outcomes.ts";
import { knownAccountSchema } from "./known-account.ts";
import { besideSchema, changeSchema, mayBeLost, warningSchema } from "./change.ts";
import { errorSchema } from "./errors/error.ts";

export const runCommand = z.enum(["update", "create", "apply", "undo"]);
export const runEnd = z.enum(["finished", "interrupted", "stopped"]);

/** How a run ends of which nothing was sent; `failed`: rows failed, and none was planned. */
export const planEnd = z.enum(["planned", "unchanged", "failed", "declined"]);
export const rowNumber = z.int().positive().describe("from 1, in the order of the input");

/** What came of one row: a line of NDJSON, on stdout or in the file of results. */
export const rowSchema = z.strictObject({
  run: z.string().exactOptional(),
  row: z.int().describe("from 1, in the order of the input"),
  provider: z.string().describe("empty where nothing says which"),
  account: knownAccountSchema()
    .exactOptional()
    .describe("what is known of it; missing where nothing was tried"),
  id: z.string().describe("the provider's own id once the customer was read, before that as given"),
  externalId: z
    .string()
    .exactOptional()
    .describe("the caller's own id, where the row names the customer by it"),
  outcome: z.enum(rowOutcomes),
  changes: z.array(changeSchema).readonly(),
  warnings: z.array(warningSchema).readonly(),
  mayBeLost: mayBeLost.exactOptional(),
  beside: besideSchema.exactOptional(),
  verifiedBy: z
    .enum(["answer", "reading"])
    .exactOptional()
    .describe("what showed what is stored; missing: not verified"),
  requestId: z.string().exactOptional(),
  changeId: z
    .string()
    .exactOptional()
    .describe("names the change for billing history and billing undo"),
  error: errorSchema.exactOptional().describe("as a single command has it on stderr"),
});

const rowCount = z.int().min(0);

type Outcome = (typeof rowOutcomes)[number];

/** How many rows ended in which way, in every document that counts rows: all outcomes, also those that did not occur. */
export const countsSchema = z.strictObject({
  ...(Object.fromEntries(rowOutcomes.map((outcome) => [outcome, rowCount])) as Record<
    Outcome,
    typeof rowCount
  >),
  created: rowCount.exactOptional().describe("only of runs that make customers"),
});

/** What a run came to. */
export const runSchema = z.strictObject({
  run: z.string().exactOptional().describe("missing where nothing was recorded, as for a dry run"),
  command: runCommand,
  end: z.enum([...runEnd.options, ...planEnd.options]).describe("how the run itself ended"),
  rows: rowCount.describe("rows the run is to change; more than are counted: it is not finished"),
  earlier: rowCount
    .exactOptional()
    .describe("rows that ended before it was resumed; counted below, too"),
  counts: countsSchema,
  byProvider: z.record(z.string(), countsSchema),
  accounts: z
    .record(z.string(), knownAccountSchema())
    .describe("what is known of the account of each provider, and is the same for all its rows"),
  fields: z
    .record(z.string(), z.strictObject({ added: rowCount, changed: rowCount, removed: rowCount }))
    .describe("changes that were made or planned, by field"),
  destructive: rowCount.describe("rows with a change that is confirmed first"),
  failureKinds: z.record(z.string(), rowCount).describe("rows with an error, by its code"),
  warnings: z.record(z.string(), rowCount).describe("rows with a warning, by its code"),
  seconds: z.number().min(0).describe("of this sitting"),
  files: z.strictObject({
    results: z.string().exactOptional(),
    failed: z.string().exactOptional(),
    journal: z.string().exactOptional(),
  }),
  waits: z
    .array(z.strictObject({ provider: z.string(), until: z.string().exactOptional() }))
    .readonly()
    .exactOptional()
    .describe("providers that want nothing until then, which is longer than the run waits"),
  resume: z.string().exactOptional().describe("the command that goes on with the run"),
});

/** The one document of a whole run, on stdout; its rows leave as they end. */
export const runResultsSchema = z.strictObject({
  run: z.string().exactOptional(),
  results: z.array(rowSchema),
  summary: runSchema,
});

export type CountsDocument = Readonly<z.infer<typeof countsSchema>>;
