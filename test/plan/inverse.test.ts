import { describe, expect, it } from "vitest";

import type { Json } from "../../src/domain/json.ts";
import { type FieldTurn, inverseOf } from "../../src/plan/inverse.ts";
import { providers } from "../../src/providers/registry.ts";

const location = { name: "change 1" };
const invert = (provider: keyof typeof providers, ...turns: readonly FieldTurn[]) => {
  const { edits, lost } = inverseOf(providers[provider], turns, location);
  return { edits: edits.map(({ location: _place, ...edit }) => edit), lost };
};

describe("inverseOf", () => {
  it("sets a text back", () => {
    expect(invert("maple", { field: "title", before: "CFO", after: "CTO" })).toEqual({
      edits: [{ field: "title", rest: [], op: "set", value: "CFO" }],
      lost: [],
    });
  });

  it.each([{}, { before: null }, { before: "" }])("clears what was empty before: %j", (before) => {
    expect(invert("maple", { field: "title", after: "CTO", ...before }).edits).toEqual([
      { field: "title", rest: [], op: "unset" },
    ]);
  });

  it("says what cannot be cleared and what was never seen, and goes on with the rest", () => {
    const { edits, lost } = invert(
      "flexprice",
      { field: "email", before: "", after: "a@x.example" },
      { field: "integrationEntityMapping", unreadable: true },
      { field: "name", before: "A", after: "B" },
    );
    expect(edits).toEqual([{ field: "name", rest: [], op: "set", value: "A" }]);
    expect(lost.map(({ field }) => field)).toEqual(["email", "integrationEntityMapping"]);
    expect(lost[0]?.why).toContain("no way to clear it");
    expect(lost[1]?.why).toContain("never returns it");
  });

  it("touches only the keys of a map that changed", () => {
    const turn = {
      field: "metadata",
      before: { a: 1, b: null, c: { d: 1 }, same: 1 },
      after: { a: 2, c: { d: 2 }, e: 1, same: 1 },
    } as const;
    expect(invert("maple", turn).edits).toEqual([
      { field: "metadata", rest: [{ key: "a" }], op: "set", value: 1 },
      { field: "metadata", rest: [{ key: "b" }], op: "set", value: null },
      { field: "metadata", rest: [{ key: "c" }, { key: "d" }], op: "set", value: 1 },
      { field: "metadata", rest: [{ key: "e" }], op: "unset" },
    ]);
  });

  it("takes what was made inside a map out key by key, and the maps that are empty then", () => {
    const after = { a: { b: { c: 1, d: [] } }, e: {} };
    const unset = (...keys: readonly string[]) => ({
      field: "metadata",
      rest: keys.map((key) => ({ key })),
      op: "unset",
    });
    expect(invert("maple", { field: "metadata", before: {}, after }).edits).toEqual([
      unset("a", "b", "c"),
      unset("a", "b", "d"),
      { ...unset("a", "b"), onlyEmpty: true },
      { ...unset("a"), onlyEmpty: true },
      { ...unset("e"), onlyEmpty: true },
    ]);
  });

  it("puts what was taken out of a map back key by key", () => {
    const before = { a: { b: 1, c: {} }, d: {} };
    const set = (value: Json, ...keys: readonly string[]) => ({
      field: "metadata",
      rest: keys.map((key) => ({ key })),
      op: "set",
      value,
    });
    expect(invert("maple", { field: "metadata", before, after: {} }).edits).toEqual([
      set(1, "a", "b"),
      set({}, "a", "c"),
      set({}, "d"),
    ]);
  });

  it("touches one item of a list that holds others twice", () => {
    expect(
      invert("vayu", { field: "aliases", before: ["a", "a"], after: ["a", "a", "b"] }).edits,
    ).toEqual([{ field: "aliases", rest: [{ item: "b" }], op: "unset" }]);
  });

  it("takes the keys out of a map that was not there", () => {
    expect(invert("maple", { field: "metadata", before: null, after: { a: 1 } }).edits).toEqual([
      { field: "metadata", rest: [{ key: "a" }], op: "unset" },
    ]);
  });

  it("does not pretend to bring back what is no map", () => {
    const { edits, lost } = invert("kirim", { field: "metadata", before: "text", after: { a: 1 } });
    expect(edits).toEqual([]);
    expect(lost[0]?.why).toContain("it held no map before");
  });

  it("empties the new members of an object, which goes itself where it was not there and nothing else is in it", () => {
    const after = { cloudProvider: "AWS", customerIdentifier: "c" };
    expect(invert("vayu", { field: "cloudProviderSettings", after }).edits).toEqual([
      { field: "cloudProviderSettings", rest: [{ key: "cloudProvider" }], op: "unset" },
      { field: "cloudProviderSettings", rest: [{ key: "customerIdentifier" }], op: "unset" },
      { field: "cloudProviderSettings", rest: [], op: "unset", onlyEmpty: true },
    ]);
    expect(
      invert("vayu", { field: "cloudProviderSettings", before: { cloudProvider: "GCP" }, after })
        .edits,
    ).toEqual([
      { field: "cloudProviderSettings", rest: [{ key: "cloudProvider" }], op: "set", value: "GCP" },
      { field: "cloudProviderSettings", rest: [{ key: "customerIdentifier" }], op: "unset" },
    ]);
  });

  it("takes a list back item by item, each to where it stood", () => {
    const [ida, ola] = [
      { email: "ida@x.example", name: "Ida", title: "AP" },
      { email: "ola@x.example", name: "Ola" },
    ];
    expect(invert("vayu", { field: "aliases", before: ["a", "b"], after: ["a"] }).edits).toEqual([
      { field: "aliases", rest: [{ item: "b" }], op: "add", value: "b", position: 1 },
    ]);
    expect(invert("vayu", { field: "aliases", after: ["a"] }).edits).toEqual([
      { field: "aliases", rest: [{ item: "a" }], op: "unset" },
    ]);
    expect(
      invert("vayu", { field: "contacts", before: [ida, ola], after: [{ ...ida, title: "CFO" }] })
        .edits,
    ).toEqual([
      {
        field: "contacts",
        rest: [{ item: "ida@x.example" }, { key: "title" }],
        op: "set",
        value: "AP",
      },
      { field: "contacts", rest: [{ item: "ola@x.example" }], op: "add", value: ola, position: 1 },
    ]);
  });

  it("finds an item by the identity that it has now, and gives it back its own last", () => {
    const before = [{ email: "ida@x.example", name: "Ida", phone: "+1", title: "AP" }];
    const after = [{ email: "new@x.example", name: "Ida", phone: "+1", title: "CFO" }];
    const rest = [{ item: "new@x.example" }];
    expect(invert("vayu", { field: "contacts", before, after }).edits).toEqual([
      { field: "contacts", rest: [...rest, { key: "title" }], op: "set", value: "AP" },
      { field: "contacts", rest: [...rest, { key: "email" }], op: "set", value: "ida@x.example" },
    ]);
  });

  it.each<[Json, Json]>([
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [["a", "a"], ["a"]],
    [
      ["a", "b", "c"],
      ["c", "a"],
    ],
    [["a"], "text"],
  ])("sets a list back as a whole where its items do not tell: %j, %j", (before, after) => {
    expect(invert("vayu", { field: "aliases", before, after }).edits).toEqual([
      { field: "aliases", rest: [], op: "set", value: before },
    ]);
  });
});
