import { wrapBehind, wrapText } from "./layout.ts";
import { displayWidth } from "./measure.ts";

/**
 * The text with its lines wrapped to a screen. What goes on hangs below the last column of its line, or, where that
 * would take more than half of the screen, a little further in than the line begins.
 *
 * @param width columns of the screen
 */
export function fitText(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => (displayWidth(line) <= width ? [line] : fitted(line, width)))
    .join("\n");
}

function fitted(line: string, width: number): readonly string[] {
  const [column = ""] = /^ *\S.*? {2,}(?=\S)/u.exec(line) ?? [];
  if (column !== "" && displayWidth(column) <= width / 2) {
    return wrapBehind(column, line.slice(column.length), width);
  }
  const [blanks = ""] = /^ */u.exec(line) ?? [];
  const most = Math.floor(width / 2);
  const deeper = " ".repeat(Math.min(blanks.length + 4, most));
  const indent = blanks.slice(0, most);
  const start = column === "" ? line.slice(blanks.length) : column.trim();
  const [first = "", ...more] = wrapText(start, width - deeper.length);
  const below =
    column === "" ? more : [...more, ...wrapText(line.slice(column.length), width - deeper.length)];
  return [indent + first, ...below.map((rest) => deeper + rest)];
}
