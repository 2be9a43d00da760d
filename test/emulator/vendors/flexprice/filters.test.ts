import { expect, test } from "vitest";

import { isJsonObject, type Json, type JsonObject } from "../../../../src/domain/json.ts";
import { pick, start } from "./fresh.ts";

const search = (filter: JsonObject) => start().call("POST", "/customers/search", filter);
const ids = (filter: JsonObject) => {
  const items = pick(search(filter), "items");
  return (items as readonly Json[]).map((item) => (isJsonObject(item) ? item["external_id"] : 0));
};
const byName = { sort: [{ field: "external_id", direction: "asc" }] };
const all = ["acct-1200", "acct-7741", "東京/星 1"];

test.each<[string, Json, readonly string[]]>([
  [
    "eq",
    { field: "name", operator: "eq", data_type: "string", value: { string: "Bare Metal Ltd" } },
    ["acct-1200"],
  ],
  [
    "contains",
    { field: "name", operator: "contains", data_type: "string", value: { string: "analytics" } },
    ["acct-7741"],
  ],
  [
    "not_contains",
    {
      field: "name",
      operator: "not_contains",
      data_type: "string",
      value: { string: "analytics" },
    },
    ["acct-1200", "東京/星 1"],
  ],
  [
    "in",
    {
      field: "external_id",
      operator: "in",
      data_type: "array",
      value: { array: ["acct-7741", "x"] },
    },
    ["acct-7741"],
  ],
  [
    "not_in",
    {
      field: "external_id",
      operator: "not_in",
      data_type: "array",
      value: { array: ["acct-7741"] },
    },
    ["acct-1200", "東京/星 1"],
  ],
  [
    "after",
    {
      field: "created_at",
      operator: "after",
      data_type: "date",
      value: { date: "2026-05-01T00:00:00Z" },
    },
    ["acct-7741"],
  ],
  [
    "before",
    {
      field: "created_at",
      operator: "before",
      data_type: "date",
      value: { date: "2026-04-01T00:00:00+02:00" },
    },
    ["東京/星 1"],
  ],
  [
    "gte",
    {
      field: "email",
      operator: "gte",
      data_type: "string",
      value: { string: "minami@hoshino.example" },
    },
    ["東京/星 1"],
  ],
])("filters: %s", (_operator, filter, found) => {
  expect(ids({ ...byName, filters: [filter] })).toEqual(found);
});

test("all filters hold together", () => {
  const of = (word: string) => ({
    field: "name",
    operator: "contains",
    data_type: "string",
    value: { string: word },
  });
  expect(ids({ ...byName, filters: [of("a"), of("metal")] })).toEqual(["acct-1200"]);
  expect(ids({ ...byName, filters: [] })).toEqual(all);
});

test.each<[string, JsonObject]>([
  [
    "an unknown operator",
    { filters: [{ field: "name", operator: "like", data_type: "string", value: { string: "a" } }] },
  ],
  [
    "an unknown column",
    { filters: [{ field: "shoe", operator: "eq", data_type: "string", value: { string: "a" } }] },
  ],
  [
    "a value of another type",
    { filters: [{ field: "name", operator: "eq", data_type: "date", value: { string: "a" } }] },
  ],
  ["filters that are no list", { filters: {} }],
  ["an unknown column to sort by", { sort: [{ field: "shoe", direction: "asc" }] }],
  [
    "an end before its start",
    { start_time: "2026-05-02T00:00:00Z", end_time: "2026-05-01T00:00:00Z" },
  ],
])("refused: %s", (_title, filter) => {
  expect(search(filter)).toMatchObject({ status: 400 });
  expect(pick(search(filter), "message")).toBe("Invalid filter parameters");
});

test("an unknown direction is taken, and goes upwards", () => {
  expect(ids({ sort: [{ field: "external_id", direction: "sideways" }] })).toEqual(all);
  expect(ids({ sort: [{ field: "external_id", direction: "desc" }] })).toEqual(all.toReversed());
});

test("times in order are not used", () => {
  const times = { start_time: "2026-05-01T00:00:00Z", end_time: "2026-05-02T00:00:00Z" };
  expect(ids({ ...byName, ...times })).toEqual(all);
});

test("a query cannot sort", () => {
  expect(start().call("GET", "/customers?sort=name").status).toBe(400);
});
