/** On GitHub Actions errors and warnings are annotations as well, and no text is any other command. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { customerIds } from "./providers.ts";
import { runPlace, type RunPlace } from "./runs.ts";

const github = { GITHUB_ACTIONS: "true" };
const update = ["customers", "update", customerIds.commet, "-p", "commet"];

async function annotated(place: RunPlace, words: readonly string[], world: object = {}) {
  const env = { ...github, GITHUB_WORKSPACE: place.path };
  const result = await place.run(words, { env, ...world });
  const commands = result.stderr.split("\n").filter((line) => line.startsWith("::"));
  return { ...result, commands };
}

test("a mistake in a file is shown beside its line, from the workspace on", async () => {
  await using place = await runPlace();
  await mkdir(join(place.path, "billing"));
  await place.write("billing/patch.yaml", "name: A\nadress: { city: B }\n");
  const { commands, stderr, stdout } = await annotated(place, [...update, "-f", "patch.yaml"], {
    cwd: join(place.path, "billing"),
  });
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^error: patch\.yaml:2:1: unknown key "adress"/u);
  expect(commands).toEqual([
    '::error file=billing/patch.yaml,line=2,col=1::unknown key "adress"; did you mean "address"?',
  ]);
  const elsewhere = { env: { ...github, GITHUB_WORKSPACE: join(place.path, "billing") } };
  await place.write("patch.yaml", "adress: x\n");
  const outside = await annotated(place, [...update, "-f", "patch.yaml"], elsewhere);
  expect(outside.commands).toEqual([
    '::error::patch.yaml: unknown key "adress"; did you mean "address"?',
  ]);
});

test("each wrong row of a file has its own, up to ten", async () => {
  await using place = await runPlace();
  const rows = Array.from({ length: 12 }, (_none, index) => `cus_${index},,x\n`).join("");
  await place.write("rows.csv", `id,name,nmae\n${rows}`);
  await place.write("cells.csv", `id,timezone\n${"cus_1,Mars/City\n".repeat(12)}`);
  const header = await annotated(place, [
    "customers",
    "update",
    "--from",
    "rows.csv",
    "-p",
    "commet",
  ]);
  expect(header.commands).toEqual([
    expect.stringMatching(/^::error file=rows\.csv,line=1(?:,col=\d+)?::/u),
  ]);
  const cells = await annotated(place, [
    "customers",
    "update",
    "--from",
    "cells.csv",
    "-p",
    "commet",
  ]);
  expect(cells.commands).toHaveLength(10);
  expect(cells.commands[2]).toMatch(/^::error file=cells\.csv,line=4(?:,col=\d+)?::/u);
});

test("what is piped in, an option and an answer have no file", async () => {
  await using place = await runPlace();
  const piped = await annotated(place, [...update, "-f", "-"], { stdin: "adress: x\n" });
  expect(piped.commands).toEqual([expect.stringMatching(/^::error::stdin: unknown key/u)]);
  const option = await annotated(place, [...update, "--phone", "1"]);
  expect(option.commands).toEqual([
    expect.stringMatching(/^::error::--phone: Commet has no field/u),
  ]);
  const answer = await annotated(place, ["customers", "get", "cus_404", "-p", "commet"]);
  expect(answer.commands).toEqual([expect.stringMatching(/^::error::Commet has no customer/u)]);
  const unknown = await annotated(place, ["custommers"]);
  expect(unknown.commands).toEqual([expect.stringMatching(/^::error::there is no command/u)]);
});

test("a warning is one, too, unless nobody wants to read it", async () => {
  await using place = await runPlace();
  const words = [...update, "--metadata", "seats=9%"];
  const { commands, stdout } = await annotated(place, words);
  expect(stdout).toMatch(/^! type_changed: /mu);
  expect(commands).toEqual([expect.stringMatching(/^::warning::metadata\.seats holds a number/u)]);
  const config = { env: { ...github, BILLING_COMMET_APIKEY: "x" } };
  const told = await annotated(
    place,
    ["customers", "get", customerIds.commet, "-p", "commet"],
    config,
  );
  expect(told.stderr).toMatch(/^warning: the environment variable BILLING_COMMET_APIKEY/mu);
  expect(told.commands).toEqual([expect.stringMatching(/^::warning::the environment variable/u)]);
  const quiet = await annotated(place, [...update, "--metadata", "tier=3", "-q"]);
  expect(quiet.commands).toEqual([]);
});

test("a failure's document stands alone, and elsewhere there are no commands", async () => {
  await using place = await runPlace();
  const words = [...update, "--phone", "1"];
  const document = await annotated(place, [...words, "-o", "json"]);
  expect(JSON.parse(document.stderr)).toMatchObject({ error: { exitCode: 2 } });
  for (const value of [undefined, "", "false", "1"]) {
    const env = { GITHUB_ACTIONS: value, GITLAB_CI: "true", TF_BUILD: "True" };
    expect((await annotated(place, words, { env })).commands).toEqual([]);
  }
});

test("what is masked is masked in it", async () => {
  await using place = await runPlace();
  const env = { ...github, CI: "true" };
  const words = ["customers", "get", "ida@northwind.example", "-p", "commet"];
  const { commands, stderr } = await annotated(place, words, { env });
  expect(commands).toHaveLength(1);
  expect(stderr).not.toContain("ida@northwind");
});

test.each([
  "::error::stolen",
  "%0A::set-output name=a::b",
  "x\n::add-mask::y",
  "x\r\n::stop-commands::y",
  "##[set-output name=a;]b",
  "a,file=b::c",
])("%j is never a command", async (text) => {
  await using place = await runPlace();
  const lines = [
    [...update, "--set", `metadata.n:=${JSON.stringify(text)}`, "--phone", text],
    [...update, "-f", text],
    [...update, "--set", text],
    ["customers", "get", text, "-p", "commet"],
    ["customers", "update", "--from", text, "-p", "commet"],
    ["apply", text],
    ["undo", text],
    [text],
  ];
  for (const words of lines) {
    const { commands, stdout, stderr } = await annotated(place, words);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands)
      expect(command).toMatch(/^::error(?: file=[^,:]*,line=\d+(?:,col=\d+)?)?::(?!:)/u);
    // The runner knows its older form anywhere in a line.
    expect(stdout + stderr).not.toMatch(/##\[/u);
    expect(stdout).not.toMatch(/^\s*::/mu);
  }
});
