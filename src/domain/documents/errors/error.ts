/** What went wrong: the same of a command, of a row of a run, and in a journal. Keys are only ever added. */
import * as z from "zod";

import { exitCodes, type ErrorKind } from "../../errors.ts";

/** What a provider's answer said when it was not a success. */
export const providerErrorSchema = z.strictObject({
  status: z.int(),
  code: z.string().exactOptional(),
  type: z.string().exactOptional(),
  message: z.string().exactOptional(),
  param: z.string().exactOptional().describe("the field it blames, in its own spelling"),
  details: z.array(z.string()).readonly().exactOptional(),
  docUrl: z.string().exactOptional().describe("the provider's own page about the error"),
});

/** One thing that is wrong with the input, and how to mend it. */
export const complaintSchema = z.strictObject({
  place: z
    .strictObject({
      name: z.string().describe("as the user would write it: --name, patch.json, stdin"),
      line: z.int().exactOptional().describe("from 1"),
      column: z.int().exactOptional().describe("from 1, in UTF-16 units"),
    })
    .exactOptional(),
  message: z.string(),
  hint: z.string().exactOptional(),
});

export const errorSchema = z.strictObject({
  code: z.enum(Object.keys(exitCodes) as [ErrorKind, ...ErrorKind[]]),
  exitCode: z.int().describe("that of a command that ends with this error"),
  message: z.string(),
  hint: z.string().exactOptional(),
  provider: z.string().exactOptional(),
  status: z.int().exactOptional().describe("HTTP status of the provider's answer"),
  providerError: providerErrorSchema.exactOptional(),
  requestId: z.string().exactOptional(),
  complaints: z.array(complaintSchema).readonly().exactOptional(),
});

export type ErrorDocument = Readonly<z.infer<typeof errorSchema>>;
