/** An edit that comes to nothing: what was typed is kept and told, and what nobody typed is not. */
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { ProgramEnd } from "../../src/host/host.ts";
import { scriptedEditor, withLine } from "./editors.ts";
import { type Place, place } from "./plans.ts";

const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet"];
const rename = withLine("name:", "name: Ana Lima");
const asArchived = withLine("externalId:", "externalId: usr_other");
const left = (at: Place) => readdir(join(at.path, "state", "edits")).catch(() => []);

/** Saves what the step makes of the text, and then ends like this. */
const ending =
  (step: (text: string) => string, end: ProgramEnd) => async (text: string, path: string) => {
    await writeFile(path, step(text));
    return end;
  };
const asIs = (text: string) => text;

test.each<[string, ProgramEnd, string]>([
  ["fails", { code: 1 }, "the editor ended with exit code 1; nothing was sent"],
  ["is killed", { signal: "SIGKILL" }, "the editor was ended by SIGKILL; nothing was sent"],
])("an editor that %s", async (_name, end, message) => {
  await using at = await place();
  const untouched = await at.run(words, scriptedEditor(ending(asIs, end)));
  expect(untouched).toMatchObject({ code: 11, stdout: "" });
  expect(untouched.stderr).toContain(`error: ${message}\n`);
  expect(untouched.stderr).not.toContain("kept");
  expect(await left(at)).toEqual([]);

  const editor = scriptedEditor(ending(rename, end));
  const typed = await at.run(words, editor);
  expect(typed).toMatchObject({ code: 11, stdout: "" });
  expect(typed.stderr).toContain(`hint: the text is kept in ${editor.path()}; to go on with it: `);
  expect(await readFile(editor.path(), "utf8")).toBe(rename(editor.opened[0] ?? ""));
  expect(await at.journal()).toBe("");
});

test.each<[string, (path: string) => Promise<void>]>([
  ["emptied", (path) => writeFile(path, "")],
  ["emptied but for comments", (path) => writeFile(path, "# a\n\n  # b\n")],
  ["removed", (path) => rm(path)],
])("a text that is %s sends nothing", async (_name, act) => {
  await using at = await place();
  const empty = async (_text: string, path: string) => {
    await act(path);
    return { code: 0 };
  };
  const done = await at.run(words, scriptedEditor(empty));
  expect(done.code).toBe(11);
  expect(done.stderr).toContain("error: the text was emptied; nothing was sent\n");
  expect(await left(at)).toEqual([]);

  // What was typed before it was emptied is not lost.
  const editor = scriptedEditor(withLine("name:", "nmae: Ana Lima"), empty);
  const later = await at.run(words, { ...editor, typed: "" });
  expect(later.code).toBe(11);
  expect(await readFile(editor.path(), "utf8")).toContain("\nnmae: Ana Lima\n");
});

test("a kept text is its user's alone, whatever the editor left, and is what update takes", async () => {
  await using at = await place();
  const editor = scriptedEditor(async (text, path) => {
    await rm(path);
    await writeFile(path, rename(text), { mode: 0o644 });
    return { code: 1 };
  });
  const done = await at.run(words, editor);
  expect((await stat(editor.path())).mode & 0o777).toBe(0o600);
  const [, command = ""] = /to go on with it: billing (.*)\n/u.exec(done.stderr) ?? [];
  const args = command.replace(/ --emulator\b.*/u, "").split(" ");
  expect((await at.run(args)).stdout).toContain("Ana Lima");
});

test.each<[string, (text: string) => string]>([
  ["a word was replaced throughout", (text) => text.replaceAll("Ana Ferreira", "Ana Lima")],
  [
    "the record was deleted",
    (text) => rename(text.replace(/^revision:[^]*?(?=^#|$(?![^]))/mu, "")),
  ],
  ["native alone was deleted", (text) => rename(text.replace(/^native:\n(?: .*\n)*/mu, ""))],
])("a kept text in which %s is taken by the printed command", async (_title, change) => {
  await using at = await place();
  const editor = scriptedEditor((text) => {
    expect(change(text)).not.toBe(text);
    return change(text);
  });
  const trial = await at.run([...words, "-n"], editor);
  expect(trial.code).toBe(0);
  const [, command = ""] = /to go on with it: billing (.*)\n/u.exec(trial.stderr) ?? [];
  const args = command.replace(/ --emulator\b.*/u, "").split(" ");
  const done = await at.run([...args, "-o", "json"]);
  expect(done.code).toBe(0);
  expect(done.json().changes).toMatchObject([{ field: "name", after: "Ana Lima" }]);
});

test("a record that was changed for itself stays as it was typed, and is told", async () => {
  await using at = await place();
  const typed = (text: string) => text.replace(/^( {2}email: ).*$/mu, "$1typed@here.example");
  const editor = scriptedEditor(typed);
  const done = await at.run(words, editor);
  expect(done.code).toBe(2);
  expect(done.stderr).toContain('"native" is the vendor\'s untouched record');
  expect(await readFile(editor.path(), "utf8")).toContain("  email: typed@here.example\n");
});

test.each([
  ["n", "declined; nothing was written"],
  ["", "declined; nothing was written"],
])("no to the question: %j", async (typed, message) => {
  await using at = await place();
  const editor = scriptedEditor(asArchived);
  const done = await at.run(words, { ...editor, typed });
  expect(done.code).toBe(11);
  expect(done.stderr).toContain(message);
  expect(done.stderr).toContain(`the text is kept in ${editor.path()}`);
});

test("yes to the question, and --yes where nobody can be asked", async () => {
  await using at = await place();
  const asked = await at.run(words, { ...scriptedEditor(asArchived), typed: "y" });
  expect(asked.code).toBe(0);
  await using other = await place();
  const nobody = await other.run(words, { ...scriptedEditor(asArchived), stdin: "" });
  expect(nobody.code).toBe(11);
  expect(nobody.stderr).toMatch(/confirm with --yes; the text is kept in /u);
  const confirmed = await other.run([...words, "-y"], { ...scriptedEditor(asArchived), stdin: "" });
  expect(confirmed.code).toBe(0);
  expect(await left(at)).toEqual([]);
});

test("what somebody else changed in the same field meanwhile is a conflict", async () => {
  await using at = await place();
  const editor = scriptedEditor(async (text) => {
    await at.edit("commet", { fullName: "Somebody Else" });
    return rename(text);
  });
  const done = await at.run(words, editor);
  expect(done.code).toBe(6);
  expect(done.stderr).toContain("name changed since it was opened; nothing was written");
  expect(done.stderr).toContain(`the text is kept in ${editor.path()}`);
  expect(await at.record("commet")).toMatchObject({ fullName: "Somebody Else" });
  const forced = scriptedEditor(async (text) => {
    await at.edit("commet", { fullName: "Another" });
    return rename(text);
  });
  expect((await at.run([...words, "--force"], forced)).code).toBe(0);
});

test("what somebody else changed in other fields meanwhile stays", async () => {
  await using at = await place();
  const editor = scriptedEditor(async (text) => {
    await at.edit("commet", { timezone: "UTC", metadata: { tier: "pro", seats: 99 } });
    return withLine("  tier:", "  tier: max")(rename(text));
  });
  expect((await at.run(words, editor)).code).toBe(0);
  expect(await at.record("commet")).toMatchObject({
    fullName: "Ana Lima",
    timezone: "UTC",
    metadata: { tier: "max", seats: 99 },
  });
});

test.each([
  ["refused", ["commet:update:422"], 5],
  ["out of reach", ["commet:update:429"], 7],
  // The editor's reading and the update's own go well.
  ["never answered", ["commet:update:reset-after", "commet:read:503;after=2;times=always"], 8],
  ["answered as stored and is not", ["commet:update:drop;members=fullName"], 5],
])("an update that is %s keeps the text", async (_name, faults, code) => {
  await using at = await place();
  const editor = scriptedEditor(rename);
  const done = await at.run(
    [...words, "--no-retry", ...faults.flatMap((fault) => ["--fault", fault])],
    editor,
  );
  expect({ code: done.code, stderr: done.stderr }).toEqual({
    code,
    stderr: expect.stringContaining(`the text is kept in ${editor.path()}`),
  });
});

test("in a form for programs the hint says where, and nothing else is printed", async () => {
  await using at = await place();
  const editor = scriptedEditor(ending(rename, { code: 1 }));
  const done = await at.run([...words, "-o", "json", "-q"], editor);
  expect(done.stdout).toBe("");
  expect(JSON.parse(done.stderr).error).toMatchObject({
    code: "declined",
    hint: expect.stringContaining(editor.path()),
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("%s while the editor is open keeps the text and sends nothing", async (signal, code) => {
  await using at = await place();
  const controller = new AbortController();
  const editor = scriptedEditor((text) => {
    controller.abort(signal);
    return rename(text);
  });
  const done = await at.run(words, { ...editor, interrupted: controller.signal });
  expect(done.code).toBe(code);
  expect(done.stderr).toContain(`the text is kept in ${editor.path()}`);
  expect(await at.journal()).toBe("");
});

test("where no customer is there, no editor is opened", async () => {
  const editor = scriptedEditor();
  await using at = await place();
  const unknown = await at.run(["customers", "edit", "cus_nobody", "-p", "commet"], editor);
  expect(unknown.code).toBe(4);
  expect((await at.run([...words, "--out", "p.json"], editor)).code).toBe(2);
  expect((await at.run(["customers", "edit", "a b", "-p", "commet"], editor)).code).toBe(2);
  expect((await at.run(["customers", "edit", "-p", "commet"], editor)).code).toBe(2);
  expect(editor.opened).toEqual([]);
});
