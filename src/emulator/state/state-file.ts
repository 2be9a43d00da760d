/** One vendor's state as a file, readable by its owner only: replaced as a whole, or a line longer. */
import { constants } from "node:fs";
import type { BigIntStats } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BillingError } from "../../domain/errors.ts";
import { isMissing } from "../server/node-error.ts";
import { parseContent, parseLines, printLine, printState } from "./state-text.ts";
import type { AppendedLine, Extent } from "./state-text.ts";
import type { Change, VendorState } from "../vendor.ts";

/** Which writing of the file stands there, and how long it is. */
interface Writing {
  /** Differs after every replacement and every line; undefined while there is no file. */
  readonly version: string | undefined;
  /** Undefined where no line may follow. */
  readonly extent: Extent | undefined;
}

/** A state, and which writing of the file it was read from. */
export interface SavedState extends Writing {
  readonly state: VendorState;
}

/** A smaller state is replaced whole: that takes no longer, and the file stays plain JSON. */
const smallState = 64 * 1024;

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
    const content = parseContent(await handle.readFile());
    if (content !== undefined) return { ...content, version };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  throw new BillingError("usage", `${file} is damaged: it holds no emulator state`, {
    hint: "start afresh: billing emulator reset",
  });
}

/** The lines that others appended to a writing; undefined when that is not what became of the file. */
export async function readAppended(
  file: string,
  { version, extent }: Writing,
): Promise<{ readonly lines: readonly AppendedLine[]; readonly writing: Writing } | undefined> {
  if (extent === undefined) return undefined;
  try {
    await using handle = await open(file, "r");
    const status = await handle.stat({ bigint: true });
    const size = Number(status.size);
    if (size <= extent.end) return undefined;
    const bytes = Buffer.alloc(size - extent.end);
    await handle.read(bytes, 0, bytes.length, extent.end);
    const lines = parseLines(bytes);
    if (lines === undefined || lines[0]?.after !== version) return undefined;
    return { lines, writing: { version: versionFrom(status), extent: { ...extent, end: size } } };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Writes what changed since the state was read; on return it is on the disk. A line is appended while the lines
 * together are shorter than the whole state, else the file is replaced. Only one writer may be at work.
 */
export async function writeChanges(
  file: string,
  { state, version, extent }: SavedState,
  changes: readonly Change[],
): Promise<SavedState> {
  if (version !== undefined && extent !== undefined && extent.whole >= smallState) {
    const line = Buffer.from(printLine(version, changes, state));
    const end = extent.end + line.length;
    if (end - extent.whole < extent.whole) {
      const grown = await appendDurably(file, line);
      return { state, version: grown, extent: { ...extent, end } };
    }
  }
  return { state, ...(await writeStateFile(file, state)) };
}

/** Replaces the file; on return the new content is on the disk. Only one writer may be at work. */
export async function writeStateFile(file: string, state: VendorState): Promise<Writing> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const writing = await writeDurably(fresh, printState(state));
  await rename(fresh, file);
  await using directory = await open(dirname(file), "r");
  await directory.sync();
  return writing;
}

async function writeDurably(file: string, chunks: Iterable<string>): Promise<Writing> {
  await using handle = await open(file, "wx", 0o600);
  await handle.writeFile(chunks);
  await handle.sync();
  const status = await handle.stat({ bigint: true });
  const end = Number(status.size);
  return { version: versionFrom(status), extent: { whole: end, end } };
}

/** Appends to a file that is there; one that went away is not begun with a line. */
async function appendDurably(file: string, line: Buffer): Promise<string> {
  // Not "a": that would make the file.
  await using handle: FileHandle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  await handle.writeFile(line);
  await handle.datasync();
  return versionFrom(await handle.stat({ bigint: true }));
}

function versionFrom({ ino, mtimeNs, size }: BigIntStats): string {
  return `${ino} ${mtimeNs} ${size}`;
}
