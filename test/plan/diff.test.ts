import { describe, expect, it, test } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import { type Json, parseJson } from "../../src/domain/json.ts";
import { diffField, isEmptyValue } from "../../src/plan/diff.ts";

/** Rows as text: `~ name "A" → "B"`; `-` stands for no value at all. */
function rows(field: FieldName, before: Json | undefined, after: Json | undefined): string[] {
  const shown = (value: Json | undefined) => (value === undefined ? "-" : JSON.stringify(value));
  const sign = { added: "+", changed: "~", removed: "-" };
  return diffField(field, before, after).map(
    (row) =>
      `${sign[row.kind]} ${row.field} ${shown(row.before)} → ${shown(row.after)}${row.orderOnly ? " (order)" : ""}`,
  );
}

describe("a text", () => {
  it.each<[Json | undefined, Json | undefined, string[]]>([
    ["A", "A", []],
    ["A", "B", ['~ name "A" → "B"']],
    ["A", null, ['- name "A" → -']],
    ["A", "", ['- name "A" → -']],
    ["A", undefined, ['- name "A" → -']],
    [undefined, "B", ['+ name - → "B"']],
    [null, "B", ['+ name null → "B"']],
    ["", "B", ['+ name "" → "B"']],
    ["A", "a", ['~ name "A" → "a"']],
    ["A", "A ", ['~ name "A" → "A "']],
  ])("%j → %j", (before, after, expected) => {
    expect(rows("name", before, after)).toEqual(expected);
  });

  test("three spellings of nothing are one", () => {
    const nothing = [undefined, null, ""];
    expect(nothing.every(isEmptyValue)).toBe(true);
    for (const before of nothing) {
      for (const after of nothing) expect(rows("name", before, after)).toEqual([]);
    }
  });

  test("of an odd type is shown as it is", () => {
    expect(rows("name", 5, "5")).toEqual(['~ name 5 → "5"']);
    expect(rows("address.city", { a: 1 }, "Oslo")).toEqual(['~ address.city {"a":1} → "Oslo"']);
  });
});

test("a switch that is off is a value", () => {
  expect(rows("excludeFromMetrics", undefined, false)).toEqual(["+ excludeFromMetrics - → false"]);
  expect(rows("excludeFromMetrics", true, false)).toEqual(["~ excludeFromMetrics true → false"]);
  expect(rows("excludeFromMetrics", false, false)).toEqual([]);
});

describe("a map", () => {
  it.each<[Json | undefined, Json | undefined, string[]]>([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [{ a: 1 }, { a: 1, b: null }, ["+ metadata.b - → null"]],
    [{ a: null }, {}, ["- metadata.a null → -"]],
    [{ a: null }, { a: "" }, ['~ metadata.a null → ""']],
    [{ a: "" }, {}, ['- metadata.a "" → -']],
    [{ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 3, d: 2 } } }, ["~ metadata.a.b.c 1 → 3"]],
    [{ a: { b: 1 } }, { a: 1 }, ['~ metadata.a {"b":1} → 1']],
    [{ a: [1, 2] }, { a: [2, 1] }, ["~ metadata.a [1,2] → [2,1]"]],
    [{ "a.b": 1 }, { "a.b": 2 }, ['~ metadata["a.b"] 1 → 2']],
    [null, {}, []],
    [undefined, {}, []],
    [undefined, { a: 1 }, ["+ metadata.a - → 1"]],
    [{ a: 1 }, null, ["- metadata.a 1 → -"]],
    ["text", { a: 1 }, ['~ metadata "text" → {"a":1}']],
    ["text", null, ['- metadata "text" → -']],
    [["a"], { a: 1 }, ['~ metadata ["a"] → {"a":1}']],
  ])("%j → %j", (before, after, expected) => {
    expect(rows("metadata", before, after)).toEqual(expected);
  });

  test("has no keys of JavaScript's own", () => {
    expect(rows("metadata", {}, parseJson('{"constructor":1}'))).toEqual([
      "+ metadata.constructor - → 1",
    ]);
  });

  test("tells numbers apart that a double does not", () => {
    const changes = diffField(
      "metadata",
      parseJson('{"n":9007199254740993}'),
      parseJson('{"n":9007199254740992}'),
    );
    expect(changes).toMatchObject([{ field: "metadata.n", kind: "changed" }]);
  });
});

describe("an object", () => {
  it.each<[Json | undefined, Json | undefined, string[]]>([
    [
      { cloudProvider: "AWS" },
      { cloudProvider: null },
      ['- cloudProviderSettings.cloudProvider "AWS" → -'],
    ],
    [{ cloudProvider: null }, {}, []],
    [null, { cloudProvider: "AWS" }, ['+ cloudProviderSettings.cloudProvider - → "AWS"']],
    [{ cloudProvider: "AWS" }, null, ['- cloudProviderSettings.cloudProvider "AWS" → -']],
    [null, null, []],
  ])("%j → %j", (before, after, expected) => {
    expect(rows("cloudProviderSettings", before, after)).toEqual(expected);
  });
});

describe("a list", () => {
  const ida = { email: "ida@x.example", name: "Ida" };
  const ola = { email: "ola@x.example", name: "Ola" };

  test("is matched by what tells its items apart, not by position", () => {
    expect(rows("contacts", [ida, ola], [ola])).toEqual([
      `- contacts[ida@x.example] ${JSON.stringify(ida)} → -`,
    ]);
    expect(rows("contacts", [ida], [ola, { ...ida, name: "Ida K." }])).toEqual([
      '~ contacts[ida@x.example].name "Ida" → "Ida K."',
      `+ contacts[ola@x.example] - → ${JSON.stringify(ola)}`,
    ]);
  });

  test("knows an item whose identity changed by the rest of it", () => {
    expect(rows("contacts", [ida, ola], [{ ...ida, email: "new@x.example" }, ola])).toEqual([
      '~ contacts[ida@x.example].email "ida@x.example" → "new@x.example"',
    ]);
    expect(rows("contacts", [{ email: "a@x.example" }], [{ email: "b@x.example" }])).toEqual([
      '~ contacts[a@x.example].email "a@x.example" → "b@x.example"',
    ]);
    const eva = { email: "eva@x.example", name: "Eva" };
    expect(rows("contacts", [ida], [eva])).toEqual([
      `- contacts[ida@x.example] ${JSON.stringify(ida)} → -`,
      `+ contacts[eva@x.example] - → ${JSON.stringify(eva)}`,
    ]);
  });

  test("says so when only its order changed", () => {
    expect(rows("contacts", [ida, ola], [ola, ida])).toEqual([
      `~ contacts ${JSON.stringify([ida, ola])} → ${JSON.stringify([ola, ida])} (order)`,
    ]);
    expect(rows("aliases", ["a", "b"], ["b", "a"])).toEqual([
      '~ aliases ["a","b"] → ["b","a"] (order)',
    ]);
  });

  it.each<[Json | undefined, Json | undefined, string[]]>([
    [["a"], ["a"], []],
    [
      ["a", "b"],
      ["b", "c"],
      ['- aliases[a] "a" → -', '+ aliases[c] - → "c"'],
    ],
    [null, [], []],
    [undefined, [], []],
    [undefined, ["a"], ['+ aliases[a] - → "a"']],
    [["a"], [], ['- aliases[a] "a" → -']],
    [["a"], null, ['- aliases[a] "a" → -']],
    [["a", "a"], ["a"], ['~ aliases ["a","a"] → ["a"]']],
    [["a", ""], ["a"], ['~ aliases ["a",""] → ["a"]']],
    [["a]"], ["b"], ['~ aliases ["a]"] → ["b"]']],
    ["text", ["a"], ['~ aliases "text" → ["a"]']],
  ])("%j → %j", (before, after, expected) => {
    expect(rows("aliases", before, after)).toEqual(expected);
  });

  test("is one row where nothing, or nothing unique, tells its items apart", () => {
    const nameless = { name: "Nobody" };
    const twin = { ...ida, name: "Twin" };
    expect(rows("contacts", [ida, nameless], [ida])).toHaveLength(1);
    expect(diffField("contacts", [ida, nameless], [ida])).toMatchObject([{ field: "contacts" }]);
    expect(diffField("contacts", [ida, twin], [ida])).toMatchObject([{ field: "contacts" }]);
  });

  test("of taxes goes by country, region and type together", () => {
    const vat = { country: "NO", region: "03", type: "GST", rate: 25 };
    expect(rows("overrideTaxes", [vat], [{ ...vat, rate: 15 }])).toEqual([
      "~ overrideTaxes[NO+03+GST].rate 25 → 15",
    ]);
  });
});
