import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

import { splitWords } from "../../../src/cli/editor/split-words.ts";
import { randomNumbers, rounds, testSeed } from "../../support/random.ts";

test.each<[string, readonly string[] | undefined]>([
  ["vi", ["vi"]],
  ["  code   --wait ", ["code", "--wait"]],
  ["emacsclient -t -a ''", ["emacsclient", "-t", "-a", ""]],
  ["'/opt/My Editor/ed' -s", ["/opt/My Editor/ed", "-s"]],
  ['"/opt/My Editor/ed" -s', ["/opt/My Editor/ed", "-s"]],
  [String.raw`/opt/My\ Editor/ed`, ["/opt/My Editor/ed"]],
  ["vim -c 'set tw=72'", ["vim", "-c", "set tw=72"]],
  [`vim -c "echo \\"a\\" \\n"`, ["vim", "-c", String.raw`echo "a" \n`]],
  ["a'b c'\"d e\"f", ["ab cd ef"]],
  // Nothing of this is anything to a shell that is not there.
  ["vi; rm -rf ~ $(id) `id` | $HOME > x &", "vi; rm -rf ~ $(id) `id` | $HOME > x &".split(" ")],
  ["", []],
  [" \t ", []],
  ["vi 'a", undefined],
  ['vi "a', undefined],
  ["vi \\", undefined],
])("%j", (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test("backslashes part folders on Windows", () => {
  expect(splitWords(String.raw`"C:\Program Files\ed.exe" -x C:\a`, "literal")).toEqual([
    String.raw`C:\Program Files\ed.exe`,
    "-x",
    String.raw`C:\a`,
  ]);
  expect(splitWords('"C:\\Program Files', "literal")).toBeUndefined();
});

test("words are those of a POSIX shell", () => {
  const random = randomNumbers(testSeed);
  const upTo = (count: number) => Math.floor(random() * count);
  const parts = ["a", "b", " ", "'", '"', "\\", "é", "-", "\\'", "' '", '" "', "\\ "];
  for (let round = 0; round < rounds(60); round += 1) {
    const text = Array.from({ length: 1 + upTo(8) }, () => parts[upTo(parts.length)]).join("");
    const words = splitWords(text);
    let shell: readonly string[] | undefined;
    try {
      const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${text}\n`], { stdio: "pipe" });
      shell = printed.toString().split("\0").slice(0, -1);
    } catch {
      shell = undefined;
    }
    // The shell's own line end behind a backslash is no word of ours.
    if (/(?:^|[^\\])(?:\\\\)*\\$/u.test(text)) continue;
    expect({ text, words: words?.length === 0 ? [""] : words }).toEqual({ text, words: shell });
  }
});
