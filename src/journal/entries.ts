/** The lines of the journal. Keys are only ever added; a reader passes over those it does not know. */
import * as z from "zod";

import type { FieldChange } from "../domain/change.ts";
import type { StoredField, TouchedField } from "../domain/recorded-change.ts";
import type { Json } from "../domain/json.ts";

/** Of the lines' shape; a line of a higher version is left alone. */
export const entryVersion = 1;

const json = z.custom<Json>((value) => value !== undefined);
/** A ULID, in upper case; runs have one too. */
export const entryId = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u);
export const entryTime = z.iso.datetime();

export const changeSchema: z.ZodType<FieldChange> = z.object({
  field: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  before: json.exactOptional(),
  after: json.exactOptional(),
  orderOnly: z.literal(true).exactOptional(),
  destructive: z.string().exactOptional(),
  unreadable: z.literal(true).exactOptional(),
  stored: z.object({ value: json.exactOptional() }).exactOptional(),
});

const touchedField: z.ZodType<TouchedField> = z.object({
  field: z.string(),
  before: json.exactOptional(),
  after: json.exactOptional(),
  unreadable: z.literal(true).exactOptional(),
});

const storedField: z.ZodType<StoredField> = z.object({
  field: z.string(),
  stored: json.exactOptional(),
});

/** What is about to be sent; on the disk before the request goes out. */
export const intentSchema = z.object({
  v: z.literal(entryVersion),
  type: z.literal("intent"),
  change: entryId,
  at: entryTime,
  tool: z.string(),
  provider: z.string(),
  baseUrl: z.string(),
  account: z.string(),
  id: z.string(),
  title: z.string(),
  fields: z.array(touchedField).readonly(),
  changes: z.array(changeSchema).readonly(),
  undoes: entryId.exactOptional(),
  timeout: z.number().positive().exactOptional(),
});

/** How it ended. A change may have several: the last one counts. */
export const resultSchema = z.object({
  v: z.literal(entryVersion),
  type: z.literal("result"),
  change: entryId,
  at: entryTime,
  outcome: z.enum(["updated", "failed", "unknown"]),
  fields: z.array(storedField).readonly().exactOptional(),
  requestId: z.string().exactOptional(),
  resolved: z.literal(true).exactOptional(),
  note: z.string().exactOptional(),
});

/** Any line of this version. */
export const entrySchema = z.discriminatedUnion("type", [intentSchema, resultSchema]);

export type Intent = Readonly<z.infer<typeof intentSchema>>;
export type Result = Readonly<z.infer<typeof resultSchema>>;
export type Entry = Intent | Result;
