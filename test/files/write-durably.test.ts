import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";

import { writeDurably } from "../../src/files/write-durably.ts";
import { OpenFile } from "../../src/files/open-file.ts";
import { modeOf, temporaryPath } from "./support.ts";
import { renamingHere as here } from "../support/rename-world.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("a file and what is made of its path are the owner's alone", async () => {
  await using location = await temporaryPath("a/b/x");
  await writeDurably(location.path, "é\n", here);
  expect(await readFile(location.path, "utf8")).toBe("é\n");
  expect(await modeOf(location.path)).toBe("600");
  expect(await modeOf(dirname(location.path))).toBe("700");
  expect(await readdir(dirname(location.path))).toEqual(["x"]);
});

test("the file, its directory and those that were made are synced", async () => {
  await using location = await temporaryPath("a/b/x");
  const sync = vi.spyOn(OpenFile.prototype, "sync");
  await writeDurably(location.path, "1", here);
  // The file, b, a, and the directory that holds a.
  expect(sync).toHaveBeenCalledTimes(4);
  await writeDurably(location.path, "2", here);
  expect(sync).toHaveBeenCalledTimes(6);
});

test("a draft that was left behind is no hindrance, and a link in its place is not followed", async () => {
  await using location = await temporaryPath("x");
  const other = join(dirname(location.path), "other");
  await writeFile(other, "keep");
  await symlink(other, `${location.path}.tmp`);
  await writeDurably(location.path, "1", here);
  expect(await readFile(location.path, "utf8")).toBe("1");
  expect(await readFile(other, "utf8")).toBe("keep");
});

test("a refusal leaves what was there, and no draft", async () => {
  await using location = await temporaryPath("x");
  await writeFile(location.path, "before");
  const refusal = Object.assign(new Error("EIO"), { code: "EIO", syscall: "fsync" });
  vi.spyOn(OpenFile.prototype, "sync").mockRejectedValueOnce(refusal);
  await expect(writeDurably(location.path, "after", here)).rejects.toBe(refusal);
  expect(await readFile(location.path, "utf8")).toBe("before");
  expect(await readdir(dirname(location.path))).toEqual(["x"]);

  await mkdir(`${location.path}2`);
  await expect(writeDurably(`${location.path}2`, "", here)).rejects.toMatchObject({
    syscall: "rename",
  });
  expect(await readdir(dirname(location.path))).toEqual(["x", "x2"]);
});
