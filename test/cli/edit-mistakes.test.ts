/** A text that cannot be sent is opened again, with what is wrong in its first lines. */
import { readFile, writeFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { scriptedEditor, withLine } from "./editors.ts";
import { place } from "./plans.ts";

const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet"];
const onTerminal = { typed: "" };

const mistakes: readonly (readonly [string, (text: string) => string, RegExp, RegExp])[] = [
  ["broken YAML", withLine("name:", "name: [A"), /missing|expected|must|flow/iu, /\S/u],
  ["a key twice", withLine("email:", "name: B"), /name/u, /^name: B$/u],
  [
    "an unknown field",
    withLine("name:", "nmae: B"),
    /unknown key "nmae"; did you mean "name"\?/u,
    /^nmae: B$/u,
  ],
  [
    "an unknown field of a group",
    (text) => `${text}\naddress:\n  ctiy: Bergen\n`,
    /unknown key "address\.ctiy"; did you mean "address\.city"\?/u,
    /ctiy/u,
  ],
  ["a value of another kind", withLine("name:", "name: [1]"), /name/u, /^name: \[1\]$/u],
  [
    "too long a value",
    withLine("name:", `name: ${"x".repeat(201)}`),
    /at most 200 characters/u,
    /^name: x+$/u,
  ],
  [
    "a value that is not on the list",
    withLine("timezone:", "timezone: Mars"),
    /expected one of UTC/u,
    /^timezone: Mars$/u,
  ],
  [
    "what cannot be cleared",
    withLine("email:", "email: null"),
    /"email" cannot be cleared at Commet/u,
    /^email: null$/u,
  ],
  [
    "what can only be read",
    withLine("createdAt:", 'createdAt: "2026-01-01"'),
    /createdAt is read-only/u,
    /^createdAt/u,
  ],
  [
    "another customer",
    withLine("id:", "id: cus_other"),
    /the record's id is not "cus_7Qm2rT"/u,
    /^id: cus_other$/u,
  ],
  [
    "the vendor's record",
    withLine("  fullName:", "  fullName: B"),
    /the vendor's untouched record/u,
    /^native:$/u,
  ],
  [
    "what another provider has",
    (text) => `phone: "1"\n${text}`,
    /Commet has no field "phone"/u,
    /^phone:/u,
  ],
  [
    "a number nobody can hold",
    withLine("  seats:", "  seats: 12345678901234567890.5"),
    /cannot be held exactly/u,
    /seats/u,
  ],
];

test.each(mistakes)("%s", async (_name, mistake, complaint, line) => {
  await using at = await place();
  let wrong = "";
  const editor = scriptedEditor(
    (text) => (wrong = mistake(text)),
    // Whoever mends it starts from what was typed.
    (text) => withLine("name:", "name: Ana Lima")(editor.opened[0] ?? text),
  );
  const done = await at.run(words, { ...onTerminal, ...editor });
  const again = editor.opened[1] ?? "";
  expect(again).toMatch(/^#! What is below cannot be sent\./u);
  const said = again.split("\n").filter((text) => text.startsWith("#! "));
  expect(said.join("\n")).toMatch(complaint);
  expect(again).toBe(`${said.join("\n")}\n${wrong}`);
  const [, at1 = "0"] = /cus_7Qm2rT\.yaml:(\d+):\d+: /u.exec(said.join("\n")) ?? [];
  expect(again.split("\n")[Number(at1) - 1]).toMatch(line);
  expect({ code: done.code, openings: editor.opened.length }).toEqual({ code: 0, openings: 2 });
  expect(done.stdout).toContain("Ana Lima");
});

test("every complaint is there at once, and those of the round before are not", async () => {
  await using at = await place();
  const editor = scriptedEditor(
    (text) => withLine("email:", "email: null")(withLine("timezone:", "timezone: Mars")(text)),
    withLine("email:", "email: a@b.example"),
    withLine("timezone:", "timezone: UTC"),
  );
  const done = await at.run(words, { ...onTerminal, ...editor });
  expect(done.code).toBe(0);
  const said = editor.opened.map((text) => [
    /^#! .*"email" cannot/mu.test(text),
    /^#! .*expected one/mu.test(text),
  ]);
  expect(said).toEqual([
    [false, false],
    [true, true],
    [false, true],
  ]);
});

test("a text that is left wrong is kept as it is shown, with the lines that are named", async () => {
  await using at = await place();
  const editor = scriptedEditor(withLine("name:", "nmae: B"));
  const done = await at.run(words, { ...onTerminal, ...editor });
  expect({ code: done.code, openings: editor.opened.length }).toEqual({ code: 2, openings: 2 });
  const [, line = "0"] = /cus_7Qm2rT\.yaml:(\d+):1: unknown key "nmae"/u.exec(done.stderr) ?? [];
  const kept = await readFile(editor.path(), "utf8");
  expect(kept).toBe(editor.opened[1]);
  expect(kept.split("\n")[Number(line) - 1]).toBe("nmae: B");
  expect(done.stderr).toContain(`the text is kept in ${editor.path()}`);
  expect(await at.journal()).toBe("");
});

test("with --no-input a mistake is told, and the editor is not opened again", async () => {
  await using at = await place();
  const editor = scriptedEditor(withLine("name:", "nmae: B"));
  const done = await at.run([...words, "--no-input"], { ...onTerminal, ...editor });
  expect({ code: done.code, openings: editor.opened.length }).toEqual({ code: 2, openings: 1 });
  expect(done.stderr).toMatch(/unknown key "nmae"[^]*the text is kept in /u);
});

/** Turns one unknown key into another. */
function withTwoWords(text: string): string {
  const isFirst = text.includes("\nnmae: ");
  return isFirst
    ? withLine("nmae:", "emial: B")(text)
    : withLine(text.includes("\nemial: ") ? "emial:" : "name:", "nmae: B")(text);
}

describe("where there is no terminal", () => {
  test("an editor may have a window of its own, in which the mistake is mended", async () => {
    await using at = await place();
    const editor = scriptedEditor(
      withLine("name:", "nmae: B"),
      withLine("nmae:", "name: [B]"),
      withLine("name:", "name: B"),
    );
    const done = await at.run(words, { stdin: "", ...editor });
    expect({ code: done.code, openings: editor.opened.length }).toEqual({ code: 0, openings: 3 });
  });

  test.each([
    ["does the same each time", withLine("name:", "name: [A]")],
    ["adds the same each time", (text: string) => `${text}nmae: B\n`],
    ["makes it worse each time", (text: string) => `${text}nmae: [${text.length}\n`],
    ["makes another mistake each time", withTwoWords],
  ])("a script that %s comes to an end", async (_name, step) => {
    await using at = await place();
    const steps = Array.from({ length: 50 }, () => step);
    const editor = scriptedEditor(...steps);
    const done = await at.run(words, { stdin: "", ...editor });
    expect(done.code).toBe(2);
    expect(editor.opened.length).toBeLessThan(step === withTwoWords ? 21 : 5);
    const kept = (await readFile(editor.path(), "utf8")).split("\n");
    const [, line = "0"] = /cus_7Qm2rT\.yaml:(\d+):/u.exec(done.stderr) ?? [];
    expect(kept[Number(line) - 1]).toMatch(/^name: \[A\]$|^nmae: |^emial: /u);
  });
});

test("bytes that are no UTF-8 stay as they are", async () => {
  await using at = await place();
  const wrong = Buffer.from("name: Andr\xe9\n", "latin1");
  const editor = scriptedEditor(async (_text, path) => {
    await writeFile(path, wrong);
    return { code: 0 };
  });
  const done = await at.run(words, { ...onTerminal, ...editor });
  expect(done.code).toBe(2);
  expect(editor.opened[1]).toMatch(/^#! .*\n#! .*not valid UTF-8\n/u);
  const kept = await readFile(editor.path());
  expect(kept.subarray(-wrong.length)).toEqual(wrong);
});
