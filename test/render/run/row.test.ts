import { expect, test } from "vitest";

import {
  countsText,
  runOutcomeCell,
  runProviders,
  runRemarks,
  runSubject,
  runSymbol,
} from "../../../src/render/run/row.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { runId, runOf } from "../runs.ts";

const style = createStyle({ colour: false, columns: 80 });
const account = (provider: string) => ({ provider, baseUrl: "https://x.example", account: "a" });

test("a run is what it does, its input and the rows it is to change", () => {
  const input = { ...runOf({}).header.input, name: "a\u001B[2J.csv" };
  expect(runSubject(runOf({ command: "apply", input, chosen: 1 }), style)).toBe(
    "apply a\\x1b[2J.csv, 1 row",
  );
});

test("a provider is named where it is the only one", () => {
  expect(runProviders(runOf({ accounts: [account("maple"), account("maple")] }), style)).toBe(
    "maple",
  );
  expect(runProviders(runOf({ accounts: [account("maple"), account("vayu")] }), style)).toBe(
    "2 providers",
  );
  expect(runProviders(runOf({ accounts: [] }), style)).toBe("0 providers");
});

test("outcomes that occurred are counted, in the order in which they are told", () => {
  expect(countsText({ failed: 8, updated: 6112, skipped: 0 })).toBe("6,112 updated, 8 failed");
  expect(countsText({})).toBe("no row done");
});

test("the gutter tells what is not known before what failed", () => {
  const symbol = (counts: object) => runSymbol(runOf({}, { counts }), style).symbol;
  expect([{ updated: 1 }, { failed: 1 }, { failed: 1, unknown: 1 }].map(symbol)).toEqual([
    "",
    "x",
    "?",
  ]);
});

test("the gutter marks what was undone where all of it went well", () => {
  const symbol = (counts: object) => runSymbol(runOf({}, { counts, undoneBy: "U" }), style).symbol;
  expect([{ updated: 1 }, { failed: 1 }].map(symbol)).toEqual(["-", "x"]);
});

test("a run says what it undid and what undid it", () => {
  const record = runOf({ undoes: "A\u001B" }, { end: "finished", undoneBy: "B\u001B" });
  expect(runRemarks(record)).toEqual(["undo of A\\x1b", "undone by B\\x1b"]);
});

test("a run that did not try every row says how to go on", () => {
  const goOn = [`not finished: billing customers update --resume ${runId}`];
  expect(runRemarks(runOf({}))).toEqual(goOn);
  expect(runRemarks(runOf({}, { end: "interrupted" }))).toEqual(goOn);
  expect(runRemarks(runOf({}, { end: "stopped" }))).toEqual(goOn);
  expect(runRemarks(runOf({ undoes: "U" }, { end: "finished" }))).toEqual(["undo of U"]);
});

test("a run of the emulator goes on there", () => {
  const accounts = [{ provider: "commet", baseUrl: "emulator", account: "a" }];
  expect(runRemarks(runOf({ accounts }))).toEqual([
    `not finished: billing customers update --resume ${runId} --emulator`,
  ]);
});

test("how it ended is one word or two", () => {
  const word = (record: ReturnType<typeof runOf>) => runOutcomeCell(record, style).spans[0]?.text;
  expect(word(runOf({}, { end: "finished" }))).toBe("finished");
  expect(word(runOf({}, { end: "stopped" }))).toBe("stopped");
  expect(word(runOf({}))).toBe("no end");
});
