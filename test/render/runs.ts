/** Rows, summaries and recorded runs to draw, invented. */
import fc from "fast-check";

import { exitCodes, type ErrorKind } from "../../src/domain/errors.ts";
import { rowOutcomes } from "../../src/domain/documents/row-outcomes.ts";
import type { RowResult, RunRecord } from "../../src/domain/run/run.ts";
import { startTally } from "../../src/domain/run/run-tally.ts";
import type { RunSummary } from "../../src/render/run/facts.ts";
import { hostileOutcome, hostileText, outcomeFull } from "./hostile.ts";
import { rename } from "./outcomes.ts";

export const runId = "01M8ZJ3QDG4T7N2M9XV5R1B6CA";

export function rowOf(facts: Partial<RowResult>): RowResult {
  return {
    row: 1,
    provider: "commet",
    id: "cus_7Qm2rT",
    outcome: "updated",
    changes: [rename],
    warnings: [],
    ...facts,
  };
}

export function tallyOf(rows: readonly RowResult[]) {
  const tally = startTally();
  for (const row of rows) tally.add(row);
  return tally.read();
}

export function summaryOf(rows: readonly RowResult[], facts: Partial<RunSummary> = {}): RunSummary {
  return {
    run: runId,
    command: "update",
    end: "finished",
    input: "customers.csv",
    rows: rows.length,
    tally: tallyOf(rows),
    elapsedMs: 2000,
    files: {},
    ...facts,
  };
}

export function runOf(
  facts: Partial<RunRecord["header"]>,
  rest: Partial<RunRecord> = {},
): RunRecord {
  return {
    header: {
      run: runId,
      at: "2026-11-02T13:02:10.000Z",
      tool: "0.1.0",
      command: "update",
      input: {
        name: "customers.csv",
        path: "/home/ida/customers.csv",
        format: "csv",
        bytes: 81_204,
        sha256: "ab".repeat(32),
      },
      rows: 1204,
      chosen: 1204,
      options: {},
      cwd: "/home/ida",
      accounts: [{ provider: "commet", baseUrl: "https://commet.example", account: "3f9a" }],
      ...facts,
    },
    counts: { updated: 1200, failed: 4 },
    ...rest,
  };
}

/** Rows whose every text is what the worst API or file would have sent. */
export const hostileRow: fc.Arbitrary<RowResult> = fc
  .tuple(
    hostileOutcome,
    fc.nat({ max: 2_000_000 }),
    fc.constantFrom(...rowOutcomes),
    fc.record({ externalId: hostileText, changeId: hostileText }, { requiredKeys: [] }),
    fc.option(
      fc.record(
        {
          code: fc.constantFrom(...(Object.keys(exitCodes) as ErrorKind[])),
          exitCode: fc.constantFrom(...Object.values(exitCodes)),
          message: hostileText,
          hint: hostileText,
          status: fc.integer({ min: 400, max: 599 }),
          providerError: fc.record({
            status: fc.integer(),
            code: hostileText,
            message: hostileText,
          }),
        },
        { requiredKeys: ["code", "exitCode", "message"] },
      ),
      { nil: undefined },
    ),
  )
  .map(
    ([{ provider, account, id, changes, warnings, requestId }, row, outcome, extras, error]) => ({
      row,
      provider,
      account,
      id,
      outcome,
      changes,
      warnings,
      ...extras,
      ...(requestId === undefined ? {} : { requestId }),
      ...(error === undefined ? {} : { error: withoutMissing(error) }),
    }),
  );

function withoutMissing<Value extends object>(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value).filter(([, held]) => held !== undefined),
  ) as Value;
}

export const hostileSummary: fc.Arbitrary<RunSummary> = fc
  .tuple(
    fc.array(hostileRow, { maxLength: 6 }),
    fc.record(
      {
        end: fc.constantFrom(
          ...(["finished", "interrupted", "stopped", "planned", "declined"] as const),
        ),
        command: fc.constantFrom(...(["update", "apply", "undo"] as const)),
        input: hostileText,
        run: hostileText,
        elapsedMs: fc.nat(),
        files: fc.record(
          { results: hostileText, failed: hostileText, journal: hostileText },
          { requiredKeys: [] },
        ),
        undo: hostileText,
        resume: hostileText,
        earlier: fc.nat({ max: 5 }),
      },
      { requiredKeys: ["end", "command", "input", "elapsedMs", "files"] },
    ),
  )
  .map(([rows, facts]) => summaryOf(rows, { ...facts, rows: rows.length + 2 }));

export const hostileRun: fc.Arbitrary<RunRecord> = fc
  .tuple(
    fc.record(
      {
        tool: hostileText,
        cwd: hostileText,
        options: fc.dictionary(
          hostileText,
          fc.oneof(hostileText, fc.array(hostileText, { maxLength: 3 }), fc.boolean()),
          { maxKeys: 3 },
        ),
        input: fc.record({
          name: hostileText,
          path: hostileText,
          format: hostileText,
          bytes: fc.nat(),
          sha256: fc.constant("0a".repeat(32)),
        }),
        accounts: fc.array(
          fc.record({ provider: hostileText, baseUrl: hostileText, account: hostileText }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        end: fc.constantFrom(...(["finished", "interrupted", "stopped"] as const)),
        undoneBy: hostileText,
        counts: fc.dictionary(fc.constantFrom(...rowOutcomes), fc.nat(), { maxKeys: 7 }),
      },
      { requiredKeys: ["counts"] },
    ),
  )
  .map(([header, rest]) => runOf(header, rest));

/** A row that failed, in which every string is the text, and every member is there. */
export function rowFull(text: string): RowResult {
  const { provider, account, id, changes, warnings } = outcomeFull(text);
  return rowOf({
    provider,
    account,
    id,
    changes,
    warnings,
    externalId: text,
    changeId: text,
    requestId: text,
    error: {
      code: "rejected",
      exitCode: 5,
      message: text,
      hint: text,
      status: 422,
      providerError: { status: 422, code: text },
    },
  });
}

/** The end of a run in which every string is the text, and every member is there. */
export function summaryFull(text: string, rows: readonly RowResult[]): RunSummary {
  return summaryOf(rows, {
    input: text,
    run: text,
    files: { results: text, failed: text, journal: text },
    undo: text,
    resume: text,
    earlier: 2,
  });
}

/** A recorded run in which every string is the text, but those of a fixed form, and every member is there. */
export function runFull(text: string): RunRecord {
  return runOf(
    {
      tool: text,
      cwd: text,
      undoes: runId,
      options: { [text]: text, list: [text, text] },
      input: { name: text, path: text, format: text, bytes: 12, sha256: "0a".repeat(32) },
      accounts: [{ provider: text, baseUrl: text, account: text }],
    },
    { end: "stopped", undoneBy: text },
  );
}
