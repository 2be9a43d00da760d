import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { changedBeside, leavesOut } from "../../src/plan/beside.ts";
import { kirim } from "../../src/providers/kirim.ts";
import { maple } from "../../src/providers/maple.ts";

const rows = (native: JsonObject, stored: JsonObject, seenIn: "answer" | "reading" = "reading") =>
  changedBeside(maple, native, stored, new Set(["title"]), seenIn).map(
    ({ field, kind }) => `${kind} ${field}`,
  );

test.each<[string, JsonObject, JsonObject, readonly string[]]>([
  ["a field has its common name", { identifier: "a" }, { identifier: "b" }, ["changed externalId"]],
  ["a member without one its own", { team: "a" }, { team: "b" }, ["changed team"]],
  [
    "data is looked into",
    { team: { a: [1], b: 1 } },
    { team: { a: [2], b: 1 } },
    ["changed team.a"],
  ],
  [
    "a key beside the vocabulary's",
    { address: { city: "A", x: 1 } },
    { address: { city: "A" } },
    ["removed address.x"],
  ],
  ["null within data is not nothing", { team: { a: null } }, { team: {} }, ["removed team.a"]],
  ["what was named is judged elsewhere", { title: "a" }, { title: "b" }, []],
  [
    "what changes by itself does not count",
    { updated_at: "a", mrr: { a: 1 } },
    { updated_at: "b" },
    [],
  ],
  [
    "nothing in another spelling is nothing",
    { team: null, name: "" },
    { name: null, x: [], y: {} },
    [],
  ],
])("%s", (_what, native, stored, expected) => {
  expect(rows(native, stored)).toEqual(expected);
});

test("an answer is believed in what it shows, and says nothing of the rest", () => {
  expect(rows({ a: 1, b: 1, name: "A" }, { b: 2, c: 3 }, "answer")).toEqual([
    "changed b",
    "added c",
  ]);
});

test("an answer leaves out what only a reading can then show", () => {
  const native = { id: "c", name: "A", whatsapp_accounts: [1], updated_at: "now", email: null };
  expect(leavesOut(kirim, native, { id: "c", name: "B" }, { name: "B" })).toBe(false);
  expect(leavesOut(kirim, { ...native, status: "active" }, { id: "c", name: "B" }, {})).toBe(true);
  expect(leavesOut(kirim, native, { id: "c", name: "B" }, { email: "a@x.example" })).toBe(true);
});
