import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { createTextFile } from "../../src/files/text-file.ts";
import { temporaryHome } from "../support/run-cli.ts";

test("pieces stand in the order in which they were given, and what stood there is gone", async () => {
  await using home = await temporaryHome();
  const path = join(home.path, "a");
  await writeFile(path, "old and long");
  const file = await createTextFile(path);
  await Promise.all(["a", "b", "c"].map((text) => file.write(text)));
  await file.close();
  expect(await readFile(path, "utf8")).toBe("abc");
});

test("a new file is its owner's alone", async () => {
  await using home = await temporaryHome();
  const path = join(home.path, "a");
  await (await createTextFile(path)).close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("whatever comes after a failure is told the failure", async () => {
  const file = await createTextFile("/dev/full");
  const refused = { code: "ENOSPC", syscall: "write" };
  await expect(file.write("a")).rejects.toMatchObject(refused);
  await expect(file.write("b")).rejects.toMatchObject(refused);
  await expect(file.close()).rejects.toMatchObject(refused);
});

test("a file that cannot be made is the system's error", async () => {
  await expect(createTextFile("/nowhere/at/all")).rejects.toMatchObject({ code: "ENOENT" });
});
