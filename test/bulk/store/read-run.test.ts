import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { FieldChange } from "../../../src/domain/change.ts";
import { exitCodes, type ErrorKind } from "../../../src/domain/errors.ts";
import { type Json, parseJson, printJson } from "../../../src/domain/json.ts";
import { rowOutcomes } from "../../../src/domain/documents/row-outcomes.ts";
import type { RowOutcome, RowResult } from "../../../src/domain/run/run.ts";
import { readRun, summarizeRun } from "../../../src/bulk/store/read-run.ts";
import { type RunJournal, runJournalPath } from "../../../src/bulk/store/journal.ts";
import { intentOf } from "../../journal/records.ts";
import { all, headerOf, rowOf, runId, temporaryRun } from "./support.ts";
import { rounds, testSeed } from "../../support/random.ts";

/** What an arbitrary makes, without the keys that it left undefined. */
const dense = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Value;

const text = fc.oneof(fc.string(), fc.constantFrom("\uD800", "\u202E\n", "é😀", "", "\0"));
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map((value) => parseJson(printJson(value))),
  fc.constantFrom("12345678901234567890", "1.0e2", "0.10000000000000000001").map(parseJson),
);
const missing = { nil: undefined, freq: 2 };
const change = fc
  .record({
    field: text,
    kind: fc.constantFrom("added", "changed", "removed"),
    before: fc.option(json, missing),
    after: fc.option(json, missing),
    destructive: fc.option(text, missing),
    unreadable: fc.option(fc.constant(true), missing),
    orderOnly: fc.option(fc.constant(true), missing),
    stored: fc.option(fc.record({ value: fc.option(json, missing) }).map(dense), missing),
  })
  .map((value) => dense(value) as FieldChange);
const result = fc
  .record({
    provider: text,
    id: text,
    externalId: fc.option(text, missing),
    changes: fc.array(change, { maxLength: 3 }),
    warnings: fc.array(
      fc
        .record({ code: text, field: fc.option(text, missing), message: text })
        .map((value) => dense(value) as { code: string; message: string }),
      { maxLength: 2 },
    ),
    requestId: fc.option(text, missing),
    error: fc.option(
      fc
        .record({
          code: fc.constantFrom(...(Object.keys(exitCodes) as ErrorKind[])),
          exitCode: fc.constantFrom(...Object.values(exitCodes)),
          message: text,
          hint: fc.option(text, missing),
          status: fc.option(fc.integer({ min: 100, max: 599 }), missing),
          providerError: fc.option(
            fc.record({ status: fc.integer({ min: 100, max: 599 }), code: text, message: text }),
            missing,
          ),
        })
        .map((value) => dense(value) as NonNullable<RowResult["error"]>),
      missing,
    ),
  })
  .map((value) => dense(value) as Omit<RowResult, "row" | "outcome">);

/** How one try of a row goes; `meant`: the changes of the intent, where they are not those of the result. */
const attempt = fc.record({
  kind: fc.constantFrom("row", "settled", "unknown", "resolved", "lost"),
  result,
  meant: fc.option(fc.array(change, { maxLength: 2 }), missing),
  rowOutcome: fc.constantFrom<RowOutcome>(...rowOutcomes.filter((word) => word !== "unknown")),
  outcome: fc.constantFrom("updated" as const, "failed" as const),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

interface Last {
  readonly kind: "ended" | "open";
  readonly result?: RowResult;
}

/** Records the try as it goes on; a result at a time, so that other rows come between. */
async function* live(journal: RunJournal, row: number, tried: Attempt): AsyncGenerator<Last> {
  const { kind, outcome } = tried;
  const { provider, id, externalId, ...rest } = tried.result;
  if (kind === "row") {
    const ended = { row, ...tried.result, outcome: tried.rowOutcome };
    expect(await journal.row(ended)).toBeUndefined();
    yield { kind: "ended", result: ended };
    return;
  }
  const forRow = journal.forRow(row, externalId);
  const changeId = forRow.newChange();
  const { changes } = rest;
  const intent = intentOf({ changeId: changeId, provider, id, changes: tried.meant ?? changes });
  await forRow.intent(intent);
  yield { kind: "open" };
  if (kind === "lost") return;
  if (kind !== "settled") {
    await forRow.result({ changeId: changeId, ...rest, outcome: "unknown" });
    yield { kind: "open", result: { row, ...tried.result, changeId, outcome: "unknown" } };
  }
  if (kind === "unknown") return;
  await forRow.result({ changeId: changeId, ...rest, outcome });
  yield { kind: "ended", result: { row, ...tried.result, changeId, outcome } };
}

test("a run that is read is the run that was live", async () => {
  const rows = fc.array(fc.array(attempt, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, fc.infiniteStream(fc.nat()), async (plan, chance) => {
      await using location = await temporaryRun({ rows: plan.length });
      const journal = await location.open();
      const expected = new Map<number, Last>();
      const waiting = plan.map((attempts, index) => ({ row: index + 1, attempts: [...attempts] }));
      const going = new Map<number, AsyncGenerator<Last>>();
      while (waiting.length > 0) {
        const at = chance.next().value % waiting.length;
        const { row, attempts } = waiting[at] as (typeof waiting)[number];
        const next = attempts[0];
        const current = going.get(row) ?? (next && live(journal, row, next));
        const step = await current?.next();
        if (current === undefined) waiting.splice(at, 1);
        else if (step?.done === true) {
          attempts.shift();
          going.delete(row);
        } else {
          going.set(row, current);
          expected.set(row, step?.value as Last);
        }
      }
      await journal.close();

      const told = new Map<number, Last>();
      for await (const record of readRun(location.dir, (line) => expect.fail(line.reason))) {
        const row = record.kind === "open" ? record.row : record.result.row;
        const { kind, result: read } = record;
        told.set(row, { kind, ...(read === undefined ? {} : { result: read }) });
        if (record.change !== undefined)
          expect(record.change).toMatchObject({ row, run: runId(1) });
      }
      expect(told.size).toBe(expected.size);
      for (const [row, last] of expected) expect([row, told.get(row)]).toEqual([row, last]);

      const counts: Partial<Record<RowOutcome, number>> = {};
      for (const { kind, result: ended } of expected.values()) {
        const outcome = kind === "open" ? "unknown" : (ended?.outcome ?? "unknown");
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
      const header = headerOf({ rows: plan.length });
      expect(await summarizeRun(location.dir)).toEqual({ header, counts });
    }),
    { seed: testSeed, numRuns: rounds(20) },
  );
});

/** Two rows that ended, and one of which the end is not known. */
async function threeRows(journal: RunJournal): Promise<void> {
  await journal.row(rowOf({ row: 1 }));
  await journal.row(rowOf({ row: 2, outcome: "failed" }));
  const row = journal.forRow(3);
  await row.intent(intentOf({ changeId: "01JC0000000000000000000003" }));
}

describe("a run's summary", () => {
  test("of one without a journal has no counts and no end", async () => {
    await using location = await temporaryRun();
    expect(await summarizeRun(location.dir)).toEqual({ header: headerOf(), counts: {} });
    expect(await all(readRun(location.dir))).toEqual([]);
  });

  test("is what its last line says, where that is its end", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await threeRows(journal);
    // No reader counts 42 updates: the line is believed.
    await journal.end("interrupted", { updated: 42 });
    await journal.close();
    expect(await summarizeRun(location.dir)).toEqual({
      header: headerOf(),
      end: "interrupted",
      endedAt: expect.stringMatching(/^20.*Z$/u),
      counts: { updated: 42 },
    });
  });

  test("counts each row once, as it ended last, when it was gone on with and killed", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await threeRows(journal);
    await journal.end("interrupted", { unchanged: 1, failed: 1, unknown: 1 });
    await journal.row(rowOf({ row: 2, outcome: "declined" }));
    await journal.close();
    await appendFile(runJournalPath(location.dir), '{"v":1,"type":"en');
    expect(await summarizeRun(location.dir)).toEqual({
      header: headerOf(),
      counts: { unchanged: 1, declined: 1, unknown: 1 },
    });
  });

  test("keeps its end when an unclear outcome was found out later", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await threeRows(journal);
    await journal.end("finished", { unchanged: 1, failed: 1, unknown: 1 });
    const change = "01JC0000000000000000000003";
    await journal
      .forRow(3)
      .result({ changeId: change, outcome: "updated", resolved: true, note: "n" });
    await journal.close();
    expect(await summarizeRun(location.dir)).toMatchObject({
      end: "finished",
      counts: { unchanged: 1, failed: 1, updated: 1 },
    });
  });

  test("leaves out rows that the input does not have", async () => {
    await using location = await temporaryRun({ rows: 2 });
    const journal = await location.open();
    await journal.row(rowOf({ row: 2 }));
    await journal.row(rowOf({ row: 1_000_000_000 }));
    await journal.close();
    expect((await summarizeRun(location.dir)).counts).toEqual({ unchanged: 1 });
  });
});

describe("lines that cannot be used", () => {
  test("are told by their numbers, and the rest is complete", async () => {
    await using location = await temporaryRun();
    const journal = await location.open();
    await journal.row(rowOf({ row: 1 }));
    await journal.close();
    const path = runJournalPath(location.dir);
    const good = JSON.parse(await readFile(path, "utf8")) as Record<string, Json>;
    const lines = [
      { ...good, row: 2, colour: "red" },
      { ...good, row: 0 },
      { ...good, v: 2 },
      { ...good, outcome: "exploded" },
      { v: 1, type: "result", row: 7, changeId: runId(7), at: good["at"], outcome: "updated" },
      { ...good, row: 3 },
    ];
    await appendFile(path, `tor\n${lines.map((line) => `${JSON.stringify(line)}\n`).join("")}{"v`);
    const damaged: string[] = [];
    const rows = await all(
      readRun(location.dir, ({ line, reason }) => damaged.push(`${line}: ${reason}`)),
    );
    expect(rows).toEqual([1, 2, 3].map((row) => ({ kind: "ended", result: rowOf({ row }) })));
    expect(damaged).toEqual([
      "2: the line is not JSON",
      "4: the line is not an entry: row is wrong",
      "5: written by a newer billing (version 2 of the journal)",
      "6: the line is not an entry: outcome is wrong",
      `7: how change ${runId(7)} ended (updated), but not what it was`,
      "9: the line is torn: its end is missing",
    ]);
  });

  test("a journal that cannot be read is an error that names it", async () => {
    await using location = await temporaryRun();
    await mkdir(runJournalPath(location.dir));
    const words = `the journal ${runJournalPath(location.dir)} cannot be read: it is a directory (EISDIR)`;
    await expect(all(readRun(location.dir))).rejects.toMatchObject({
      kind: "usage",
      message: words,
    });
    await expect(summarizeRun(location.dir)).rejects.toMatchObject({
      kind: "usage",
      message: words,
    });
  });
});

test("a row that settled is let go of: a long run is read in little memory", async () => {
  await using location = await temporaryRun({ rows: 3000 });
  const line = (entry: object): string =>
    `${JSON.stringify({ v: 1, at: "2026-11-01T13:02:10.000Z", ...entry })}\n`;
  const after = { long: "x".repeat(30_000) };
  const lines: string[] = [];
  for (let row = 1; row <= 3000; row += 1) {
    const facts = intentOf({ changeId: runId(row), fields: [{ field: "metadata", after }] });
    lines.push(line({ type: "intent", row, tool: "0.1.0", ...facts }));
    lines.push(line({ type: "result", row, changeId: runId(row), outcome: "updated" }));
  }
  await writeFile(runJournalPath(location.dir), lines);
  lines.length = 0;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  const most: number[] = [];
  let count = 0;
  for await (const _record of readRun(location.dir)) {
    count += 1;
    if (count % 500 === 0) most.push(heap() - before);
  }
  expect(count).toBe(3000);
  expect(Math.max(...most)).toBeLessThan(30_000_000);
});
