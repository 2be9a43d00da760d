import { stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

import { makeDirectory } from "../../src/files/durable-directory.ts";
import { temporaryDirectory } from "../emulator/support.ts";

test("what is missing is made, its owner's alone; the topmost that is new is told", async () => {
  await using at = await temporaryDirectory();
  const path = join(at.path, "a", "b", "c");
  expect(makeDirectory(path)).toBe(join(at.path, "a"));
  expect(((await stat(join(at.path, "a"))).mode & 0o777).toString(8)).toBe("700");
  expect(makeDirectory(path)).toBeUndefined();
});

test("where none can be made, the system's refusal comes at once", async () => {
  await using at = await temporaryDirectory();
  await writeFile(join(at.path, "file"), "");
  await symlink("loop", join(at.path, "loop"));
  await symlink("gone", join(at.path, "dangling"));
  const code = (path: string) => {
    try {
      makeDirectory(path);
      return "made";
    } catch (error) {
      return (error as NodeJS.ErrnoException).code;
    }
  };
  expect(code(join(at.path, "file"))).toBe("EEXIST");
  expect(code(join(at.path, "file", "below"))).toBe("ENOTDIR");
  expect(code(join(at.path, "loop", "below"))).toBe("ELOOP");
  expect(code(join(at.path, "dangling", "below"))).toBe("ENOENT");
});

test.runIf(process.platform === "linux")("nothing is tried for ever below /proc", async () => {
  expect(() => makeDirectory("/proc/x/state/billing")).toThrow(
    expect.objectContaining({ code: "ENOENT" }),
  );
});
