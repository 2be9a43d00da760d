import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

import { departuresIn } from "../../../src/files/locks/departures.ts";
import { temporaryPath } from "../support.ts";

test("a name that was given back since is told from all others", async () => {
  await using location = await temporaryPath("state");
  const path = join(location.path, "departures");
  const [mine, theirs] = [departuresIn(path), departuresIn(path)];
  const first = mine.from();
  expect(first.has("a")).toBe(false);
  theirs.note(["a", "b"]);
  const second = mine.from();
  mine.note(["c"]);
  theirs.close();
  theirs.note(["d"]);
  expect(["a", "b", "c", "d", "e"].filter((name) => first.has(name))).toEqual(["a", "b", "c", "d"]);
  expect(["a", "b", "c", "d", "e"].filter((name) => second.has(name))).toEqual(["c", "d"]);
  expect(await readdir(location.path)).toEqual(["departures"]);
  mine.close();
  theirs.close();
});

test("a long log begins anew, and who has looked at the old one is not sure any more", async () => {
  await using location = await temporaryPath("state");
  const path = join(location.path, "departures");
  const [mine, theirs] = [departuresIn(path), departuresIn(path)];
  const since = mine.from();
  theirs.note(["x"]);
  const many = Array.from({ length: 10_000 }, (_, index) => `${index}`.padStart(32, "0"));
  mine.note(many);
  expect((await stat(path)).size).toBeLessThan(100);
  expect(since.has("never")).toBe(true);
  // The other still has the old one open.
  const later = mine.from();
  theirs.note(["y"]);
  expect(later.has("y")).toBe(true);
  expect(later.has("never")).toBe(false);
  expect(await readFile(path, "latin1")).toMatch(/^[0-9a-f]{16}\ny\n$/u);
  expect(await readdir(location.path)).toEqual(["departures"]);
  mine.close();
  theirs.close();
});

test("where nothing can be written or read, nobody is sure, and nothing is thrown", async () => {
  await using location = await temporaryPath("state");
  const { path } = location;
  await mkdir(join(path, "directory"), { recursive: true });
  await symlink(join(path, "nowhere", "at-all"), join(path, "dangling"));
  await writeFile(join(path, "file"), "");
  for (const name of ["directory", "dangling", "file/below"]) {
    const departures = departuresIn(join(path, name));
    const since = departures.from();
    expect(since.has("a")).toBe(true);
    departures.note(["a"]);
  }
  const gone = departuresIn(join(path, "log"));
  const since = gone.from();
  await rm(dirname(join(path, "log")), { recursive: true });
  expect(since.has("a")).toBe(true);
});
