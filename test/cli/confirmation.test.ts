import { stripVTControlCharacters } from "node:util";

import { expect, test } from "vitest";

import { customerAt, type ProviderName, updateAgainst } from "./providers.ts";

const before = customerAt("commet", { externalId: "usr_1" });
const stored = customerAt("commet", { externalId: "other" });
const destructive = ["--external-id", "other"];

test("where nobody can be asked, a destructive change is declined and --yes is named", async () => {
  const { code, stdout, stderr, seen } = await updateAgainst("commet", {
    words: destructive,
    script: [before],
  });
  expect(code).toBe(11);
  expect(seen).toHaveLength(1);
  expect(stdout).toContain("declined · nothing was sent");
  expect(stderr).toContain("nothing was written");
  expect(stderr).toContain("confirm with --yes");
});

test.each([["--yes"], ["-y"]])("%s confirms", async (flag) => {
  const { code, stderr } = await updateAgainst("commet", {
    words: [...destructive, flag],
    script: [before, stored],
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^writing to commet: at \S+\n$/u);
});

test.each(["y", "Y", "yes", " YES \n"])("%j at the question confirms", async (typed) => {
  const { code, stderr } = await updateAgainst("commet", {
    words: destructive,
    // Somebody thought about it: the record is read again before it is written.
    script: [before, before, stored],
    typed,
  });
  expect(code).toBe(0);
  const shown = stripVTControlCharacters(stderr);
  expect(shown).toMatch(/~ externalId +usr_1 +other/u);
  expect(shown).toMatch(/\nThis change needs a confirmation\. Carry it out\? \[y\/N\] $/u);
});

test.each(["n", "", "no", "yep", "yy", "ja"])("%j at the question does not", async (typed) => {
  const { code, seen } = await updateAgainst("commet", {
    words: destructive,
    script: [before],
    typed,
  });
  expect(code).toBe(11);
  expect(seen).toHaveLength(1);
});

test("--no-input is never asked, not even on a terminal", async () => {
  const { code, stderr } = await updateAgainst("commet", {
    words: [...destructive, "--no-input"],
    script: [before],
    typed: "y",
  });
  expect(code).toBe(11);
  expect(stderr).not.toContain("[y/N]");
});

test("a pipe is not asked: what is piped is data", async () => {
  const { code } = await updateAgainst("commet", {
    words: ["-f", "-"],
    stdin: '{"externalId":"other"}',
    script: [before],
    typed: "y",
  });
  expect(code).toBe(11);
});

test.each<[ProviderName, readonly string[], Readonly<Record<string, unknown>>]>([
  ["maple", ["--unset", "title"], { title: "CFO" }],
  ["maple", ["--unset", "metadata.tier"], { metadata: { tier: "gold" } }],
  ["maple", ["--metadata", "a=1", "--replace-metadata"], { metadata: { tier: "gold" } }],
  ["maple", ["--external-id", "b"], { identifier: "a" }],
  ["kirim", ["--status", "archived"], { status: "active" }],
  ["kirim", ["--status", "suspended"], { status: "active" }],
  ["vayu", ["--set", "aliases:=[]"], { aliases: ["a"] }],
])("%s: %j is confirmed first", async (provider, words, record) => {
  const { code, seen } = await updateAgainst(provider, {
    words,
    script: [customerAt(provider, record)],
  });
  expect(code).toBe(11);
  expect(seen.map(({ method }) => method)).toEqual(["GET"]);
});

test("a change that only adds or replaces a name is not asked about", async () => {
  const { code, stderr } = await updateAgainst("commet", {
    words: ["--name", "X"],
    script: [before, customerAt("commet", { externalId: "usr_1", fullName: "X" })],
    typed: "n",
  });
  expect(code).toBe(0);
  expect(stderr).not.toContain("[y/N]");
});

test.each<[readonly string[], number]>([
  [["--name", "X", "--dry-run", "--detailed-exitcode"], 10],
  [["--name", "X", "-n"], 0],
  [["--name", "Ana Ferreira", "--dry-run", "--detailed-exitcode"], 0],
  [[...destructive, "--dry-run", "--detailed-exitcode"], 10],
])("%j exits with %i and writes nothing", async (words, exit) => {
  const { code, seen } = await updateAgainst("commet", { words, script: [before] });
  expect(code).toBe(exit);
  expect(seen.map(({ method }) => method)).toEqual(["GET"]);
});

test("--detailed-exitcode says nothing about a change that was carried out", async () => {
  const { code } = await updateAgainst("commet", {
    words: [...destructive, "--yes", "--detailed-exitcode"],
    script: [before, stored],
  });
  expect(code).toBe(0);
});
