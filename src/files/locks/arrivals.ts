/**
 * Whether anybody else is there, for the price of reading one word: whoever has made something that others have to see
 * writes another word into a file. Who finds nobody, and afterwards the same word as before it looked, is alone still.
 *
 * To be seen comes first, then to tell, then to look at the others: of two that come at once, one sees the other.
 */
import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";

import { randomBytes } from "../../host/random-bytes.ts";
import { makeDirectory } from "../durable-directory.ts";

const length = 6;

export interface Arrivals {
  /**
   * Tells everybody that somebody has come.
   *
   * @throws a system's error where that cannot be written
   */
  tell(): void;
  /**
   * Whether nobody else is there.
   *
   * @param isAlone looks; called where nobody looked before, or somebody has come since
   * @throws a system's error where it cannot be read
   */
  isQuiet(isAlone: () => boolean): boolean;
  /** Lets the file go; it is opened again on need. */
  close(): void;
}

export function arrivalsIn(path: string): Arrivals {
  const word = Buffer.alloc(length);
  let file: number | undefined;
  let quietSince: number | undefined;
  const open = (): number => openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    tell() {
      if (file === undefined) makeDirectory(dirname(path));
      file ??= open();
      writeSync(file, randomBytes(length), 0, length, 0);
    },
    isQuiet(isAlone) {
      file ??= open();
      const found = readSync(file, word, 0, length, 0);
      const now = found === length ? word.readUIntLE(0, length) : undefined;
      if (now !== undefined && now === quietSince) return true;
      if (!isAlone()) return false;
      quietSince = now;
      return true;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
