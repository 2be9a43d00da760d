/** What has room in the Markdown of a run, and what is said of the rest. */
import type { RowResult } from "../../domain/run/run.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import { inCode } from "../change/markdown.ts";
import { count } from "../text/count.ts";
import type { List } from "../view.ts";
import type { RunSummary } from "./facts.ts";

/** Lines that belong together: they are shown whole, or not at all. */
export type Block = readonly string[];

/** Bytes with the line ends of its lines, and an empty line behind. */
export function sizeOf(block: Block): number {
  return Buffer.byteLength(block.join("\n")) + 2;
}

/** How many rows have no room, and where they are. */
export function notShown({ files: { results }, end }: RunSummary, rows: number): Block {
  if (rows === 0) return [];
  const where =
    results !== undefined
      ? `all rows are in ${inCode(safeText(results))}`
      : end === "declined"
        ? `${inCode("--dry-run")} shows them`
        : `${inCode("--results <path>")} writes all rows to a file, and ${inCode("--max-size <bytes>")} makes room for more`;
  return [`${count(rows, "row")} ${rows === 1 ? "is" : "are"} not shown here: ${where}.`];
}

/** Room for what is said of rows that are not shown. */
const spared = 1024;

/** The pieces of a list as long as they have room, and at its end how many have none. */
export function withinSize(
  list: List<RowResult, RunSummary>,
  maxSize: number,
): List<RowResult, RunSummary> {
  let room = maxSize - spared;
  let left = 0;
  return {
    item(result) {
      const text = left > 0 ? "" : list.item(result);
      room -= Buffer.byteLength(text);
      if (left === 0 && room >= 0) return text;
      left += 1;
      return "";
    },
    async end(summary) {
      const [said = ""] = notShown(summary, left);
      const end = await list.end(summary);
      return said === "" || Buffer.byteLength(said) + 2 > spared ? end : `${end}\n${said}\n`;
    },
  };
}
