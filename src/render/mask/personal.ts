/** Which members of a record are about a person: by the fields, by words of the vendors' own, by the configuration. */
import { titleField } from "../../domain/fields.ts";
import { parsePath } from "../../domain/path.ts";
import { memberIsPersonal, wordOf } from "./mask-text.ts";

/** The keys of a path, from the record down; items of lists are none. */
export type Keys = readonly string[];

export interface Personal {
  /** `contacts[ida@fjord.example].title` and `metadata.pan` are personal, `metadata.tier` is not. */
  at(keys: Keys): boolean;
}

/** @param more paths of the configuration; what lies below one is personal as well */
export function createPersonal(more: readonly string[] = []): Personal {
  const wanted = more.map((path) => keysOf(path).map(wordOf));
  const title = wordOf(titleField);
  return {
    at(keys) {
      const own = keys[0] === "native" ? keys.slice(1) : keys;
      const words = own.map(wordOf);
      // Deeper down, a name may be that of anything.
      if (words.length === 1 && words[0] === title) return true;
      return own.some(memberIsPersonal) || wanted.some((path) => isWithin(words, path));
    },
  };
}

/** Vendors put the fields of the vocabulary below members of their own, so that a path may begin anywhere. */
function isWithin(words: Keys, path: Keys): boolean {
  return words.some((_word, start) => path.every((word, index) => words[start + index] === word));
}

export function keysOf(path: string): Keys {
  try {
    return parsePath(path).flatMap((segment) => ("key" in segment ? [segment.key] : []));
  } catch {
    return path.replaceAll(/\[[^\]\\]*(?:\\.[^\]\\]*)*\]/gsu, "").split(".");
  }
}
