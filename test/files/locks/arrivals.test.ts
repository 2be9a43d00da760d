import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { arrivalsIn } from "../../../src/files/locks/arrivals.ts";
import { temporaryPath } from "../support.ts";

test("who is alone looks once, and again after each that has come, until it is alone", async () => {
  await using location = await temporaryPath("state");
  const path = join(location.path, "arrivals");
  const [mine, theirs] = [arrivalsIn(path), arrivalsIn(path)];
  mine.tell();
  const looks: boolean[] = [];
  const isQuiet = (isAlone: boolean) =>
    mine.isQuiet(() => {
      looks.push(isAlone);
      return isAlone;
    });
  expect([isQuiet(true), isQuiet(false)]).toEqual([true, true]);
  expect(looks).toEqual([true]);
  theirs.tell();
  expect([isQuiet(false), isQuiet(false), isQuiet(true), isQuiet(false)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(looks).toEqual([true, false, false, true]);
  theirs.close();
  theirs.tell();
  expect(isQuiet(false)).toBe(false);
  mine.close();
  theirs.close();
  expect((await stat(path)).size).toBe(6);
  expect(await readdir(location.path)).toEqual(["arrivals"]);
});

test("who comes while somebody looks is not overlooked", async () => {
  await using location = await temporaryPath("state");
  const [mine, theirs] = ["a", "a"].map((name) => arrivalsIn(join(location.path, name)));
  mine?.tell();
  mine?.isQuiet(() => {
    theirs?.tell();
    return true;
  });
  expect(mine?.isQuiet(() => false)).toBe(false);
  mine?.close();
  theirs?.close();
});

test("a file without a whole word is never quiet without a look", async () => {
  await using location = await temporaryPath("state");
  const path = join(location.path, "arrivals");
  await mkdir(location.path, { recursive: true });
  await writeFile(path, "abc");
  const mine = arrivalsIn(path);
  expect([mine.isQuiet(() => true), mine.isQuiet(() => false)]).toEqual([true, false]);
  mine.close();
});

test("where it cannot be written, that is said", async () => {
  await using location = await temporaryPath("state");
  await mkdir(location.path, { recursive: true });
  expect(() => arrivalsIn(location.path).tell()).toThrow(
    expect.objectContaining({ code: "EISDIR" }),
  );
});
