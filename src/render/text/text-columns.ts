import { displayWidth } from "./measure.ts";
import { safeText } from "../../domain/text/safe-text.ts";

/** Rows of cells as lines, each column as wide as its widest cell. Ends with a line end. */
export function columnsOf(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(safeText));
  const widths = (safe[0] ?? []).map((_cell, index) =>
    Math.max(...safe.map((row) => displayWidth(row[index] ?? ""))),
  );
  return safe
    .map((row) => {
      const cells = row.map((cell, index) =>
        index === row.length - 1
          ? cell
          : cell + " ".repeat((widths[index] ?? 0) - displayWidth(cell)),
      );
      return `${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}
