/**
 * One vendor's state as text: all of it, then one line for each group of requests that changed it since.
 *
 *     {"customers":{…},"other":{…}}                                  with a line for each key
 *     {"after":"…","customers":{…},"other":{…},"gone":{…}}           what was stored, and what was removed
 *
 * `after` is the version of the file that the line was appended to.
 */
import { isJsonArray, isJsonObject, parseJson, printJson } from "../../domain/json.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { own, put, remove } from "./records.ts";
import type { Change, StatePart, VendorState } from "../vendor.ts";

/** Where a file's content ends, in bytes. */
export interface Extent {
  /** End of the first part, the whole state. */
  readonly whole: number;
  /** End of the last whole line. */
  readonly end: number;
}

/** One of the lines behind the whole state. */
export interface AppendedLine {
  readonly after: string;
  readonly customers: Readonly<Record<string, JsonObject>>;
  readonly other: JsonObject;
  readonly gone: Readonly<Record<StatePart, readonly string[]>>;
}

const chunkLength = 256 * 1024;
/** Found in no whole state: what is inside of it stands behind a key, and a JSON text holds no line break. */
const lineStart = Buffer.from('\n{"after":');

/** The whole state in chunks, which together may be longer than one text can be. */
export function* printState(state: VendorState): Generator<string> {
  let chunk = "";
  for (const piece of piecesOf(state)) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  yield chunk;
}

function* piecesOf({ customers, other }: VendorState): Generator<string> {
  yield '{"customers":{';
  yield* membersOf(customers);
  yield '},"other":{';
  yield* membersOf(other);
  yield "}}\n";
}

function* membersOf(record: Readonly<Record<string, Json>>): Generator<string> {
  let before = "\n";
  for (const [key, value] of Object.entries(record)) {
    yield `${before}${JSON.stringify(key)}:${printJson(value)}`;
    before = ",\n";
  }
}

/** The line that says what became of the changed keys. */
export function printLine(after: string, changes: readonly Change[], state: VendorState): string {
  const stored = (part: StatePart): string => {
    const members = changes.flatMap((change) => {
      const value = change.part === part ? own(state[part], change.key) : undefined;
      return value === undefined ? [] : [`${JSON.stringify(change.key)}:${printJson(value)}`];
    });
    return `{${members.join(",")}}`;
  };
  const gone = (part: StatePart): readonly string[] =>
    changes
      .filter((change) => change.part === part && own(state[part], change.key) === undefined)
      .map(({ key }) => key);
  const lost = printJson({ customers: gone("customers"), other: gone("other") });
  return `{"after":${JSON.stringify(after)},"customers":${stored("customers")},"other":${stored("other")},"gone":${lost}}\n`;
}

/** Does to a state what the line says; keys of `other` that are kept stay as they are. */
export function applyLine(
  { customers, other, gone }: AppendedLine,
  state: VendorState,
  kept: readonly string[] = [],
): void {
  for (const [key, value] of Object.entries(customers)) put(state, "customers", key, value);
  for (const key of gone.customers) remove(state, "customers", key);
  for (const [key, value] of Object.entries(other)) {
    if (!kept.includes(key)) put(state, "other", key, value);
  }
  for (const key of gone.other) if (!kept.includes(key)) remove(state, "other", key);
}

/**
 * Reads a file's content; undefined when it is none. What is left of a line that broke off is dropped, and nothing may
 * be appended then, nor to a file that somebody wrote by hand without a line break at its end.
 */
export function parseContent(
  bytes: Buffer,
): { readonly state: VendorState; readonly extent: Extent | undefined } | undefined {
  const mark = bytes.indexOf(lineStart);
  const end = bytes.lastIndexOf("\n") + 1;
  const whole = mark === -1 ? bytes.length : mark + 1;
  // Without a whole line behind it, what is left of the first one may be at the end.
  const state = parseState(bytes, whole) ?? (mark === -1 ? parseState(bytes, end) : undefined);
  if (state === undefined) return undefined;
  if (mark !== -1) {
    const lines = parseLines(bytes.subarray(whole, end));
    if (lines === undefined) return undefined;
    for (const line of lines) applyLine(line, state);
  }
  return { state, extent: end === bytes.length ? { whole, end } : undefined };
}

/** Reads whole lines; undefined when they are none. */
export function parseLines(bytes: Buffer): readonly AppendedLine[] | undefined {
  const lines: AppendedLine[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf("\n", start);
    const line = end === -1 ? undefined : parsed(bytes.toString("utf8", start, end));
    if (line === undefined || !isAppendedLine(line)) return undefined;
    lines.push(line);
    start = end + 1;
  }
  return lines;
}

function parseState(bytes: Buffer, end: number): VendorState | undefined {
  const content = parsed(bytes.toString("utf8", 0, end));
  if (!isJsonObject(content)) return undefined;
  const { customers, other } = content;
  return isRecords(customers) && isJsonObject(other)
    ? { customers: { ...customers }, other: { ...other } }
    : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function isAppendedLine(line: Json): line is Json & AppendedLine {
  if (!isJsonObject(line) || typeof line["after"] !== "string") return false;
  const gone = line["gone"];
  return (
    isRecords(line["customers"]) &&
    isJsonObject(line["other"]) &&
    isJsonObject(gone) &&
    isTexts(gone["customers"]) &&
    isTexts(gone["other"])
  );
}

function isRecords(value: Json | undefined): value is Readonly<Record<string, JsonObject>> {
  return isJsonObject(value) && Object.values(value).every(isJsonObject);
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return isJsonArray(value) && value.every((item) => typeof item === "string");
}
