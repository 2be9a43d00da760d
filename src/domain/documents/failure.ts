import * as z from "zod";

import { errorCode } from "./run.ts";

/** What a provider's answer said when it was not a success. */
const providerErrorSchema = z.strictObject({
  status: z.int(),
  code: z.string().exactOptional(),
  type: z.string().exactOptional(),
  message: z.string().exactOptional(),
  param: z.string().exactOptional().describe("the field it blames, in its own spelling"),
  details: z.array(z.string()).readonly().exactOptional(),
});

/** One thing that is wrong with the input, and how to mend it. */
const complaintSchema = z.strictObject({
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

/** The document of a failure, on stderr. Keys are only ever added. */
export const failureSchema = z.strictObject({
  error: z.strictObject({
    code: errorCode,
    exitCode: z.int(),
    message: z.string(),
    hint: z.string().exactOptional(),
    provider: z.string().exactOptional(),
    status: z.int().exactOptional().describe("HTTP status of the provider's answer"),
    providerError: providerErrorSchema.exactOptional(),
    requestId: z.string().exactOptional(),
    complaints: z.array(complaintSchema).readonly().exactOptional(),
  }),
});
