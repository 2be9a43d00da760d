import { expect, test } from "vitest";

import { type ChangeFilter, filterChanges } from "../../src/journal/filter-changes.ts";
import { recordOf } from "./records.ts";

const changes = [
  recordOf({ provider: "vayu", id: "a1", name: "Northwind", at: "2026-11-01T10:00:00.000Z" }),
  recordOf({ provider: "maple", id: "a1", name: "", at: "2026-11-02T10:00:00.000Z" }),
  recordOf({
    provider: "maple",
    id: "b2",
    name: "Fjord & Northwind",
    outcome: "failed",
    at: "2026-11-01T09:00:00.000Z",
  }),
];

test.each<[string, ChangeFilter, number[]]>([
  ["nothing asked, nothing left out", {}, [0, 1, 2]],
  ["a provider", { provider: "maple" }, [1, 2]],
  ["a customer's id", { customer: "a1" }, [0, 1]],
  ["part of a customer's name, in any case", { customer: "nORTH" }, [0, 2]],
  ["part of an id is no match", { customer: "a" }, []],
  ["an empty name is no match", { customer: "" }, []],
  ["an outcome", { outcome: "failed" }, [2]],
  ["a moment, itself included", { since: Date.parse("2026-11-01T10:00:00.000Z") }, [0, 1]],
  ["everything at once", { provider: "maple", customer: "b2", outcome: "failed", since: 0 }, [2]],
])("%s", (_name, filter, indexes) => {
  expect(filterChanges(changes, filter)).toEqual(indexes.map((index) => changes[index]));
});
