import { entrySchema } from "../domain/documents/journal.ts";
import { entryVersion } from "../domain/documents/format.ts";
import { isJsonObject, type Json, parseJson } from "../domain/json.ts";
import type { Line } from "../files/lines/lines.ts";
import type { Entry } from "../domain/documents/journal.ts";

/** An entry, why the line is none, or undefined for an empty line. */
export type Parsed = { readonly entry: Entry } | { readonly reason: string } | undefined;

/** Reads one line of a journal. Reasons never repeat what the line holds. */
export function parseEntry({ bytes, ended }: Pick<Line, "bytes" | "ended">): Parsed {
  if (bytes === undefined) return { reason: "the line is too long" };
  if (bytes.every((byte) => byte === 0x20 || byte === 0x0d)) return undefined;
  const value = parsed(bytes);
  if (value === undefined) {
    return { reason: ended ? "the line is not JSON" : "the line is torn: its end is missing" };
  }
  if (!isJsonObject(value)) return { reason: "the line is not an entry" };
  const { v } = value;
  if (typeof v === "number" && v > entryVersion) {
    return { reason: `written by a newer billing (version ${v} of the journal)` };
  }
  const { success, data, error } = entrySchema.safeParse(value);
  if (success) return { entry: data };
  const location = error.issues[0]?.path.join(".") ?? "";
  return { reason: `the line is not an entry${location === "" ? "" : `: ${location} is wrong`}` };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parsed(bytes: Buffer): Json | undefined {
  try {
    return parseJson(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
