/** One vendor's state as a file: whole or not there, readable by its owner only. */
import { open, rename, rm, stat } from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { dirname, join } from "node:path";
import { BillingError } from "../domain/errors.ts";
import { isJsonObject, parseJson, printJson } from "../domain/json.ts";
import type { Json, JsonObject } from "../domain/json.ts";
import { isMissing } from "./node-error.ts";
import type { VendorState } from "./vendor.ts";

/** A state, and which writing of the file it was read from. */
export interface SavedState {
  readonly state: VendorState;
  /** Differs after every replacement of the file; undefined while there is none. */
  readonly version: string | undefined;
}

export function stateFileOf(directory: string, vendorId: string): string {
  return join(directory, `${vendorId}.json`);
}

/** Which writing of the file stands there now; undefined when there is none. */
export async function versionOf(file: string): Promise<string | undefined> {
  try {
    return versionFrom(await stat(file, { bigint: true }));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Reads the file; undefined when there is none.
 *
 * @throws BillingError when its content is no state
 */
export async function readStateFile(file: string): Promise<SavedState | undefined> {
  try {
    await using handle = await open(file, "r");
    const version = versionFrom(await handle.stat({ bigint: true }));
    return { state: parseState(await handle.readFile("utf8"), file), version };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Replaces the file; on return the new content is on the disk. Only one writer may be at work. */
export async function writeStateFile(file: string, state: VendorState): Promise<void> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  await writeDurably(fresh, printState(state));
  await rename(fresh, file);
  await using directory = await open(dirname(file), "r");
  await directory.sync();
}

async function writeDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, "wx", 0o600);
  await handle.writeFile(text);
  await handle.sync();
}

function versionFrom({ ino, mtimeNs, size }: BigIntStats): string {
  return `${ino} ${mtimeNs} ${size}`;
}

/** Records are replaced, never altered, so what was printed once is printed for good. */
const printed = new WeakMap<object, { readonly key: string; readonly line: string }>();

function printState({ customers, other }: VendorState): string {
  return `{"customers":${printRecord(customers)},"other":${printRecord(other)}}\n`;
}

/** One line for each key. */
function printRecord(record: Readonly<Record<string, Json>>): string {
  const lines = Object.entries(record).map(([key, value]) => printLine(key, value));
  return `{${lines.join(",")}}`;
}

function printLine(key: string, value: Json): string {
  const isObject = typeof value === "object" && value !== null;
  const known = isObject ? printed.get(value) : undefined;
  if (known?.key === key) return known.line;
  const line = `\n${JSON.stringify(key)}:${printJson(value)}`;
  if (isObject) printed.set(value, { key, line });
  return line;
}

function parseState(text: string, file: string): VendorState {
  const content = parseOrUndefined(text);
  if (isJsonObject(content)) {
    const { customers, other } = content;
    if (isJsonObject(customers) && isJsonObject(other) && areObjects(customers)) {
      return { customers: { ...customers }, other: { ...other } };
    }
  }
  throw new BillingError("usage", `${file} is damaged: it holds no emulator state`, {
    hint: "start afresh: billing emulator reset",
  });
}

function parseOrUndefined(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function areObjects(record: JsonObject): record is Readonly<Record<string, JsonObject>> {
  return Object.values(record).every(isJsonObject);
}
