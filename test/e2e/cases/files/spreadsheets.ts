/** Files of rows as spreadsheets and exports leave them. */
import type { Case } from "../case.ts";

interface Sheet extends Partial<Case> {
  /** Behind the file's name. */
  readonly words?: readonly string[];
  readonly name?: string;
}

/** A file of rows for Maple that is only looked at. */
const sheet = (
  met: string,
  text: string | Uint8Array,
  { words = [], name = "a.csv", ...more }: Sheet = {},
): Case => ({
  met,
  files: { [name]: text },
  typed: ["customers", "update", "-p", "maple", "-n", "--emulator", "--from", name, ...words],
  code: 0,
  ...more,
});

/** The same, refused. */
const refused = (met: string, text: string | Uint8Array, ...says: readonly string[]): Case =>
  sheet(met, text, { code: 2, says });

const id = "cus_2Nb8LmPq";
/** One cell below `name`. */
const cell = (text: string): string => `id,name\n${id},${text}\n`;
const strip = ["--spreadsheet-guards", "strip"];

export const spreadsheetCases: readonly Case[] = [
  sheet("a byte order mark", `\u{FEFF}${cell("A")}`, { prints: ["~ name 1"] }),
  refused("an error in a cell", cell("#REF!"), "a.csv:2:14", "#REF! is an error of the spread"),
  refused("an error in German", cell("#BEZUG!"), "a.csv:2:14", "or write #N/A to clear the field"),
  refused(
    "an error in an id",
    "id,name\n#NV,A\n",
    "a.csv:2:1",
    "#NV is an error of the spreadsheet",
  ),
  refused("a failed look-up for an id", "id,name\n#N/A,A\n", "a.csv:2:1", "#N/A is an error"),
  refused("an error below a column of JSON", "id,metadata.a:=\n1,#NAME?\n", "a.csv:2:3", "#NAME?"),
  refused("an error in a TSV", `id\tname\n${id}\t#VALUE!\n`, "a.csv:2:14", "#VALUE!"),
  refused("an error of LibreOffice", cell("Err:502"), "Err:502 is an error of the spreadsheet"),
  refused("a column too narrow", cell("#######"), "####### is an error of the spreadsheet"),
  sheet("an error in a column that is left out", `id,name,x\n${id},A,#REF!\n`, {
    words: ["--map", "x="],
    prints: ["~ name 1"],
  }),
  sheet("an error in JSON, which may be meant", `{"id":"${id}","name":"#REF!"}\n`, {
    name: "a.ndjson",
    says: ["a value holds what a spreadsheet prints for an error, such as #REF! (a.ndjson:1:22)"],
  }),
  sheet("cells that clear, named by column", `id,phone,email\n${id},#N/A,\n`, {
    says: ["#N/A clears 1 cell: phone 1"],
  }),
  sheet("another word that clears", `id,phone\n${id},#N/A\n`, {
    words: ["--unset-token", "-"],
    code: 2,
    says: ["#N/A is an error of the spreadsheet", "or write - to clear the field"],
  }),
  refused("a guarded phone number", `id,phone\n${id},'+4755501020\n`, "--spreadsheet-guards strip"),
  refused("a protected zero", cell('"=""02134"""'), '="02134" is guarded', "--spreadsheet-guards"),
  refused("the same without quotes", cell('="02134"'), '="02134" is guarded', "a.csv:2:14"),
  sheet("guards without quotes that are stripped", `id,phone,name\n="${id}",="+47","A"\n`, {
    words: strip,
    prints: ["+47"],
    never: ['="'],
  }),
  refused("a quote within a guard without quotes", cell('="a"b'), "a quote stands inside a cell"),
  refused("a formula", cell("=A1&B1"), "=A1&B1 is a formula and not its value"),
  sheet("guards that are stripped", `id,phone,name\n"=""${id}""",'+4755501020,"=""02134"""\n`, {
    words: strip,
    prints: ["+4755501020", "02134"],
    never: ["'+47", '="'],
  }),
  sheet("guards of JSON", `{"id":"${id}","name":"A"}\n`, {
    name: "a.ndjson",
    words: strip,
    code: 2,
    says: ["--spreadsheet-guards: it says how cells are read, and JSON rows have none"],
  }),
  sheet("a name with an apostrophe", cell("'s-Hertogenbosch"), { prints: ["~ name 1"] }),
  sheet("empty rows and a column without a name", `id,name,\n${id},A,\n,,\n ,,\n`, {
    prints: ["~ name 1", "1 row in"],
    says: ["2 rows and 1 column without a name with nothing in it: left out"],
  }),
  refused("a filled column without a name", `id,name,\n${id},A,x\n`, "a.csv:1:9", "has no name"),
  sheet("delimiters at the ends of rows", `id,name\n${id},A,,\n`, { prints: ["~ name 1"] }),
  refused("a number in an id", "id,name\n1.23457E+11,A\n", "a spreadsheet rewrote this number"),
  refused("a number in a field", `id,phone\n${id},"4,75555E+10"\n`, "a.csv:2:14", "rewrote this"),
  sheet("the same, meant", `id,metadata.a:=\n${id},"""1.2E+11"""\n`, { prints: ["metadata.a"] }),
  sheet("the same in JSON", `{"id":"${id}","name":"1.2E+11"}\n`, { name: "a.ndjson" }),
  refused("a non-breaking space behind an id", `id,name\n${id}\u{A0},A\n`, String.raw`Pq\xa0"`),
  refused("a zero-width space before a value", cell("\u{200B}A"), String.raw`"\u200bA"`, "remove"),
  sheet("the same in JSON", `{"id":"${id}","name":"A\u{A0}"}\n`, {
    name: "a.ndjson",
    code: 2,
    says: ["a.ndjson:1:22", String.raw`"A\xa0"`],
  }),
  ...["\u{200B}", "\u{200F}", "\u{202E}", "\u{2060}", "\u{AD}", "\u{FFFD}"].map((character) =>
    refused(
      "a hidden character in an e-mail",
      `id,email\n${id},a${character}b@c.example\n`,
      ":2:14",
    ),
  ),
  sheet("a lost character", cell("Bj\u{FFFD}rn"), {
    says: ["a value holds U+FFFD: an earlier program lost a character (a.csv:2:14)"],
  }),
  sheet("PowerShell's first line", `#TYPE System.Data.DataRow\n${cell("A")}`, {
    prints: ["name 1"],
  }),
  sheet("a quoted sep=;", `"sep=;"\nid;name\n${id};A\n`, { prints: ["~ name 1"] }),
  refused(
    "a workbook",
    Buffer.from("PK\x03\x04\x14\0[Content_Types].xml"),
    "a workbook",
    "CSV UTF-8",
  ),
  refused("a web page called CSV", "<html><table></table></html>", "HTML", "CSV UTF-8"),
];
