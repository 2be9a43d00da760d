import { describe, expect, test } from "vitest";

import type { Drift, DriftField, DriftValue } from "../../../src/domain/documents/drift.ts";
import type { Json } from "../../../src/domain/json.ts";
import { driftTable } from "../../../src/render/drift/table.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { customerNamed } from "../drifts.ts";

const value = (held: Json, group: number): DriftValue => ({ state: "value", value: held, group });
const absent = { state: "absent", group: 2 } as const;

const name: DriftField = {
  field: "name",
  verdict: "differs",
  values: [value("Mara Lind", 1), value("Fjord AS", 2)],
};
const fields: readonly DriftField[] = [
  name,
  { field: "phone", verdict: "differs", values: [value(null, 1), absent] },
  { field: "status", verdict: "same", values: [value("ACTIVE", 1), value("published", 1)] },
  {
    field: "timezone",
    verdict: "not-compared",
    values: [{ state: "unsupported" }, { state: "value", value: "Europe/Oslo" }],
  },
];
const drift: Drift = {
  outcome: "differs",
  customers: [
    customerNamed("maple", { title: "Mara Lind", account: { profile: "staging", mode: "live" } }),
    customerNamed("flexprice", { id: "cust_2", title: "Fjord AS" }),
  ],
  fields,
};

const drawn = (of: Drift, columns = 80, showUnchanged = false) =>
  driftTable(of, createStyle({ colour: false, columns }), { showUnchanged });

describe("customers side by side", () => {
  test("have a column each; what is the same is counted", () => {
    expect(drawn(drift)).toBe(`maple · cus_1 · Mara Lind
account: profile staging · live
flexprice · cust_2 · Fjord AS
    FIELD   maple       flexprice
  ~ name    Mara Lind   Fjord AS    differs
  ~ phone   (null)      (absent)    differs
    1 field the same
    1 field not compared: fewer than two of the customers show it
differs · 2 of 3 fields
`);
  });

  test("with what is the same, and what one has alone", () => {
    expect(drawn(drift, 80, true).split("\n").slice(3)).toEqual([
      "    FIELD      maple             flexprice",
      "  ~ name       Mara Lind         Fjord AS      differs",
      "  ~ phone      (null)            (absent)      differs",
      "  = status     ACTIVE            published     same",
      "    timezone   (no such field)   Europe/Oslo   not compared",
      "differs · 2 of 3 fields",
      "",
    ]);
  });

  test.each([
    ["narrow", 59, 2],
    ["wide, and shared by many,", 100, 5],
  ])("on a %s terminal stand one below the other", (_name, columns, number) => {
    const customers = Array.from({ length: number }, (_, index) => customerNamed(`maple ${index}`));
    const values = customers.map((_, index) => value(`Ida ${index}`, index + 1));
    const wide: Drift = { ...drift, customers, fields: [{ ...name, values }] };
    expect(drawn(wide, columns).split("\n").slice(number)).toEqual([
      "  ~ name",
      "      differs",
      ...customers.map((_, index) => `      maple ${index}: Ida ${index}`),
      "differs · 1 of 1 field",
      "",
    ]);
  });

  test("one that was not read has no column, and says why", () => {
    const error = { code: "not_found", exitCode: 4, message: "there is none" } as const;
    const missing = { name: "vayu", provider: "vayu", by: "id", reference: "nw-1", error } as const;
    const three: Drift = {
      ...drift,
      customers: [...drift.customers, missing],
      fields: [{ ...name, values: [...name.values, { state: "unread" }] }],
    };
    expect(drawn(three).split("\n").slice(3)).toEqual([
      "vayu · nw-1",
      "  not read: there is none",
      "    FIELD   maple       flexprice",
      "  ~ name    Mara Lind   Fjord AS    differs",
      "differs · 1 of 1 field · 2 of 3 customers read",
      "",
    ]);
  });

  test.each<[string, Json, Json, string, string]>([
    ["letters that look alike", "caf\u00e9", "cafe\u0301", '"caf\\xe9"', '"cafe\\u0301"'],
    ["masked values", "M…nd", "M…nd", "M…nd (1)", "M…nd (2)"],
    ["a number and its digits", 12, "12", "12", '"12"'],
  ])("%s that differ look different", (_name, one, other, left, right) => {
    const values = [value(one, 1), value(other, 2)];
    const text = drawn({ ...drift, fields: [{ ...name, values }] });
    expect(text).toContain(`  ~ name    ${left}`);
    expect(text).toContain(`   ${right}`);
  });

  test.each<[Drift["outcome"], string]>([
    ["same", "same · 1 field compared"],
    ["not-compared", "not compared · fewer than two of the customers show the same field"],
    ["incomplete", "incomplete · 1 field of 2 customers the same"],
  ])("%s: in words", (outcome, words) => {
    const [, , status] = fields;
    const text = drawn({ ...drift, outcome, fields: status === undefined ? [] : [status] });
    expect(text.split("\n").at(-2)).toBe(words);
  });
});
