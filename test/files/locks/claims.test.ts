import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

import {
  claimantIn,
  nameLength,
  openClaims,
  sweepClaims,
} from "../../../src/files/locks/claims.ts";
import { isAlive } from "../lock-taker.ts";
import { temporaryPath } from "../support.ts";

const { pid, platform } = process;
const me = {
  pid,
  platform,
  hostname: "höst",
  boot: "boot-1",
  isAlive: (one: number) => one !== 7 && isAlive(one),
  startOf: (one: number) => `start of ${one}`,
};
const name = (letter: string) => letter.repeat(nameLength);

/** A file as another process left it. */
const foreign = (facts: object, ...names: readonly string[]) =>
  `${JSON.stringify({ take: "t", pid: 7, host: "höst", boot: "boot-1", ...facts })}\n${names.join("\n")}\n`;

test("what is claimed is seen by others until it is given back, and the file goes in the end", async () => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  const [one, other] = [openClaims(path, me), openClaims(path, me)];
  const giveBack = one.claim(name("a"));
  one.claim(name("b"));
  expect(other.other(name("a"))).toMatchObject({ heldBy: pid, unseen: false });
  expect(one.other(name("a"))).toBeUndefined();
  expect(claimantIn(path, name("b"), me)).toMatchObject({ heldBy: pid });
  giveBack();
  giveBack();
  expect(other.other(name("a"))).toBeUndefined();
  expect(other.other(name("b"))).toBeDefined();
  // The place that is free is taken again.
  one.claim(name("c"));
  expect(await readFile(join(path, one.file), "utf8")).toMatch(
    new RegExp(`^.*\\n${name("c")}\\n${name("b")}\\n$`, "u"),
  );
  expect((await readdir(path)).toSorted()).toEqual([one.file, other.file].toSorted());
  other.close();
  other.close();
  expect(await readdir(path)).toEqual([one.file]);
  one.close();
  expect(await readdir(path)).toEqual([]);
});

test("what is closed claims nothing more, and writes into no file that is opened later", async () => {
  await using location = await temporaryPath("claims");
  const closed = openClaims(location.path, me);
  closed.close();
  const other = openClaims(location.path, me);
  const before = await readFile(join(location.path, other.file), "utf8");
  expect(() => closed.claim(name("a"))).toThrow(expect.objectContaining({ code: "EBADF" }));
  expect(await readFile(join(location.path, other.file), "utf8")).toBe(before);
  other.close();
});

test("two that claim one name at once see each other, in one process as well", async () => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  const [one, other] = [openClaims(path, me), openClaims(path, me)];
  one.claim(name("a"));
  const again = one.claim(name("a"));
  expect(one.other(name("a"))).toBeDefined();
  again();
  expect(one.other(name("a"))).toBeUndefined();
  other.claim(name("a"));
  expect(one.other(name("a"))).toBeDefined();
  expect(other.other(name("a"))).toBeDefined();
});

test.each<[string, object, boolean]>([
  ["a dead process", {}, true],
  ["a process of this one's number that is no more", { pid }, true],
  ["a process before the machine's last start", { pid: process.ppid, boot: "boot-0" }, true],
  ["a dead process whose number came up again", { pid: process.ppid, started: "before" }, true],
  ["a live process", { pid: process.ppid, started: `start of ${process.ppid}` }, false],
  ["another machine", { host: "there", boot: "boot-9" }, false],
])("what %s claimed", async (_whose, facts, isGone) => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  const dead: (readonly string[])[] = [];
  const onDead = (names: readonly string[]) => dead.push(names);
  const claims = openClaims(path, me, onDead);
  await writeFile(join(path, "theirs"), foreign(facts, name("x"), name(" "), name("a")));
  expect(claims.other(name("a")) === undefined).toBe(isGone);
  expect(dead).toEqual(isGone ? [[name("a")]] : []);
  sweepClaims(path, me, onDead);
  expect(dead.slice(1)).toEqual(isGone ? [[name("x"), name("a")]] : []);
  const left = await readdir(path);
  expect(left.includes("theirs")).toBe(!isGone);
  expect(left).toContain(claims.file);
});

test("a file that has not begun, and a directory that is not there, claim nothing", async () => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  expect(claimantIn(path, name("a"), me)).toBeUndefined();
  sweepClaims(path, me);
  const claims = openClaims(path, me);
  await writeFile(join(path, "begun"), "");
  expect(claims.other(name("a"))).toBeUndefined();
  await writeFile(path + "-file", "");
  expect(() => openClaims(path + "-file", me)).toThrow(expect.objectContaining({ code: "EEXIST" }));
});

test("what was never finished goes, whatever of it is there, and what is alive stays", async () => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  const claims = openClaims(path, me);
  for (const [file, text] of [
    ["empty", ""],
    ["torn", foreign({}).slice(0, 12)],
    ["begun.new", ""],
    ["zeros", "\0".repeat(64)],
  ] as const) {
    await writeFile(join(path, file), text);
  }
  await writeFile(join(path, "theirs.new"), foreign({ pid: process.ppid }));
  sweepClaims(path, me);
  expect((await readdir(path)).toSorted()).toEqual([claims.file, "theirs.new"].toSorted());
});

test("a file that cannot be begun does not stay", async () => {
  await using location = await temporaryPath("claims");
  const { path } = location;
  const program = fileURLToPath(new URL("claimant.ts", import.meta.url));
  // The shell lets its children write no byte into any file.
  const script = 'ulimit -f 0 && exec "$0" "$@"';
  const ended = spawnSync("/bin/sh", ["-c", script, process.execPath, program, path], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(ended).toMatchObject({ status: 0, stdout: "EFBIG\n" });
  expect(await readdir(path)).toEqual([]);
});
