import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { access, chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

import { BillingError } from "../../src/domain/errors.ts";
import { parseJson, printJson } from "../../src/domain/json.ts";
import type { Journal } from "../../src/journal/record.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import { intentOf } from "./records.ts";
import { journalIn, temporaryJournal } from "./support.ts";

const start = Date.parse("2026-11-01T13:02:10.000Z");
const writer = fileURLToPath(new URL("writer.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;

const system = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words).status === 0;

/** Whether this process may mount file systems; a container's root often may not. */
const canMount = isRoot && system("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt");

/** A file system of its own at this place, until it is disposed of. */
async function mounted(location: string, options: string): Promise<Disposable> {
  await mkdir(location, { recursive: true });
  expect(system("mount", "-t", "tmpfs", "-o", options, "none", location)).toBe(true);
  return { [Symbol.dispose]: () => void system("umount", location) };
}

function startWriter(stateDir: string, name: string, count: number, size: number) {
  const args = [writer, stateDir, name, String(count), String(size)];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

async function refusalOf(journal: Journal): Promise<BillingError> {
  const error: unknown = await journal.intent(intentOf({ changeId: journal.newChange() })).then(
    () => "recorded",
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BillingError);
  return error as BillingError;
}

describe("what is recorded", () => {
  test("is a line before the request and a line after it", async () => {
    let now = start;
    await using location = await temporaryJournal(() => now);
    const { journal } = location;
    const change = journal.newChange();
    await journal.intent(intentOf({ changeId: change }));
    now += 1500;
    const fields = [{ field: "name", stored: "Northwind Robotics AG" }];
    expect(
      await journal.result({ changeId: change, outcome: "updated", fields, requestId: "r1" }),
    ).toBeUndefined();

    const lines = (await readFile(journal.path, "utf8")).split("\n");
    expect(lines.map((line) => (line === "" ? "" : parseJson(line)))).toEqual([
      {
        v: 1,
        type: "intent",
        at: "2026-11-01T13:02:10.000Z",
        tool: "0.1.0",
        ...intentOf({ changeId: change }),
      },
      {
        v: 1,
        type: "result",
        changeId: change,
        at: "2026-11-01T13:02:11.500Z",
        outcome: "updated",
        fields,
        requestId: "r1",
      },
      "",
    ]);
  });

  test("keeps every digit of a number and every code unit of a text", async () => {
    await using location = await temporaryJournal();
    const metadata = '{"big":12345678901234567890,"exact":0.10000000000000000001,"one":1.0e2}';
    const fields = [{ field: "metadata", after: parseJson(metadata) }];
    const title = "a\uD800\u2028\u202E\n\u0000b";
    await location.journal.intent(
      intentOf({ changeId: location.journal.newChange(), fields, name: title }),
    );
    const { changes, damaged } = await readJournal(location.journal);
    expect(damaged).toEqual([]);
    expect(printJson(changes[0]?.fields[0]?.after)).toBe(
      '{"big":12345678901234567890,"exact":0.10000000000000000001,"one":100}',
    );
    expect(changes[0]?.name).toBe(title);
  });

  test("stands in the order it was written when the clock is set back", async () => {
    let now = start;
    await using location = await temporaryJournal();
    for (const title of ["first", "second", "third"]) {
      const journal = journalIn(location.stateDir, () => (now -= 60_000));
      await journal.intent(intentOf({ changeId: journal.newChange(), name: title }));
    }
    const { changes } = await readJournal(location.journal);
    expect(changes.map(({ name: title }) => title)).toEqual(["first", "second", "third"]);
    expect(changes.map(({ at }) => at)).toEqual(
      changes
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  test("opening a journal makes nothing", async () => {
    await using location = await temporaryJournal();
    expect(location.journal.newChange()).toHaveLength(26);
    await expect(access(location.stateDir)).rejects.toThrow("ENOENT");
  });
});

describe("processes", () => {
  test("two of them at once keep all their lines whole", async () => {
    await using location = await temporaryJournal();
    const children = ["left", "right"].map((name) =>
      startWriter(location.stateDir, name, 500, 6000),
    );
    for (const child of children) child.stdout.resume();
    const ends = await Promise.all(children.map((child) => once(child, "close")));
    expect(ends).toEqual([
      [0, null],
      [0, null],
    ]);

    const { changes, damaged } = await readJournal(location.journal);
    expect(damaged).toEqual([]);
    for (const name of ["left", "right"]) {
      const titles = changes
        .map(({ name: title }) => title)
        .filter((title) => title.startsWith(name));
      expect(titles).toEqual(Array.from({ length: 500 }, (_, index) => `${name} ${index}`));
    }
    expect(changes).toHaveLength(1000);
    expect(new Set(changes.map(({ changeId: change }) => change)).size).toBe(1000);
  });

  test("one that is killed takes nothing along that it said was recorded", async () => {
    await using location = await temporaryJournal();
    const said: string[] = [];
    for (const most of [1, 7, 20]) {
      const child = startWriter(location.stateDir, "killed", 1000, 300_000);
      const lines = createInterface({ input: child.stdout });
      let here = 0;
      lines.on("line", (line) => {
        said.push(line);
        here += 1;
        if (here === most) child.kill("SIGKILL");
      });
      await once(lines, "close");
      expect(child.signalCode ?? (await once(child, "exit"))[1]).toBe("SIGKILL");
    }
    const change = location.journal.newChange();
    await location.journal.intent(intentOf({ changeId: change }));

    const { changes, damaged } = await readJournal(location.journal);
    const found = new Set(changes.map(({ changeId: id }) => id));
    expect(said.length).toBeGreaterThanOrEqual(28);
    expect(said.filter((id) => !found.has(id))).toEqual([]);
    expect(changes.at(-1)?.changeId).toBe(change);
    for (const { reason } of damaged) expect(reason).toBe("the line is not JSON");
  });
});

describe("where nothing can be written", () => {
  test("a full disk stops the change before it is sent", async () => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await symlink("/dev/full", location.journal.path);
    const error = await refusalOf(location.journal);
    expect([error.kind, error.message, error.hint]).toEqual([
      "usage",
      `the change cannot be recorded in ${location.journal.path}: no space is left on the disk (ENOSPC); nothing was sent`,
      "name another place with --journal or XDG_STATE_HOME; --no-journal writes without a record",
    ]);
  });

  test("a result that cannot be recorded is a warning", async () => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await symlink("/dev/full", location.journal.path);
    const change = location.journal.newChange();
    expect(await location.journal.result({ changeId: change, outcome: "updated" })).toEqual({
      code: "result_not_recorded",
      message: `how change ${change} ended (updated) could not be recorded in ${location.journal.path}: no space is left on the disk (ENOSPC)`,
    });
  });

  test.runIf(canMount)("a disk that fills up in the middle of a line is noticed", async () => {
    await using location = await temporaryJournal();
    using _disk = await mounted(location.stateDir, "size=64k");
    const fields = [{ field: "metadata", after: { long: "x".repeat(10_000) } }];
    const recorded: string[] = [];
    let refusal: unknown;
    while (refusal === undefined) {
      const change = location.journal.newChange();
      try {
        await location.journal.intent(intentOf({ changeId: change, fields }));
        recorded.push(change);
      } catch (error) {
        refusal = error;
      }
    }
    expect(refusal).toMatchObject({ message: expect.stringContaining("ENOSPC") });

    expect(system("mount", "-o", "remount,size=256k", location.stateDir)).toBe(true);
    const change = location.journal.newChange();
    await location.journal.intent(intentOf({ changeId: change, fields }));
    const { changes, damaged } = await readJournal(location.journal);
    expect(changes.map(({ changeId: id }) => id)).toEqual([...recorded, change]);
    expect(damaged).toEqual([{ line: recorded.length + 1, reason: "the line is not JSON" }]);
  });

  test.runIf(canMount)("a disk that has no room for the first line is noticed", async () => {
    await using location = await temporaryJournal();
    using _disk = await mounted(location.stateDir, "size=64k");
    const fields = [{ field: "metadata", after: { long: "x".repeat(100_000) } }];
    const change = location.journal.newChange();
    await expect(location.journal.intent(intentOf({ changeId: change, fields }))).rejects.toThrow(
      "ENOSPC",
    );
    expect((await readJournal(location.journal)).changes).toEqual([]);
  });

  test.runIf(canMount)("a read-only file system is named as such", async () => {
    await using location = await temporaryJournal();
    using _disk = await mounted(location.stateDir, "ro");
    const error = await refusalOf(location.journal);
    expect(error.message).toContain("the file system is read-only (EROFS)");
  });

  test.skipIf(isRoot)("a directory without the right to write is named as such", async () => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await chmod(location.stateDir, 0o500);
    const error = await refusalOf(location.journal);
    await chmod(location.stateDir, 0o700);
    expect(error.message).toContain("permission denied (EACCES)");
  });

  test.each([
    ["the journal is a directory", "it is a directory (EISDIR)", (path: string) => mkdir(path)],
    [
      "its directory is a file",
      "its directory is a file (EEXIST)",
      async (path: string) => {
        await rm(dirname(path), { recursive: true });
        await writeFile(dirname(path), "");
      },
    ],
    [
      "its directory is below a file",
      "part of its path is a file (ENOTDIR)",
      async (path: string) => {
        await rm(dirname(dirname(path)), { recursive: true });
        await writeFile(dirname(dirname(path)), "");
      },
    ],
    [
      "it is a link to itself",
      "its symbolic links go in a circle (ELOOP)",
      (path: string) => symlink(path, path),
    ],
  ])("%s", async (_name, words, spoil) => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await spoil(location.journal.path);
    const error = await refusalOf(location.journal);
    expect([error.kind, error.exitCode]).toEqual(["usage", 2]);
    expect(error.message).toContain(words);
  });

  test("what is no refusal of the system is not dressed up as one", async () => {
    await using location = await temporaryJournal();
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    const facts = intentOf({ changeId: location.journal.newChange() });
    const broken = location.journal.intent({ ...facts, fields: [loop as never] });
    await expect(broken).rejects.not.toBeInstanceOf(BillingError);
  });
});
