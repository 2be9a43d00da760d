/**
 * What chosen fields of a customer were when they were printed, as a short text that travels with them: given back, it
 * tells what somebody edited since, and what moved at the provider meanwhile. It holds digests and no values, so that
 * a column that was taken out of a file is out of it.
 */
import type { Customer, FieldChange } from "../change.ts";
import { compact } from "../compact.ts";
import type { Json } from "../json.ts";
import { parsePath, PathError } from "../path.ts";
import { cellText } from "../text/cell.ts";
import { digestOf } from "../text/digest.ts";
import { valueAt } from "../value-at.ts";

/** One field as it was printed. */
export interface PrintedField {
  /** As `printPath` prints it. */
  readonly path: string;
  /** Of its text in a cell. */
  readonly digest: string;
  /** It was no string, so that an edited cell holds JSON. */
  readonly typed: boolean;
}

const mark = "fields:";

/** `fields: name=3f2a9c1b04 metadata.seats:=90ab12cd34` */
export function fieldRevision(
  fields: readonly { readonly path: string; readonly value: Json | undefined }[],
): string {
  const entries = fields.map(({ path, value }) => {
    const sign = isTyped(value) ? ":=" : "=";
    return `${encodeURIComponent(path)}${sign}${shortDigest(cellText(value))}`;
  });
  return [mark, ...entries].join(" ");
}

/** What {@link fieldRevision} printed, by path; undefined where the text is something else. */
export function readFieldRevision(text: string): ReadonlyMap<string, PrintedField> | undefined {
  const [first, ...entries] = text.trim().split(/\s+/u);
  if (first !== mark) return undefined;
  const fields = new Map<string, PrintedField>();
  for (const entry of entries) {
    const match = /^(?<path>[^=:]+)(?<typed>:)?=(?<digest>[0-9a-f]{10})$/u.exec(entry)?.groups;
    const path = match === undefined ? undefined : decoded(match["path"] ?? "");
    if (match === undefined || path === undefined) return undefined;
    const { digest = "", typed } = match;
    fields.set(path, { path, digest, typed: typed !== undefined });
  }
  return fields;
}

/** Whether the cell still says what was printed. A spreadsheet writes `true` in capitals. */
export function isAsPrinted({ digest, typed }: PrintedField, cell: string): boolean {
  const text = typed && /^(?:true|false)$/iu.test(cell) ? cell.toLowerCase() : cell;
  return shortDigest(text) === digest;
}

/** The printed fields that hold something else now; what they held then is not known any more. */
export function movedFields(
  printed: readonly PrintedField[],
  now: Customer,
): readonly FieldChange[] {
  return printed.flatMap(({ path, digest }): readonly FieldChange[] => {
    const after = valueAt(now, parsePath(path));
    return shortDigest(cellText(after)) === digest
      ? []
      : [compact({ field: path, kind: "changed", after })];
  });
}

function isTyped(value: Json | undefined): boolean {
  return value !== undefined && value !== null && typeof value !== "string";
}

function shortDigest(text: string): string {
  return digestOf(text).toString("hex").slice(0, 10);
}

/** Undefined where it is no path. */
function decoded(text: string): string | undefined {
  try {
    const path = decodeURIComponent(text);
    parsePath(path);
    return path;
  } catch (error) {
    if (error instanceof URIError || error instanceof PathError) return undefined;
    throw error;
  }
}
