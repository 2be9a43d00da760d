/** Shapes of the documents that programs read. They are only ever added to. */
import * as z from "zod";

import { exitCodes } from "../../domain/errors.ts";
import { rowOutcomes } from "../../domain/run.ts";

const customer = z.record(z.string(), z.json()).describe("a customer in the common vocabulary");

/** One change, in every document that has changes. */
export const changeSchema = z.strictObject({
  field: z.string().describe("path in the common vocabulary"),
  kind: z.enum(["added", "changed", "removed"]),
  before: z.json().optional().describe("missing: no value there at all, which is not null"),
  after: z.json().optional(),
  orderOnly: z.literal(true).optional(),
  stored: z
    .strictObject({ value: z.json().optional() })
    .optional()
    .describe("what the provider holds, only where that is not what was asked"),
  unreadable: z.literal(true).optional().describe("the provider never returns this field"),
  destructive: z.string().optional().describe("why the change is confirmed first"),
});

/** One warning, in every document that has warnings. */
const warningSchema = z.strictObject({
  code: z.string(),
  field: z.string().optional(),
  message: z.string(),
});

const request = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.record(z.string(), z.json()),
});

/** The document of an update, on stdout. */
export const outcomeSchema = z.strictObject({
  provider: z.string(),
  id: z.string(),
  outcome: z.enum(["updated", "unchanged", "planned", "failed", "unknown", "declined"]),
  changes: z.array(changeSchema),
  before: customer,
  after: customer,
  warnings: z.array(warningSchema),
  verified: z.boolean(),
  verifiedBy: z
    .enum(["answer", "reading"])
    .optional()
    .describe("what showed what is stored; missing: not verified"),
  requestId: z.string().optional(),
  changeId: z.string().optional().describe("names the change for billing history and billing undo"),
  moved: z
    .array(changeSchema)
    .optional()
    .describe("what others changed since the plan: before as planned, after as stored now"),
  preparation: z
    .strictObject({ because: z.string(), request })
    .optional()
    .describe("only planned: what has to be sent first"),
  request: request.optional().describe("only planned: what would be sent"),
});

const errorCode = z.enum(
  Object.keys(exitCodes) as [keyof typeof exitCodes, ...(keyof typeof exitCodes)[]],
);

/** What came of one row of a run: a line of NDJSON, on stdout or in the file of results. */
export const rowSchema = z.strictObject({
  run: z.string().optional(),
  row: z.int().describe("from 1, in the order of the input"),
  provider: z.string().describe("empty where nothing says which"),
  id: z.string().describe("the provider's own id once the customer was read, before that as given"),
  externalId: z.string().optional(),
  outcome: z.enum(rowOutcomes),
  changes: z.array(changeSchema),
  warnings: z.array(warningSchema),
  verifiedBy: z
    .enum(["answer", "reading"])
    .optional()
    .describe("what showed what is stored; missing: not verified"),
  requestId: z.string().optional(),
  changeId: z.string().optional().describe("names the change for billing history and billing undo"),
  error: z
    .strictObject({
      code: errorCode,
      message: z.string(),
      hint: z.string().optional(),
      status: z.int().optional().describe("HTTP status of the provider's answer"),
      providerCode: z.string().optional(),
    })
    .optional(),
});

const rowCount = z.int().min(0);

/** How many rows ended in which way, in every document that counts rows. */
export const countsSchema = z.strictObject(
  Object.fromEntries(rowOutcomes.map((outcome) => [outcome, rowCount])) as Record<
    (typeof rowOutcomes)[number],
    typeof rowCount
  >,
);

/** What a run came to. */
export const runSchema = z.strictObject({
  run: z.string().optional(),
  command: z.enum(["update", "apply", "undo"]),
  outcome: z.enum(["finished", "interrupted", "stopped", "planned", "declined"]),
  rows: rowCount.describe("rows the run is to change; more than are counted: it is not finished"),
  earlier: rowCount.optional().describe("rows that ended before it was resumed; not counted below"),
  counts: countsSchema,
  byProvider: z.record(z.string(), countsSchema),
  fields: z
    .record(z.string(), z.strictObject({ added: rowCount, changed: rowCount, removed: rowCount }))
    .describe("changes that were made or planned, by field"),
  destructive: rowCount.describe("rows with a change that is confirmed first"),
  failureKinds: z.record(z.string(), rowCount).describe("rows with an error, by its code"),
  seconds: z.number().min(0).describe("of this session"),
  files: z.strictObject({
    results: z.string().optional(),
    failed: z.string().optional(),
    journal: z.string().optional(),
  }),
  resume: z.string().optional().describe("the command that goes on with the run"),
});

/** The one document of a whole run, on stdout; its rows leave as they end. */
export const runResultsSchema = z.strictObject({
  run: z.string().optional(),
  results: z.array(rowSchema),
  summary: runSchema,
});

/** The document of a failure, on stderr. */
export const failureSchema = z.strictObject({
  error: z.strictObject({
    code: errorCode,
    exitCode: z.int(),
    message: z.string(),
    hint: z.string().optional(),
    provider: z.string().optional(),
    status: z.int().optional().describe("HTTP status of the provider's answer"),
    providerError: z
      .strictObject({
        status: z.int(),
        code: z.string().optional(),
        type: z.string().optional(),
        message: z.string().optional(),
        param: z.string().optional(),
        details: z.array(z.string()).optional(),
        docUrl: z.string().optional().describe("the provider's own page about the error"),
      })
      .optional(),
    requestId: z.string().optional(),
    complaints: z
      .array(
        z.strictObject({
          location: z
            .strictObject({
              name: z.string(),
              line: z.int().optional(),
              column: z.int().optional(),
            })
            .optional(),
          message: z.string(),
          hint: z.string().optional(),
        }),
      )
      .optional(),
  }),
});
