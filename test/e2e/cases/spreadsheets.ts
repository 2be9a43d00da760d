/** Files of rows as spreadsheets and exports leave them. */
import type { Case } from "./case.ts";

interface Sheet {
  /** Missing: the first words behind `--from`. */
  readonly words?: readonly string[];
  readonly name?: string;
}

/** A file of rows for Maple that is only looked at. */
const sheet = (
  met: string,
  text: string | Uint8Array,
  { words = [], name = "a.csv", ...more }: Sheet & Partial<Case> = {},
): Case => ({
  met,
  files: { [name]: text },
  typed: [
    ...["customers", "update", "-p", "maple", "--dry-run", "--emulator", "--from", name],
    ...words,
  ],
  code: 0,
  ...more,
});

/** Cells below `id` and `name`, in one row. */
const row = (id: string, name: string): string => `id,name\n${id},${name}\n`;
const maple = "cus_2Nb8LmPq";

/** The same, refused. */
const refused = (
  met: string,
  text: string | Uint8Array,
  says: Case["says"] & object,
  more: Sheet = {},
) => sheet(met, text, { ...more, code: 2, says });

export const spreadsheetCases: readonly Case[] = [
  sheet("a byte order mark", `\u{FEFF}${row(maple, "A")}`, { prints: ["~ name 1"] }),
  refused("no rows' file at all", "", ["there is nothing in it"]),
];
