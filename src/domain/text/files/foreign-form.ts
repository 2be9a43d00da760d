/** Files that are no text of rows, by how they begin. */

/** What the file is instead, and the remedy. */
interface Foreign {
  readonly message: string;
  readonly hint: string;
}

const asCsv = "save it there as CSV UTF-8";
const workbook: Foreign = {
  message: "the file is a workbook of a spreadsheet, not a CSV",
  hint: asCsv,
};

/* oxlint-disable no-control-regex -- they are what tells such a file */
/** By the first bytes, as text of Latin 1. */
const forms: readonly (readonly [begins: RegExp, foreign: Foreign])[] = [
  [/^PK(?:\x03\x04|\x05\x06)[^]*(?:\[Content_Types\]|_rels\/|xl\/|mimetype|Index\/)/u, workbook],
  [
    /^PK(?:\x03\x04|\x05\x06)/u,
    {
      message: "the file is a zip: a workbook, such as .xlsx, or an archive",
      hint: `unpack it, or ${asCsv}`,
    },
  ],
  [/^\xD0\xCF\x11\xE0/u, workbook],
  [
    /^\x1F\x8B/u,
    {
      message: "the file is compressed with gzip",
      hint: "unpack it: gunzip -c … | billing … --from -",
    },
  ],
  [
    /^(?:BZh|\x28\xB5\x2F\xFD|\xFD7zXZ)/u,
    { message: "the file is compressed", hint: "unpack it first" },
  ],
  [/^%PDF/u, { message: "the file is a PDF", hint: "save the table as CSV UTF-8" }],
  [/^PAR1/u, { message: "the file is Parquet", hint: "write it as CSV or NDJSON" }],
  [/^SQLite format 3/u, { message: "the file is a database", hint: "write a table of it as CSV" }],
  [/^\{\\rtf/u, { message: "the file is RTF", hint: asCsv }],
  [
    /^(?:\xEF\xBB\xBF)?\s*<(?:\?xml|!doctype|html|table|workbook|meta|head)/iu,
    {
      message: "the file is HTML or XML, whatever its name says",
      hint: `open it in a spreadsheet, and ${asCsv}`,
    },
  ],
];

/** Undefined where the file may be rows. */
export function foreignForm(head: Uint8Array): Foreign | undefined {
  const text = Buffer.from(head).toString("latin1");
  return forms.find(([begins]) => begins.test(text))?.[1];
}
