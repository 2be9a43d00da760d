import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

import { shellWord } from "../../../src/domain/text/shell-word.ts";

test("a plain word stays as it is", () => {
  expect(shellWord("cus_7Qm2rT")).toBe("cus_7Qm2rT");
});

test.each(["a b", "it's", "$HOME", "`id`", "a;b", "", "ü", "-n", "'"])(
  "a shell reads %j back whole",
  (text) => {
    const printed = execFileSync("sh", ["-c", `printf '%s' ${shellWord(text)}`], {
      encoding: "utf8",
    });
    expect(printed).toBe(text);
  },
);
