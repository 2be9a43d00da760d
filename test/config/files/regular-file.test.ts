import { execFileSync } from "node:child_process";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { lookAt, readSmallFile } from "../../../src/config/files/regular-file.ts";
import { temporaryDirectory } from "../../emulator/support.ts";

const notRegular = { problem: "is not a regular file" };

test("a file is one, an empty one too; a directory and what is missing are nothing", async () => {
  await using at = await temporaryDirectory();
  const path = (name: string) => join(at.path, name);
  await writeFile(path("file"), "a: 1\n");
  await writeFile(path("empty"), "");
  await mkdir(path("directory"));
  await symlink("file", path("link"));
  await symlink("directory", path("to-directory"));
  expect(lookAt(path("file"))).toBe("file");
  expect(lookAt(path("empty"))).toBe("file");
  expect(lookAt(path("link"))).toBe("file");
  expect(lookAt(path("directory"))).toBe("nothing");
  expect(lookAt(path("to-directory"))).toBe("nothing");
  expect(lookAt(path("missing"))).toBe("nothing");
  expect(lookAt(path("file/below"))).toBe("nothing");
  expect(readSmallFile(path("link"))).toBe("a: 1\n");
});

test("what is no file of settings is told without being opened", async () => {
  await using at = await temporaryDirectory();
  const path = (name: string) => join(at.path, name);
  await symlink("gone", path("dangling"));
  await symlink("loop", path("loop"));
  await writeFile(path("large"), "");
  await truncate(path("large"), 2 ** 21);
  expect(lookAt(path("dangling"))).toEqual({
    problem: "is a link to a file that is not there",
  });
  expect(lookAt(path("loop"))).toEqual({ problem: "is a link that leads back to itself" });
  expect(lookAt(path("large"))).toEqual({ problem: "is larger than 1 MiB" });
  for (const name of ["dangling", "loop", "large"]) {
    expect(() => readSmallFile(path(name))).toThrow("not a regular file");
  }
});

describe.skipIf(process.platform === "win32")("where devices are files", () => {
  test.each(["/dev/zero", "/dev/random", "/dev/tty"])("a link to %s is none", async (device) => {
    await using at = await temporaryDirectory();
    const path = join(at.path, ".billingrc");
    await symlink(device, path);
    expect(lookAt(path)).toEqual(notRegular);
    expect(() => readSmallFile(path)).toThrow("not a regular file");
  });

  test("a pipe is none, and nobody waits for who might write into it", async () => {
    await using at = await temporaryDirectory();
    const path = join(at.path, ".billingrc");
    execFileSync("mkfifo", [path]);
    expect(lookAt(path)).toEqual(notRegular);
  });

  test("/dev/null is an empty file, as people mean it", async () => {
    expect(lookAt("/dev/null")).toBe("file");
    expect(readSmallFile("/dev/null")).toBe("");
  });

  test.runIf(process.platform === "linux")(
    "what the system makes up as it is read is none",
    async () => {
      expect(lookAt("/proc/self/environ")).toEqual(notRegular);
    },
  );
});
