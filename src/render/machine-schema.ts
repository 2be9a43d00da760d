/** Shapes of the documents that programs read. They are only ever added to. */
import * as z from "zod";

import { exitCodes } from "../domain/errors.ts";

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
  warnings: z.array(
    z.strictObject({ code: z.string(), field: z.string().optional(), message: z.string() }),
  ),
  verified: z.boolean(),
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

/** The document of a failure, on stderr. */
export const failureSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(exitCodes) as [keyof typeof exitCodes, ...(keyof typeof exitCodes)[]]),
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
      })
      .optional(),
    requestId: z.string().optional(),
    complaints: z
      .array(
        z.strictObject({
          place: z
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
