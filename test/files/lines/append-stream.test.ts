import { readFile, symlink, writeFile } from "node:fs/promises";
import { afterEach, describe, expect, test, vi } from "vitest";

import { openAppendFile } from "../../../src/files/lines/append-stream.ts";
import { OpenFile } from "../../../src/files/open-file.ts";
import { modeOf, temporaryPath } from "../support.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `line ${index}`);
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

describe("lines that wait together", () => {
  test("share writes and syncs, and stand in their order", async () => {
    await using location = await temporaryPath("x");
    const file = openAppendFile(location.path);
    const write = vi.spyOn(OpenFile.prototype, "write");
    const datasync = vi.spyOn(OpenFile.prototype, "datasync");
    const lines = numbered(1000);
    await Promise.all(lines.map((line) => file.durable(line)));
    expect(await readFile(location.path, "utf8")).toBe(textOf(lines));
    // The first line goes out at once; the others wait for it.
    expect(write.mock.calls.length).toBeLessThanOrEqual(2);
    expect(datasync.mock.calls.length).toBeLessThanOrEqual(2);
    await file.close();
  });

  test("are on the disk with a later one that has to be", async () => {
    await using location = await temporaryPath("x");
    const file = openAppendFile(location.path);
    const datasync = vi.spyOn(OpenFile.prototype, "datasync");
    await Promise.all(["a", "b"].map((line) => file.soon(line)));
    expect(await readFile(location.path, "utf8")).toBe("a\nb\n");
    expect(datasync).not.toHaveBeenCalled();
    const soon = file.soon("c");
    await file.durable("d");
    expect(await readFile(location.path, "utf8")).toBe("a\nb\nc\nd\n");
    expect(datasync).toHaveBeenCalledTimes(1);
    await soon;
    await file.close();
  });

  test("are safe only once a sync began after they were written", async () => {
    await using location = await temporaryPath("x");
    const told: string[] = [];
    const datasync: (this: unknown) => Promise<void> = Reflect.get(OpenFile.prototype, "datasync");
    vi.spyOn(OpenFile.prototype, "datasync").mockImplementation(async function (this: OpenFile) {
      const text = await readFile(location.path, "utf8");
      await datasync.call(this);
      told.push(`synced ${text.split("\n").length - 1}`);
    });
    const file = openAppendFile(location.path);
    let safe = 0;
    const give = async (line: string): Promise<void> => {
      await file.durable(line);
      safe += 1;
      told.push(`safe ${safe}`);
    };
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(numbered(5).map(give));
    }
    await file.close();
    let synced = 0;
    for (const line of told) {
      const [word, count] = line.split(" ");
      if (word === "synced") synced = Number(count);
      else expect(Number(count)).toBeLessThanOrEqual(synced);
    }
    expect(safe).toBe(100);
  });

  test("are written and synced by closing, which may be done twice", async () => {
    await using location = await temporaryPath("x");
    const file = openAppendFile(location.path);
    const datasync = vi.spyOn(OpenFile.prototype, "datasync");
    const soon = file.soon("a");
    await file.close();
    await file.close();
    await soon;
    expect(datasync).toHaveBeenCalledTimes(1);
    expect(await readFile(location.path, "utf8")).toBe("a\n");
  });
});

describe("the file", () => {
  test("is its owner's alone", async () => {
    await using location = await temporaryPath("x");
    await openAppendFile(location.path).close();
    expect(await modeOf(location.path)).toBe("600");
    expect(await readFile(location.path, "utf8")).toBe("");
  });

  test("gets a line end behind a torn line, once, and nothing by being opened", async () => {
    await using location = await temporaryPath("x");
    await writeFile(location.path, "one\ntor");
    await openAppendFile(location.path).close();
    expect(await readFile(location.path, "utf8")).toBe("one\ntor");
    const file = openAppendFile(location.path);
    await file.soon("two");
    await file.durable("three");
    await file.close();
    expect(await readFile(location.path, "utf8")).toBe("one\ntor\ntwo\nthree\n");
  });
});

describe("when the system refuses", () => {
  test("all that wait are told, and so is all that comes later", async () => {
    await using location = await temporaryPath("x");
    await symlink("/dev/full", location.path);
    const file = openAppendFile(location.path);
    const ends = await Promise.allSettled([file.durable("a"), file.soon("b"), file.durable("c")]);
    ends.push(...(await Promise.allSettled([file.soon("d"), file.close()])));
    expect(ends.map((end) => end.status === "rejected" && (end.reason as Error).message)).toEqual(
      ends.map(() => "ENOSPC: no space left on device, write"),
    );
  });

  test("nothing is written behind a line that was cut short", async () => {
    await using location = await temporaryPath("x");
    const file = openAppendFile(location.path);
    vi.spyOn(OpenFile.prototype, "write").mockImplementationOnce(function (this: OpenFile, bytes) {
      return this.write(bytes.subarray(0, 3));
    });
    const ends = await Promise.allSettled([file.durable("first"), file.durable("second")]);
    expect(ends).toEqual(
      ends.map(() => ({
        status: "rejected",
        reason: expect.objectContaining({ code: "ENOSPC", syscall: "write" }),
      })),
    );
    await expect(file.close()).rejects.toThrow("cut short");
    expect(await readFile(location.path, "utf8")).toBe("fir");
    const again = openAppendFile(location.path);
    await again.durable("third");
    await again.close();
    expect(await readFile(location.path, "utf8")).toBe("fir\nthird\n");
  });

  test("a line whose sync failed is not said to be on the disk", async () => {
    await using location = await temporaryPath("x");
    const file = openAppendFile(location.path);
    const refusal = Object.assign(new Error("EIO: i/o error"), {
      code: "EIO",
      syscall: "fdatasync",
    });
    vi.spyOn(OpenFile.prototype, "datasync").mockRejectedValueOnce(refusal);
    const ends = await Promise.allSettled([file.durable("a"), file.durable("b")]);
    expect(ends).toEqual(ends.map(() => ({ status: "rejected", reason: refusal })));
    await expect(file.soon("c")).rejects.toBe(refusal);
    await expect(file.close()).rejects.toBe(refusal);
  });

  test("a place where no file can be is told by opening it", async () => {
    await using location = await temporaryPath("x/y");
    expect(() => openAppendFile(location.path)).toThrow(
      expect.objectContaining({ code: "ENOENT" }),
    );
  });
});
