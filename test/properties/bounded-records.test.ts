/** What is printed, kept and read again of a change of many keys takes a time in proportion to them. */
import { expect, test } from "vitest";

import type { FieldChange } from "../../src/domain/change.ts";
import { plainJson, printJson } from "../../src/domain/json.ts";
import type { RecordedChange } from "../../src/domain/run/recorded-change.ts";
import { createSecrets } from "../../src/domain/text/secrets.ts";
import { parseEntry } from "../../src/journal/parse-entry.ts";
import { historyDetails } from "../../src/render/history/details.ts";
import { csvRecord } from "../../src/render/machine/csv.ts";
import { createStyle } from "../../src/render/text/style.ts";
import { printSavedPlan } from "../../src/update/saved/saved-plan.ts";
import { intentOf } from "../journal/records.ts";
import { growth, times } from "../support/growth.ts";

const changes = (n: number): readonly FieldChange[] =>
  Array.from({ length: n }, (_value, index) => ({
    field: `metadata.key${index}`,
    kind: "changed",
    before: "a",
    after: `${index}`,
  }));
const metadata = (n: number) =>
  Object.fromEntries(Array.from({ length: n }, (_value, index) => [`key${index}`, `${index}`]));
const style = createStyle({ colour: false, columns: 80, isScreen: false, unicode: true });
const planOf = (n: number) =>
  printSavedPlan({
    account: {
      provider: "maple",
      baseUrl: "https://api.example/v1",
      values: {},
      secrets: {},
      origins: {},
    },
    secrets: createSecrets(["secret-0123456789abcdef"]),
    identity: undefined,
    outcome: {
      provider: "maple",
      id: "cus_1",
      title: "A",
      outcome: "planned",
      changes: changes(n),
      request: { method: "PATCH", url: "https://api.example", body: { metadata: metadata(n) } },
    } as never,
    patch: {
      edits: Object.keys(metadata(n)).map((key) => ({
        field: "metadata",
        rest: [{ key }],
        op: "set",
        value: "x",
        location: { name: "test" },
      })),
      replaceMetadata: false,
    },
    images: [{ field: "metadata", before: metadata(n) }] as never,
    tool: "0.1.0",
    now: 0,
    seal: { salt: "s", keyFor: () => Buffer.alloc(32, 1) },
    form: "file",
  });
const recorded = (n: number) =>
  ({
    changeId: "01M8",
    at: "2026-11-01T13:02:10.000Z",
    provider: "maple",
    id: "cus_1",
    name: "A",
    outcome: "updated",
    changes: changes(n),
    fields: [{ field: "metadata", before: metadata(n), after: metadata(n) }],
  }) as unknown as RecordedChange;

test.each<[string, (n: number) => () => unknown]>([
  ["a saved plan", (n) => () => planOf(n)],
  [
    "one change of the history",
    (n) => {
      const change = recorded(n);
      return () => historyDetails(change, style, { now: 0, timeZone: "UTC" });
    },
  ],
  [
    "a cell of CSV",
    (n) => {
      const map = metadata(n);
      return () => csvRecord([map]);
    },
  ],
  [
    "a line of the journal",
    (n) => {
      const fields = [{ field: "metadata", before: metadata(n), after: metadata(n) }] as never;
      const head = { v: 1, type: "intent", at: "2026-11-01T13:02:10.000Z", tool: "0.1.0" };
      const line = { ...head, ...intentOf({ changeId: "01JBK3T5V00000000000000001", fields }) };
      const bytes = Buffer.from(JSON.stringify(line));
      return () => expect(parseEntry({ bytes, ended: true })).toHaveProperty("entry");
    },
  ],
])(
  `%s: ${times} times as much does not take ${times} times ${times} times as long`,
  (_what, workOf) => {
    expect(growth(workOf, 500)).toBeLessThan(5 * times);
  },
);

test("the engine's own parser reads many objects, whatever brackets are in texts, but none in the depth", () => {
  const flat = Array.from({ length: 2000 }, () => ({ a: ["}]{["] }));
  expect(plainJson(printJson(flat))).toEqual(flat);
  for (const closing of ["", '"}}}}}}}}",']) {
    const deep = `${`[${closing}`.repeat(600)}1${"]".repeat(600)}`;
    expect(plainJson(deep)).toBeUndefined();
  }
  expect(plainJson(`${"[1],".repeat(200)}"`)).toBeUndefined();
});
