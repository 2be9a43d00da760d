import { link, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { realName, sameFile } from "../../src/files/same-file.ts";

let at = "";
const path = (name: string) => join(at, name);

beforeAll(async () => {
  at = await mkdtemp(join(tmpdir(), "same-file-"));
  await mkdir(path("real"));
  await writeFile(path("real/a"), "");
  await symlink(path("real"), path("dir"));
  await symlink("real/a", path("soft"));
  await link(path("real/a"), path("hard"));
  await symlink("dir/new", path("dangling"));
  await symlink("loop", path("loop"));
});
afterAll(() => rm(at, { recursive: true }));

test.each([
  ["soft", "real/a", true],
  ["hard", "real/a", true],
  ["dir/a", "hard", true],
  ["dir/new", "real/new", true],
  ["dangling", "real/new", true],
  ["real/new", "real/a", false],
  ["real/new", "real/newer", false],
  ["loop", "real/a", false],
])("%s and %s are one file: %j", async (one, other, same) => {
  expect((await sameFile(path(one))) === (await sameFile(path(other)))).toBe(same);
});

test("a name is followed to where it leads", async () => {
  expect(await realName(path("soft"))).toBe(await realName(path("real/a")));
});
