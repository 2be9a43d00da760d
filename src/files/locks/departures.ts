/**
 * A log of the names that were given back: whoever has a name sees in it whether somebody else had it since a moment
 * before. A name is noted before it is free, and so is one of a dead process before others can have it. No clock has
 * a part in it.
 *
 * Lines are only added. A log that has become long is replaced by an empty one with another first line, and whoever
 * added to the old one meanwhile finds that out, and adds to the new one too.
 */
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

import { randomBytes } from "../../host/random-bytes.ts";
import { makeDirectory } from "../durable-directory.ts";
import { isSystemError } from "../system-error.ts";

/** Bytes after which a log is replaced. */
const longest = 256 * 1024;
const headLength = 17;

export interface Departures {
  /** Notes that these names are about to be free. Never rejects for a refusal of the system: nobody is sure then. */
  readonly note: (names: readonly string[]) => void;
  /** Begins to look. */
  from(): DeparturesSince;
  /** Lets the file go; it is opened again on need. */
  close(): void;
}

export interface DeparturesSince {
  /** Whether the name was given back since, or nobody can say. */
  has(name: string): boolean;
}

export function departuresIn(path: string): Departures {
  let file: number | undefined;
  const close = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  /** @returns the length of the log */
  const append = (text: Buffer): number => {
    for (;;) {
      file ??= opened(path);
      writeSync(file, text);
      const { ino, size } = fstatSync(file);
      if (statSync(path, { throwIfNoEntry: false })?.ino === ino) return size;
      close();
    }
  };
  return {
    close,
    note: (names) => {
      try {
        const length = append(Buffer.from(names.map((name) => `${name}\n`).join("")));
        if (length > longest) replace(path);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        // Without the log nobody can say that a name was not given back.
        quietly(() => unlinkSync(path));
      }
    },
    from() {
      try {
        makeDirectory(dirname(path));
        const { head, length } = reading(path, (at) => ({
          head: textOf(at, 0, headLength),
          length: fstatSync(at).size,
        }));
        return { has: (name) => isNotedSince(path, head, length, name) };
      } catch (error) {
        if (!isSystemError(error)) throw error;
        return { has: () => true };
      }
    },
  };
}

function isNotedSince(path: string, head: string, from: number, name: string): boolean {
  try {
    return reading(path, (file) => {
      if (textOf(file, 0, headLength) !== head) return true;
      const added = textOf(file, from, fstatSync(file).size - from);
      return added.split("\n").includes(name);
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return true;
  }
}

function reading<T>(path: string, read: (file: number) => T): T {
  const file = opened(path);
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function textOf(file: number, from: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString("latin1", 0, readSync(file, bytes, 0, length, from));
}

/** Opens the log to read and to add to it, an empty one where there is none. */
function opened(path: string): number {
  for (let tries = 0; ; tries += 1) {
    try {
      // Not "a+", which would make one without its first line.
      return openSync(path, constants.O_RDWR | constants.O_APPEND);
    } catch (error) {
      // What is there and is not there is a link that leads nowhere.
      if (!isSystemError(error) || error.code !== "ENOENT" || tries > 9) throw error;
    }
    withEmptyOne(path, (empty) => {
      try {
        linkSync(empty, path);
      } catch (error) {
        // Another process has made it meanwhile.
        if (!isSystemError(error) || error.code !== "EEXIST") throw error;
      }
    });
  }
}

function replace(path: string): void {
  withEmptyOne(path, (empty) => renameSync(empty, path));
}

function withEmptyOne(path: string, use: (empty: string) => void): void {
  const head = randomBytes(8).toString("hex");
  const empty = `${path}.${head}`;
  const file = openSync(empty, "wx", 0o600);
  try {
    writeSync(file, `${head}\n`);
    use(empty);
  } finally {
    closeSync(file);
    quietly(() => unlinkSync(empty));
  }
}

function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
