import { appendFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readJournal } from "../../src/journal/read-journal.ts";
import { intentOf } from "./records.ts";
import { journalIn, temporaryJournal } from "./support.ts";
import { rounds } from "../support/random.ts";

const id = (index: number): string => `01JBK3T5V0${String(index).padStart(16, "0")}`;

async function journalWith(lines: readonly (string | Buffer)[]) {
  await using location = await temporaryJournal();
  await mkdir(location.stateDir, { recursive: true });
  await writeFile(location.journal.path, Buffer.concat(lines.map((line) => Buffer.from(line))));
  return await readJournal(location.journal);
}

function intentLine(index: number, facts: object = {}): string {
  const head = { v: 1, type: "intent", at: "2026-11-01T13:02:10.000Z", tool: "0.1.0" };
  return `${JSON.stringify({ ...head, ...intentOf({ changeId: id(index) }), ...facts })}\n`;
}

function resultLine(index: number, facts: object = {}): string {
  const head = { v: 1, type: "result", changeId: id(index), at: "2026-11-01T13:02:11.000Z" };
  return `${JSON.stringify({ ...head, outcome: "updated", ...facts })}\n`;
}

describe("a journal", () => {
  test("that is not there has no changes", async () => {
    await using location = await temporaryJournal();
    expect(await readJournal(location.journal)).toEqual({ changes: [], damaged: [] });
  });

  test("that is a directory cannot be read, and its path is named", async () => {
    await using location = await temporaryJournal();
    await mkdir(location.journal.path, { recursive: true });
    await expect(readJournal(location.journal)).rejects.toMatchObject({
      kind: "usage",
      message: `the journal ${location.journal.path} cannot be read: it is a directory (EISDIR)`,
    });
  });

  test("below a file cannot be read: it is not taken for an empty one", async () => {
    await using location = await temporaryJournal();
    await mkdir(dirname(location.stateDir), { recursive: true });
    await writeFile(location.stateDir, "");
    await expect(readJournal(location.journal)).rejects.toMatchObject({ kind: "usage" });
  });

  test.each(["/dev/zero", "/proc/self/status"])("that is no file is not opened: %s", async (to) => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await symlink(to, location.journal.path);
    await expect(readJournal(location.journal)).rejects.toThrow(
      `the journal ${location.journal.path} cannot be read: it is `,
    );
  });

  test("that is a link to itself cannot be read", async () => {
    await using location = await temporaryJournal();
    await mkdir(location.stateDir, { recursive: true });
    await symlink(location.journal.path, location.journal.path);
    await expect(readJournal(location.journal)).rejects.toMatchObject({ kind: "usage" });
  });
});

describe("a line that cannot be used is told by its number", () => {
  test.each([
    ["no JSON", "{oops\n", "the line is not JSON"],
    ["NUL bytes, as after a power failure", "\0\0\0\0\n", "the line is not JSON"],
    ["bytes that are no UTF-8", Buffer.of(0x22, 0xff, 0x22, 0x0a), "the line is not JSON"],
    ["another value", "[1]\n", "the line is not an entry"],
    ["another program's object", '{"hello":1}\n', "the line is not an entry: type is wrong"],
    [
      "a field of another type",
      intentLine(9, { name: 7 }),
      "the line is not an entry: name is wrong",
    ],
    [
      "an id that is none",
      intentLine(9, { changeId: "x" }),
      "the line is not an entry: changeId is wrong",
    ],
    [
      "a newer version",
      intentLine(9, { v: 2, type: "batch" }),
      "written by a newer billing (version 2 of the journal)",
    ],
    [
      "an end without a beginning",
      resultLine(9),
      `how change ${id(9)} ended (updated), but not what it was`,
    ],
    ["the same change again", intentLine(1), `change ${id(1)} was recorded before`],
    ["nesting without end", `${"[".repeat(300_000)}\n`, "the line is not JSON"],
  ])("%s", async (_name, line, reason) => {
    const { changes, damaged } = await journalWith([
      intentLine(1),
      line,
      intentLine(2),
      resultLine(2),
    ]);
    expect(damaged).toEqual([{ line: 2, reason }]);
    expect(changes.map(({ changeId: change, outcome }) => [change, outcome])).toEqual([
      [id(1), "unknown"],
      [id(2), "updated"],
    ]);
  });

  test("but not an empty line, nor the line ends of another system", async () => {
    const { changes, damaged } = await journalWith([
      "\n \r\n",
      intentLine(1).replace("\n", "\r\n"),
      "\n",
    ]);
    expect([changes.length, damaged]).toEqual([1, []]);
  });

  test("nor keys of a later version", async () => {
    const { changes, damaged } = await journalWith([
      intentLine(1, { host: "a" }),
      resultLine(1, { b: 1 }),
    ]);
    expect([changes.length, damaged]).toEqual([1, []]);
    expect(changes[0]).not.toHaveProperty("host");
  });

  test("and what it held is not repeated", async () => {
    const { damaged } = await journalWith([
      '{"token":"s3cret\n',
      intentLine(3, { name: { s3cret: 1 } }),
    ]);
    expect(damaged).toHaveLength(2);
    expect(JSON.stringify(damaged)).not.toContain("s3cret");
  });
});

test("cut anywhere in its last two lines, a journal loses no more than the cut line, and takes another", async () => {
  await using location = await temporaryJournal();
  const { path } = location.journal;
  const head = Buffer.from(intentLine(1) + resultLine(1) + intentLine(2));
  const tail = Buffer.from(
    resultLine(2, { note: "Zoë 👩‍🚀" }) + intentLine(3, { name: 'quote " back \\ Å' }),
  );
  const firstEnd = tail.indexOf(0x0a);
  await mkdir(location.stateDir, { recursive: true });
  for (let cut = 0; cut <= tail.length; cut += 1) {
    await writeFile(path, Buffer.concat([head, tail.subarray(0, cut)]));
    // A line that lacks nothing but its end is whole.
    const whole = [firstEnd, tail.length - 1].filter((end) => cut >= end).length;
    const torn = cut !== 0 && cut !== firstEnd && cut !== firstEnd + 1 && cut < tail.length - 1;
    const ids = [id(1), id(2), ...(whole === 2 ? [id(3)] : [])];

    const read = await readJournal(location.journal);
    expect(read.changes.map(({ changeId: change }) => change)).toEqual(ids);
    expect(read.changes[1]?.outcome).toBe(whole >= 1 ? "updated" : "unknown");
    expect(read.damaged, `cut at ${cut}`).toEqual(
      torn ? [{ line: 4 + whole, reason: "the line is torn: its end is missing" }] : [],
    );

    await location.journal.intent(intentOf({ changeId: id(4) }));
    const later = await readJournal(location.journal);
    expect(
      later.changes.map(({ changeId: change }) => change),
      `cut at ${cut}`,
    ).toEqual([...ids, id(4)]);
    expect(later.damaged).toEqual(
      torn ? [{ line: 4 + whole, reason: "the line is not JSON" }] : [],
    );
  }
});

test("bytes of any kind between the lines cost no line", async () => {
  const junk = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(fc.array(junk, { minLength: 4, maxLength: 4 }), async (pieces) => {
      const lines = [0, 1, 2].map((index) => intentLine(index));
      const ended = pieces.map((piece) => Buffer.concat([piece, Buffer.from("\n")]));
      const { changes } = await journalWith(
        ended.flatMap((piece, index) => [piece, lines[index] ?? ""]),
      );
      expect(changes.map(({ changeId: change }) => change)).toEqual([id(0), id(1), id(2)]);
    }),
    { numRuns: rounds(20) },
  );
});

test("the file itself is never changed by reading it", async () => {
  await using location = await temporaryJournal();
  await location.journal.intent(intentOf({ changeId: id(1) }));
  await appendFile(location.journal.path, "torn");
  const before = await readFile(location.journal.path);
  await readJournal(location.journal);
  expect(await readFile(location.journal.path)).toEqual(before);
});

test("a hundred thousand changes are read", async () => {
  await using location = await temporaryJournal();
  await mkdir(location.stateDir, { recursive: true });
  const parts = Array.from({ length: 100 }, (_, part) =>
    Array.from({ length: 1000 }, (_, index) => {
      const number = part * 1000 + index;
      return intentLine(number) + resultLine(number);
    }).join(""),
  );
  for (const part of parts) await appendFile(location.journal.path, part);
  const { changes, damaged } = await readJournal(journalIn(location.stateDir));
  expect([changes.length, damaged.length]).toEqual([100_000, 0]);
  expect(changes.at(-1)).toMatchObject({ changeId: id(99_999), outcome: "updated" });
});
