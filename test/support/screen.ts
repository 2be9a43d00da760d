const escape = "\u001B";
/** One character, or one control sequence with its number and its letter. */
const token = new RegExp(`${escape}\\[([\\d;?]*)([A-Za-z])|[^]`, "gu");

/** What is seen on a terminal once the text was written to it: cursor movement and erasing are carried out, looks left out. */
export function screenOf(output: string, columns: number): string {
  const lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  const line = () => (lines[row] ??= []);
  const controls: Readonly<Record<string, (count: number) => void>> = {
    A: (count) => {
      row = Math.max(0, row - Math.max(1, count));
    },
    G: (count) => {
      column = Math.max(1, count) - 1;
    },
    K: (part) => {
      const start = part === 0 ? column : 0;
      line().splice(start, part === 1 ? column - start : line().length);
    },
  };
  for (const [text, count, control] of output.matchAll(token)) {
    if (control !== undefined) {
      controls[control]?.(Number(count?.split(";")[0] ?? 0));
    } else if (text === "\n") {
      row += 1;
    } else if (text === "\r") {
      column = 0;
    } else {
      if (column >= columns) {
        row += 1;
        column = 0;
      }
      line()[column] = text;
      column += 1;
    }
  }
  return lines.map((cells) => Array.from(cells, (cell) => cell ?? " ").join("")).join("\n");
}
