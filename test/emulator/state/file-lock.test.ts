import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { withFileLock } from "../../../src/emulator/state/file-lock.ts";
import { temporaryDirectory } from "../support.ts";

test("work under one lock never overlaps, and leaves nothing behind", async () => {
  await using directory = await temporaryDirectory();
  const lock = join(directory.path, "lock");
  let inside = 0;
  const most: number[] = [];
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withFileLock(lock, async () => {
        inside += 1;
        most.push(inside);
        await setImmediate();
        inside -= 1;
      }),
    ),
  );
  expect(most).toEqual(Array.from({ length: 8 }, () => 1));
  expect(await readdir(directory.path)).toEqual([]);
});

test("work that fails gives the lock back", async () => {
  await using directory = await temporaryDirectory();
  const lock = join(directory.path, "lock");
  const failing = withFileLock(lock, () => Promise.reject(new Error("failed")));
  await expect(failing).rejects.toThrow("failed");
  expect(await withFileLock(lock, () => Promise.resolve("done"))).toBe("done");
});

test("a lock left behind by a program that died is taken over", async () => {
  await using directory = await temporaryDirectory();
  const lock = join(directory.path, "lock");
  await writeFile(lock, "");
  expect(await withFileLock(lock, () => Promise.resolve("done"), 20)).toBe("done");
});
