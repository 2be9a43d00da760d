/** How a file of many rows is written. */

export const rowFormats = ["ndjson", "json", "yaml", "csv", "tsv"] as const;

/** Cells that an export guarded against spreadsheets are refused, or the guard is taken off. */
export const guardWords = ["refuse", "strip"] as const;

export type RowFormat = (typeof rowFormats)[number];

const byExtension: Readonly<Record<string, RowFormat>> = {
  ndjson: "ndjson",
  jsonl: "ndjson",
  yaml: "yaml",
  yml: "yaml",
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
};

/** A document's mark, an item of a list, or a key that names a customer: no header of a CSV looks like it. */
const yamlBeginning = /^(?:---(?:\s|$)|-\s+[\w"']+:(?:\s|$)|(?:provider|id|externalId):\s)/u;

/**
 * By the name's extension, else by the first byte that is not blank. A `.json` file whose objects stand line by line
 * is NDJSON; where they go over several lines, as jq prints them, it is JSON. JSON in a file of YAML is read as JSON.
 *
 * @param head the first bytes of the file, enough for its first line
 */
export function detectFormat(name: string, head: Uint8Array): RowFormat {
  const extension = /\.(?<extension>[a-z]+)$/iu.exec(name)?.groups?.["extension"]?.toLowerCase();
  const known = byExtension[extension ?? ""];
  if (known !== undefined && known !== "yaml") return known;
  // Decoding drops the byte order mark.
  const text = new TextDecoder().decode(head).trimStart();
  if (text.startsWith("[")) return "json";
  if (text.startsWith("{"))
    return /^\{(?:.*(?:[{[]|[^}],))?\r?(?:\n|$)/u.test(text) ? "json" : "ndjson";
  if (extension === "json") return "json";
  if (known === "yaml" || yamlBeginning.test(text)) return "yaml";
  const [line = ""] = text.split(/\r?\n/u);
  return /^[^,;]*\t[^,;]*$/u.test(line) ? "tsv" : "csv";
}

/** Whichever of comma, semicolon and tab occurs most often outside quotes; a comma where none does. */
export function detectDelimiter(firstLine: string): string {
  const bare = firstLine.replaceAll(/"[^"]*(?:"|$)/gu, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}
