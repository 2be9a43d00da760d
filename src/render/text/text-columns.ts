import { safeText } from "../../domain/text/safe-text.ts";
import { fitText } from "./fit-text.ts";
import { wrapBehind } from "./layout.ts";
import { displayWidth, widest } from "./measure.ts";

/** A last column that is narrower is no column any more. */
const narrowest = 20;
const gap = "  ";

/**
 * Rows of cells as lines, each column as wide as its widest cell; the first row is the header. Ends with a line end.
 *
 * @param width columns of the screen, where they are known: the last column is wrapped to it, and where that leaves it
 *   too narrow, each row is a block of lines
 */
export function columnsOf(rows: readonly (readonly string[])[], width = Infinity): string {
  const safe = rows.map((row) => row.map(safeText));
  const [header = []] = safe;
  const widths = header.map((_cell, index) =>
    widest(safe, (row) => displayWidth(row[index] ?? "")),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + gap.length, 0);
  const last = widths.at(-1) ?? 0;
  if (before + Math.min(last, narrowest) > width) return stacked(safe, width);
  return safe
    .flatMap((row) => {
      const cells = row.slice(0, -1).map((cell, index) => padded(cell, widths[index] ?? 0) + gap);
      return wrapBehind(cells.join(""), row.at(-1) ?? "", width);
    })
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - displayWidth(cell)));
}

/** The first cell, and below it the others with the header's words; of two columns the second needs none. */
function stacked([header = [], ...rows]: readonly (readonly string[])[], width: number): string {
  return rows
    .map(([first = "", ...others]) => {
      const lines = others.flatMap((cell, index) => {
        if (cell === "" || cell === "-") return [];
        const name = header.length > 2 ? `${(header[index + 1] ?? "").toLowerCase()}: ` : "";
        return [`${gap}${name}${cell}`];
      });
      return fitText([first, ...lines].map((line) => `${line}\n`).join(""), width);
    })
    .join("");
}
