import { expect, test } from "vitest";

import { scriptedEditor } from "../editors.ts";
import { place } from "../plans.ts";

const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet"];

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ["VISUAL comes before EDITOR", { VISUAL: "code --wait", EDITOR: "ed" }, ["code", "--wait"]],
  ["an empty VISUAL is none", { VISUAL: " ", EDITOR: "emacsclient -t" }, ["emacsclient", "-t"]],
  [
    "quotes keep a word whole",
    { EDITOR: "'/opt/My Ed/ed' -c \"a b\"" },
    ["/opt/My Ed/ed", "-c", "a b"],
  ],
  ["nothing is a shell's", { EDITOR: "ed; touch $HOME/x" }, ["ed;", "touch", "$HOME/x"]],
  ["vi is there in the end", {}, ["vi"]],
])("%s", async (_name, env, command) => {
  await using at = await place();
  const editor = scriptedEditor();
  const done = await at.run(words, { ...editor, env, typed: "" });
  expect(done.code).toBe(0);
  expect(editor.commands).toEqual([command]);
});

test("with an editor no terminal is needed", async () => {
  await using at = await place();
  const editor = scriptedEditor();
  expect((await at.run(words, { ...editor, stdin: "" })).code).toBe(0);
});

test("without a terminal and without an editor nothing is read or sent", async () => {
  await using at = await place();
  const editor = scriptedEditor();
  const done = await at.run(words, { ...editor, env: {}, stdin: "" });
  expect(done).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      "error: there is no terminal to edit on, and neither VISUAL nor EDITOR names an editor\n" +
      "hint: name one, or say what is to change: billing customers update\n",
  });
  expect(editor.commands).toEqual([]);
});

test.each([
  ["VISUAL", "vi 'a"],
  ["EDITOR", "''"],
])("%s that cannot be understood: %j", async (name, value) => {
  await using at = await place();
  const done = await at.run(words, {
    ...scriptedEditor(),
    env: { [name]: value, NO_COLOR: "1" },
    typed: "",
  });
  expect(done.code).toBe(2);
  expect(done.stderr).toMatch(new RegExp(`^error: ${name}: it cannot be understood`, "mu"));
});

test.each([
  [{ EDITOR: "nosuch --wait" }, 'EDITOR: "nosuch" cannot be started: there is no such program'],
  [{}, 'editor: "vi" cannot be started: there is no such program'],
])("an editor that is not there is told, and leaves nothing: %j", async (env, message) => {
  await using at = await place();
  const done = await at.run(words, { env: { ...env, NO_COLOR: "1" }, typed: "" });
  expect(done.code).toBe(2);
  expect(done.stderr).toContain(`error: ${message}\n`);
  expect(done.stderr).not.toContain("kept");
});
