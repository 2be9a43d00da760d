import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";

import { OpenFile } from "../../src/files/open-file.ts";
import { modeOf, temporaryPath } from "./support.ts";

test("is read where it is asked, and written at its end", async () => {
  await using at = await temporaryPath("x");
  await writeFile(at.path, "one");
  using file = new OpenFile(at.path, "a+");
  expect(file.write(Buffer.from(" two"))).toBe(4);
  expect(file.size()).toBe(7);
  expect(file.read(3, 1).toString()).toBe("ne ");
  expect(file.read(100, 4).toString()).toBe("two");
  expect(file.read(100, 7).toString()).toBe("");
  await file.sync();
  await file.datasync();
  expect(await readFile(at.path, "utf8")).toBe("one two");
});

test("is made with the mode that was asked for, once", async () => {
  await using at = await temporaryPath("x");
  {
    using _file = new OpenFile(at.path, "wx", 0o600);
  }
  expect(await modeOf(at.path)).toBe("600");
  expect(() => new OpenFile(at.path, "wx", 0o600)).toThrow(
    expect.objectContaining({ code: "EEXIST" }),
  );
});

test("that is closed can be used no more", async () => {
  await using at = await temporaryPath("x");
  const file = new OpenFile(at.path, "a+");
  file[Symbol.dispose]();
  expect(() => file.size()).toThrow(expect.objectContaining({ code: "EBADF" }));
  await expect(file.sync()).rejects.toMatchObject({ code: "EBADF" });
});

test("that is closed does not write what its number stands for by then", async () => {
  await using at = await temporaryPath("x");
  const closed = new OpenFile(at.path, "a+");
  closed[Symbol.dispose]();
  await using other = await temporaryPath("y");
  using _file = new OpenFile(other.path, "a+");
  expect(() => closed.write(Buffer.from("one"))).toThrow(
    expect.objectContaining({ code: "EBADF" }),
  );
  await expect(closed.sync()).rejects.toMatchObject({ code: "EBADF" });
  expect(await readFile(other.path, "utf8")).toBe("");
});
