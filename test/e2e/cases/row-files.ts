/** Files of rows as spreadsheets, shells and exports leave them. */
import type { Case } from "./case.ts";

const dryRun = ["customers", "update", "-p", "maple", "--dry-run", "--emulator", "--from"];

/** One file of rows that is only looked at. */
const rows = (
  met: string,
  name: string,
  text: string | Uint8Array,
  code: number,
  more: Partial<Case> & { readonly words?: readonly string[] } = {},
): Case => ({
  met,
  files: { [name]: text },
  typed: [...dryRun, name, ...(more.words ?? [])],
  code,
  ...more,
});

const ok = { prints: ["planned"] };

export const rowFileCases: readonly Case[] = [
  rows("a byte order mark", "a.csv", "\u{FEFF}id,name\ncus_2Nb8LmPq,A\n", 0, ok),
];
