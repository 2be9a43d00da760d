import { expect, test } from "vitest";

import {
  knownDocument,
  knownRows,
  knownText,
} from "../../../../src/domain/text/files/known-file.ts";

const plan = { kind: "billing-plan", version: 1 };
const outcome = { provider: "commet", id: "cus_1", outcome: "updated", changes: [], before: {} };
const row = { run: "01A", row: 1, outcome: "updated", changes: [] };
const printed: readonly (readonly [value: object, message: string, hint: string])[] = [
  [plan, "this is a saved plan", "billing apply 'a b.json'"],
  [{ ...outcome, outcome: "planned" }, "what a dry run printed, and no plan", "--dry-run --out"],
  [outcome, "this is the result of an update", "billing undo"],
  [row, "this is the result of a run", "--resume"],
  [{ run: "01A", results: [], summary: {} }, "this is the result of a run", "--failed"],
  [{ changes: [], runs: [] }, "these are recorded changes", "billing undo"],
  [{ changeId: "01A", outcome: "updated", changes: [] }, "these are recorded changes", "history"],
  [{ error: { code: "usage", exitCode: 2 } }, "this is an error that was printed", "mend"],
  [{ providers: { commet: {} } }, "this is a configuration", "--config 'a b.json'"],
  [{ profiles: { live: {} } }, "this is a configuration", "--config 'a b.json'"],
];

test.each(printed)("%j is known wherever it is given", (value, message, hint) => {
  const known = { message: expect.stringContaining(message), hint: expect.stringContaining(hint) };
  expect(knownDocument(value as never, "a b.json")).toEqual(known);
  expect(knownText(JSON.stringify(value, null, 2), "a b.json")).toEqual(known);
  expect(knownText(`\u{FEFF}${JSON.stringify(value)}\n`, "a b.json")).toEqual(known);
});

test.each([
  { id: "cus_1", name: "A", native: {} },
  { name: "A", metadata: { kind: "billing-plan" } },
  { kind: "x", changes: "many", outcome: "good" },
  { providers: "two", results: 5, error: "none" },
  { profiles: { ana: "https://people.example/ana" }, providers: {} },
  {},
  [],
  null,
])("%j may be a patch, a row or somebody's metadata", (value) => {
  expect(knownDocument(value as never, "a.json")).toBeUndefined();
});

const rows = "billing customers update --from a";
const patch = "billing customers update <id> -f a";

test.each([
  ["id,name\ncus_1,Zed\n", rows],
  ['"ID";"name"\r\n', rows],
  ["name\texternal_id\n", rows],
  ['[{"id":"cus_1"}]', rows],
  ['{"id":"cus_1","name":"A"}\n{"id":"cus_2","name":"B"}\n', rows],
  ["- id: cus_1\n  name: A\n", rows],
  ["name: Zed\naddress:\n  city: Oslo\n", patch],
  ['{"name":"Zed"}', patch],
  ['{"aliases+":["a"]}', patch],
  ['{"id":"cus_1","name":"A"}', "billing customers update cus_1 -f a"],
  ["id: cus_1\nname: A\n", "billing customers update <id> -f a"],
  ["# mine\nproviders:\n  commet:\n", "--config a"],
])("%j is told by its text", (text, hint) => {
  expect(knownText(text, "a")?.hint).toContain(hint);
  expect(knownText(text, "stdin")?.hint).toContain(hint.replace(/ a$/u, " -"));
});

test.each([
  "",
  "hello",
  "{",
  "hello, world\n",
  '{"x":1}',
  "x: 1\n",
  "5",
  '{"kind":"billing-plan",id,',
])("%j is nothing that is known", (text) => expect(knownText(text, "a")).toBeUndefined());

test("where one document is wanted, only many are told", () => {
  expect(knownRows("id,name\n", "a")?.message).toBe("these are rows, of a customer each");
  expect(knownRows("name: Zed\n", "a")).toBeUndefined();
});
