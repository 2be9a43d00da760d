import * as z from "zod";

import { ulid } from "./format.ts";
import { knownAccountSchema } from "./known-account.ts";
import { runCommand } from "./run.ts";

const count = z.int().nonnegative();

/**
 * What was decided when a run began, and nothing of it changes later: the file `run.json`. Keys are only ever added; a
 * reader passes over those it does not know.
 */
export const runHeaderSchema = z.object({
  run: z.string().regex(ulid),
  at: z.iso.datetime().describe("when it began, ISO 8601 in UTC"),
  tool: z.string().describe("version of billing that began it"),
  command: runCommand,
  input: z.object({
    name: z.string().describe("as the user named it: rows.csv, stdin"),
    path: z.string().describe("of the file that is read; of stdin's copy where it was stdin"),
    format: z.string(),
    bytes: count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
  rows: count.describe("rows in the input"),
  chosen: count.describe("rows that the run is to change: those of its shard that are valid"),
  options: z
    .record(z.string(), z.union([z.string(), z.array(z.string()).readonly(), z.boolean()]))
    .describe("options that decide what is done, by their long names"),
  besides: z
    .array(z.object({ path: z.string(), sha256: z.string() }))
    .readonly()
    .exactOptional()
    .describe("other files that say what to change"),
  cwd: z.string().describe("where paths among the options begin"),
  accounts: z
    .array(
      z.object({
        provider: z.string(),
        baseUrl: z.string(),
        account: z.string(),
        known: z.object(knownAccountSchema().shape).exactOptional(),
      }),
    )
    .readonly()
    .describe("which accounts are changed; never a credential"),
  undoes: z.string().regex(ulid).exactOptional().describe("the run that this one takes back"),
});
