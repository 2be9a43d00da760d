/**
 * What one process claims of many small things, one after the other, in a file of its own: a line that names the
 * process, then places of one size, each of which holds the name of what is claimed, or blanks. To claim is to write
 * over one place: no name in a directory is made or removed, so that it costs next to nothing.
 *
 * Who claims looks afterwards whether somebody else has a claim, and both of two that do so at once see each other: who
 * may give up then is the caller's to decide. A file is removed by its process, or by whoever finds that it is dead;
 * its name never comes again.
 */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

import { compact } from "../../domain/compact.ts";
import { makeDirectory } from "../durable-directory.ts";
import { noDescriptor } from "../open-file.ts";
import { isSystemError } from "../system-error.ts";
import {
  holderFor,
  holdingOf,
  isDead,
  type LockHolder,
  type LockTaker,
  ours,
  parsed,
  type Taken,
  takenIn,
} from "./holding.ts";

type OnDead = (names: readonly string[]) => void;

/** Bytes of every name that is claimed. */
export const nameLength = 32;
const placeLength = nameLength + 1;
const blank = Buffer.from(`${" ".repeat(nameLength)}\n`);

export interface Claims {
  /** Its file's name in the directory. */
  readonly file: string;
  /** Claims the name; it is seen by everybody on return. Throws once it is closed. @returns what gives it back */
  claim(name: string): () => void;
  /**
   * Who else has claimed the name, or this one in another place; undefined: nobody.
   *
   * @param isAlone there are no other claims
   */
  other(name: string, isAlone?: boolean): LockHolder | undefined;
  /** Whether there are no other claims. */
  isAlone(): boolean;
  /** Gives everything back, and removes the file. */
  close(): void;
}

/**
 * The claims of this process among those in the directory.
 *
 * @param onDead receives names that a dead process has claimed, before others can have them
 * @throws a system's error where the file cannot be made; `claim` throws one where it cannot be written
 */
export function openClaims(directory: string, me: LockTaker, onDead?: OnDead): Claims {
  makeDirectory(directory);
  const holding = holdingOf(me);
  const path = join(directory, holding.take);
  const head = Buffer.from(`${JSON.stringify(compact(holding))}\n`);
  let file = begun(path, head);
  ours.add(holding.take);
  const free: number[] = [];
  const claimed = new Map<string, number>();
  let places = 0;
  let isOpen = true;
  const line = Buffer.from(blank);
  const write = (place: number, text: Buffer): void => {
    writeAll(file, text, head.length + place * placeLength);
  };
  return {
    file: holding.take,
    claim(name) {
      const place = free.pop() ?? places++;
      try {
        line.write(name, "latin1");
        write(place, line);
      } catch (error) {
        // A part of a name names nothing.
        free.push(place);
        throw error;
      }
      claimed.set(name, (claimed.get(name) ?? 0) + 1);
      let isHeld = true;
      return () => {
        if (!isHeld || !isOpen) return;
        isHeld = false;
        write(place, blank);
        free.push(place);
        claimed.set(name, (claimed.get(name) ?? 1) - 1);
        if (claimed.get(name) === 0) claimed.delete(name);
      };
    },
    other(name, isAlone = false) {
      if ((claimed.get(name) ?? 0) > 1) return holderFor(me, holding);
      if (isAlone) return undefined;
      return claimantIn(directory, name, me, { own: holding.take, onDead });
    },
    isAlone() {
      const [one, ...others] = filesIn(directory);
      return one === holding.take && others.length === 0;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeSync(file);
      file = noDescriptor;
      remove(path);
      ours.delete(holding.take);
    },
  };
}

/**
 * The open file with its first line in it. It has its name only then: whatever is found without that line is nobody's,
 * and may be removed at any moment, also while it is made.
 */
function begun(path: string, head: Buffer): number {
  const unfinished = `${path}.new`;
  for (let tries = 0; ; tries += 1) {
    const file = openSync(unfinished, "wx", 0o600);
    try {
      writeAll(file, head, 0);
      renameSync(unfinished, path);
      return file;
    } catch (error) {
      closeSync(file);
      remove(unfinished);
      if (!isSystemError(error) || error.code !== "ENOENT" || tries > 9) throw error;
    }
  }
}

/** A disk that is almost full takes a part, and refuses the rest. */
function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

/** @param own the file that is passed over */
export function claimantIn(
  directory: string,
  name: string,
  me: LockTaker,
  { own, onDead }: { readonly own?: string; readonly onDead?: OnDead | undefined } = {},
): LockHolder | undefined {
  for (const file of filesIn(directory)) {
    if (file === own) continue;
    const found = fileAt(join(directory, file));
    if (found?.holder === undefined || !found.names.has(name)) continue;
    if (!isDead(found.holder, me)) return holderFor(me, found.holder);
    onDead?.([name]);
  }
  return undefined;
}

/** Removes the files of dead processes, and those that were never finished. */
export function sweepClaims(directory: string, me: LockTaker, onDead?: OnDead): void {
  for (const file of filesIn(directory)) {
    const found = fileAt(join(directory, file));
    if (found === undefined) continue;
    if (found.holder !== undefined) {
      if (!isDead(found.holder, me)) continue;
      onDead?.([...found.names].filter((name) => name.trim() !== ""));
    }
    remove(join(directory, file));
  }
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    // What is in the way there is reported when something is claimed.
    if (!isSystemError(error)) throw error;
    return [];
  }
}

/** Without a holder where the file has no first line; undefined where it is gone, or cannot be read. */
function fileAt(
  path: string,
): { readonly holder: Taken | undefined; readonly names: ReadonlySet<string> } | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
  const [head = "", ...names] = text.split("\n");
  return { holder: takenIn(parsed(head)), names: new Set(names) };
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
