import { expect, it } from "vitest";

import { yamlRows } from "../../../src/bulk/input/yaml-rows.ts";
import { rowLimit } from "../../../src/bulk/input/row-text.ts";
import { all } from "./files.ts";

/** `1 1:1 - id: a`, whatever the length of the chunks in which the text comes. */
async function printed(text: string, length: number): Promise<readonly string[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
  }
  const rows = await all(yamlRows(chunks(), "f"));
  return rows.map(
    ({ row, raw, location, complaints }) =>
      `${row} ${location.line}:${location.column} ${complaints?.[0]?.message ?? raw}`,
  );
}

it.each<[string, string, readonly string[]]>([
  [
    "a list of YAML",
    "%YAML 1.2\n---\n# all\n- id: a\n  note: |\n    - x\n\n    y\n\n# next\n-\n  id: b\r\n- {id: c}\n...\n",
    [
      "1 4:1 - id: a\n  note: |\n    - x\n\n    y\n\n# next",
      "2 11:1 -\n  id: b",
      "3 13:1 - {id: c}",
    ],
  ],
  [
    "a list of YAML that is set in",
    "  - id: a\n    aliases:\n    - x\n    - y\n  - id: b",
    ["1 1:1   - id: a\n    aliases:\n    - x\n    - y", "2 5:1   - id: b"],
  ],
  [
    "documents of YAML",
    "id: a\naliases:\n- x\n---\n---\n# c\nid: b\n--- {id: c}\n...\nid: d\n",
    ["1 1:1 id: a\naliases:\n- x", "2 5:1 ---\n# c\nid: b", "3 8:1 --- {id: c}", "4 10:1 id: d"],
  ],
  [
    "an item to the end of its text, and no blank line behind it",
    "- id: a\u{A0}\n\n  \t\n- id: |\n    b  \n    \u{3000}\n \n- id: c\u{2028}",
    ["1 1:1 - id: a\u{A0}", "2 4:1 - id: |\n    b  \n    \u{3000}", "3 8:1 - id: c\u{2028}"],
  ],
  ["YAML without rows", "# none\n", []],
])("reads %s", async (_, text, rows) => {
  for (const length of [1, 7, 4096]) expect(await printed(text, length)).toEqual(rows);
});

it("an item that is too long, or no text, spoils only itself", async () => {
  const long = `- id: a\n${"  x: y\n".repeat(rowLimit / 7 + 1)}- id: b\n- id: "\0"\n`;
  expect(await printed(long, 65_536)).toEqual([
    "1 1:1 the item is longer than 4 MiB",
    `2 ${Math.ceil(rowLimit / 7) + 2}:1 - id: b`,
    `3 ${Math.ceil(rowLimit / 7) + 3}:1 a NUL byte`,
  ]);
});
