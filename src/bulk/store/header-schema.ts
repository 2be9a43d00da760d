/** The file `run.json`. Keys are only ever added; a reader passes over those it does not know. */
import * as z from "zod";

import type { RunHeader } from "../../domain/run.ts";
import { entryId, entryTime } from "../../journal/entries.ts";

/** Of the file's shape; a file of a higher version is left alone. */
export const headerVersion = 1;

const count = z.int().nonnegative();

export const runHeaderSchema: z.ZodType<RunHeader> = z.object({
  run: entryId,
  at: entryTime,
  tool: z.string(),
  command: z.enum(["update", "apply", "undo"]),
  input: z.object({
    name: z.string(),
    path: z.string(),
    format: z.string(),
    bytes: count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
  rows: count,
  chosen: count,
  options: z.record(z.string(), z.union([z.string(), z.array(z.string()).readonly(), z.boolean()])),
  besides: z
    .array(z.object({ path: z.string(), sha256: z.string() }))
    .readonly()
    .exactOptional(),
  cwd: z.string(),
  accounts: z
    .array(z.object({ provider: z.string(), baseUrl: z.string(), account: z.string() }))
    .readonly(),
  undoes: entryId.exactOptional(),
});
