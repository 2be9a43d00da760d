/** What cannot be fixed, replaced in the recorded text. */
import { hostname } from "node:os";

/** Replacements of one group: what is numbered is numbered in the order in which it first appears. */
export interface PlainText {
  readonly of: (text: string) => string;
  /** Ids of changes and runs so far, in that order. */
  readonly ids: () => readonly string[];
}

/** An id of a change or a run: of a time within the recording, so no demo record has one. */
export const changeId = /\b01M[0-9A-HJKMNP-TV-Z]{23}\b/gu;

/** What stands in the text, and what is recorded in its place; `#` is a number for each different match. */
const replacements: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [changeId, "<id #>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gu, "<uuid #>"],
  [/(?<=\breq_)[\w-]+/gu, "<request #>"],
  [/(?<=127\.0\.0\.1:)\d+/gu, "<port>"],
  [/(?<="pid":)\d+/gu, "<pid>"],
  [/(?<="(?:salt|seal)":\s*")[0-9a-f]+/gu, "<hex>"],
  // A file of plans holds the port.
  [/(?<="format": "plans",\s+"bytes": \d+,\s+"sha256": ")[0-9a-f]{64}/gu, "<digest>"],
  // When the emulator's file was written, in its status: a time of the disk.
  [/(?<=^\w+ +\d+ +|changedAt"?: ?"?)\d{4}-\d\d-\d\dT[\d:.]+Z/gmu, "<time of the file>"],
  // Node dates its answers by itself.
  [/(?<=^< date: ).*$/gmu, "<date>"],
  // Where in the program an error was thrown.
  [/^\s+at .*\n/gmu, ""],
];

/** @param home of the group; another one each time, and of the same length */
export function plainText(home: string): PlainText {
  const seen = new Map<string, string[]>();
  const numberOf = (shown: string, match: string): number => {
    const matches = seen.get(shown) ?? [];
    seen.set(shown, matches);
    if (!matches.includes(match)) matches.push(match);
    return matches.indexOf(match) + 1;
  };
  const plainOf = (text: string): string => {
    let plain = text.replaceAll(home, "<home>").replaceAll(`"${hostname()}"`, '"<host>"');
    for (const [pattern, shown] of replacements) {
      plain = plain.replaceAll(pattern, (match) =>
        shown.includes("#") ? shown.replace("#", String(numberOf(shown, match))) : shown,
      );
    }
    return plain;
  };
  return { of: plainOf, ids: () => seen.get("<id #>") ?? [] };
}
