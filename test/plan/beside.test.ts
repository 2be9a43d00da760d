import { expect, test } from "vitest";

import type { JsonObject } from "../../src/domain/json.ts";
import { changedBeside } from "../../src/plan/beside.ts";
import { maple } from "../../src/providers/maple.ts";

const rows = (native: JsonObject, stored: JsonObject) =>
  changedBeside(maple, native, stored, new Set(["title"])).map(
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
