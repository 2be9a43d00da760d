import { describe, expect, it, test } from "vitest";

import type { BillingError } from "../../src/domain/errors.ts";
import type { Customer } from "../../src/domain/change.ts";
import type { FieldName } from "../../src/domain/fields.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { applyEdits, fieldValue } from "../../src/plan/apply-edits.ts";

const location = { name: "--set" };
const at = (field: FieldName, inside: string) => ({
  field,
  rest: inside === "" ? [] : parsePath(inside),
  location,
});
const set = (field: FieldName, inside: string, value: Json): Edit => ({
  ...at(field, inside),
  op: "set",
  value,
});
const unset = (field: FieldName, inside = ""): Edit => ({ ...at(field, inside), op: "unset" });
const add = (field: FieldName, value: string): Edit => ({
  ...at(field, `[${value}]`),
  op: "add",
  value,
});
const addAt = (field: FieldName, value: string, position: number): Edit => ({
  ...at(field, `[${value}]`),
  op: "add",
  value,
  position,
});

const apply = (before: Customer, edits: readonly Edit[], replaceMetadata = false) =>
  applyEdits(before, { edits, replaceMetadata }, (field) => ({
    with: field === "aliases" ? [] : null,
    unreadable: field === "overrideTaxes",
  }));

describe("edits laid over a customer", () => {
  const ida = { email: "ida@x.example", title: "AP", phone: "1" };
  const ola = { email: "ola@x.example" };

  it.each<[string, Customer, readonly Edit[], Customer]>([
    ["set a text", { name: "A" }, [set("name", "", "B")], { name: "B" }],
    [
      "set a member of a group that is missing",
      {},
      [set("address.city", "", "Oslo")],
      { address: { city: "Oslo" } },
    ],
    [
      "set a member of a group that is null",
      { address: null },
      [set("address.city", "", "Oslo")],
      { address: { city: "Oslo" } },
    ],
    [
      "leave the group's other members",
      { address: { city: "Oslo", line1: "S 4" } },
      [set("address.city", "", "Bergen")],
      { address: { city: "Bergen", line1: "S 4" } },
    ],
    ["clear a text", { name: "A" }, [unset("name")], { name: null }],
    ["clear a list", { aliases: ["a"] }, [unset("aliases")], { aliases: [] }],
    ["leave what is cleared already", { name: "" }, [unset("name")], { name: "" }],
    ["leave what is not there", {}, [unset("name")], {}],
    ["clear what no record shows", {}, [unset("overrideTaxes")], { overrideTaxes: null }],
    ["add to a list", { aliases: ["a"] }, [add("aliases", "b")], { aliases: ["a", "b"] }],
    ["add to no list", { aliases: null }, [add("aliases", "b")], { aliases: ["b"] }],
    ["add what is there", { aliases: ["a"] }, [add("aliases", "a")], { aliases: ["a"] }],
    [
      "add twice",
      {},
      [add("aliases", "a"), add("aliases", "b"), add("aliases", "a")],
      { aliases: ["a", "b"] },
    ],
    ["take an item out", { aliases: ["a", "b"] }, [unset("aliases", "[a]")], { aliases: ["b"] }],
    [
      "take out every item that is the same word",
      { aliases: ["a", "b", "a"] },
      [unset("aliases", "[a]")],
      { aliases: ["b"] },
    ],
    [
      "put an item back where it stood",
      { aliases: ["a", "c"] },
      [addAt("aliases", "b", 1)],
      { aliases: ["a", "b", "c"] },
    ],
    [
      "take out a key deep down",
      { metadata: { a: { b: { c: 1 }, d: 2 } } },
      [unset("metadata", "a.b.c")],
      { metadata: { a: { b: {}, d: 2 } } },
    ],
    [
      "take out a missing key deep down",
      { metadata: { a: { d: 2 } } },
      [unset("metadata", "a.b.c")],
      { metadata: { a: { d: 2 } } },
    ],
    [
      "change one member of one item",
      { contacts: [ola, ida] },
      [set("contacts", "[ida@x.example].title", "CFO")],
      { contacts: [ola, { ...ida, title: "CFO" }] },
    ],
    [
      "clear one member of one item",
      { contacts: [ola, ida] },
      [unset("contacts", "[ida@x.example].title")],
      { contacts: [ola, { email: "ida@x.example", phone: "1" }] },
    ],
    ["set a key", { metadata: { a: 1 } }, [set("metadata", "b", 2)], { metadata: { a: 1, b: 2 } }],
    [
      "set a key deep down",
      { metadata: { a: { b: { c: 1 }, d: 2 } } },
      [set("metadata", "a.b.c", null)],
      { metadata: { a: { b: { c: null }, d: 2 } } },
    ],
    [
      "set a key below what is missing",
      { metadata: null },
      [set("metadata", "a.b", 1)],
      { metadata: { a: { b: 1 } } },
    ],
    [
      "take a key out",
      { metadata: { a: 1, b: 2 } },
      [unset("metadata", "a")],
      { metadata: { b: 2 } },
    ],
    [
      "take out a missing key",
      { metadata: { b: 2 } },
      [unset("metadata", "a")],
      { metadata: { b: 2 } },
    ],
    [
      "empty a member of an object",
      { cloudProviderSettings: { cloudProvider: "AWS", customerIdentifier: "1" } },
      [unset("cloudProviderSettings", "cloudProvider")],
      { cloudProviderSettings: { cloudProvider: null, customerIdentifier: "1" } },
    ],
  ])("%s", (_what, before, edits, after) => {
    const untouched = structuredClone(before);
    expect(apply(before, edits)).toEqual(after);
    expect(before).toEqual(untouched);
  });

  test("a replaced map holds what is named and nothing else", () => {
    const before = { metadata: { a: 1, b: 2 } };
    expect(apply(before, [set("metadata", "b", 3)], true)).toEqual({ metadata: { b: 3 } });
    expect(apply({ metadata: "text" }, [set("metadata", "b", 3)], true)).toEqual({
      metadata: { b: 3 },
    });
  });

  it.each<[Customer, Edit, string, string | undefined]>([
    [
      { contacts: [ida, ola] },
      set("contacts", "[eva@x.example].title", "CFO"),
      '--set: contacts[eva@x.example].title: "contacts" holds no item "eva@x.example"; did you mean "ida@x.example"?',
      "it holds: ida@x.example, ola@x.example",
    ],
    [
      { aliases: ["north", "south"] },
      unset("aliases", "[noth]"),
      '--set: aliases[noth]: "aliases" holds no item "noth"; did you mean "north"?',
      "it holds: north, south",
    ],
    [
      { contacts: [ida, ola] },
      unset("contacts", "[nobody@y.example]"),
      '--set: contacts[nobody@y.example]: "contacts" holds no item "nobody@y.example"',
      "it holds: ida@x.example, ola@x.example",
    ],
    [
      { contacts: null },
      set("contacts", "[eva@x.example].title", "CFO"),
      '--set: contacts[eva@x.example].title: "contacts" holds no item "eva@x.example"',
      "the list is empty",
    ],
    [
      { metadata: "text" },
      set("metadata", "a", 1),
      '--set: metadata.a: the stored value of "metadata" is no object, so "a" cannot be changed in it',
      "replace it on purpose with --replace-metadata",
    ],
    [
      { metadata: { a: 1 } },
      set("metadata", "a.b", 1),
      '--set: metadata.a.b: the stored value of "metadata.a" is no object, so "b" cannot be changed in it',
      'for a key with a dot write metadata["a.b"]',
    ],
    [
      { cloudProviderSettings: ["a"] },
      set("cloudProviderSettings", "cloudProvider", "AWS"),
      '--set: cloudProviderSettings.cloudProvider: the stored value of "cloudProviderSettings" is no object, so "cloudProvider" cannot be changed in it',
      undefined,
    ],
  ])("%j does not hold what %j names", (before, edit, message, hint) => {
    let error: BillingError | undefined;
    try {
      apply(before, [edit]);
    } catch (thrown) {
      error = thrown as BillingError;
    }
    expect(error).toMatchObject({ kind: "usage", message });
    expect(error?.hint).toBe(hint);
  });

  test.each([
    set("contacts", "[ida@x.example].title", "CFO"),
    unset("contacts", "[ida@x.example]"),
  ])("an item that cannot be told from another is not guessed: %j", (edit) => {
    const twins = { contacts: [ida, { ...ida, title: "CTO" }] };
    expect(() => apply(twins, [edit])).toThrow(/holds 2 items called "ida@x.example"/u);
  });

  test("what a patch of an earlier record takes out may be gone by now", () => {
    const patch = { edits: [unset("aliases", "[a]")], replaceMetadata: false };
    const clearing = () => ({ with: null, unreadable: false });
    expect(applyEdits({ aliases: ["b"] }, patch, clearing, true)).toEqual({ aliases: ["b"] });
    expect(() => applyEdits({ aliases: ["b"] }, patch, clearing)).toThrow(/holds no item "a"/u);
  });

  test.each<[Json, Json]>([
    [{}, {}],
    [{ theirs: 1 }, { b: { theirs: 1 } }],
    ["x", { b: "x" }],
    [null, { b: null }],
  ])("%j goes only if it is an empty object", (held, left) => {
    const edit = { ...unset("metadata", "a.b"), onlyEmpty: true } as const;
    expect(apply({ metadata: { a: { b: held } } }, [edit])).toEqual({ metadata: { a: left } });
    expect(apply({ metadata: { a: "x" } }, [edit])).toEqual({ metadata: { a: "x" } });
    expect(apply({}, [edit])).toEqual({});
  });

  test("all complaints come at once", () => {
    const edits = [
      set("contacts", "[a].title", "x"),
      set("metadata", "a.b", 1),
      set("name", "", "B"),
    ];
    expect(() => apply({ metadata: { a: 1 } }, edits)).toThrow("2 things are wrong");
  });
});

test("a value is read by the path of its field", () => {
  expect(fieldValue({ address: { city: "Oslo" } }, "address.city")).toBe("Oslo");
  expect(fieldValue({ address: "Oslo" }, "address.city")).toBeUndefined();
  expect(fieldValue({ address: null }, "address.city")).toBeUndefined();
  expect(fieldValue({}, "metadata")).toBeUndefined();
});

describe("many keys of one map", () => {
  const key = (name: string, value?: string): Edit => ({
    field: "metadata",
    rest: [{ key: name }],
    location: { name: "test" },
    ...(value === undefined ? { op: "unset" } : { op: "set", value }),
  });
  const applied = (before: Customer, edits: readonly Edit[]) =>
    applyEdits(before, { edits, replaceMetadata: false }, () => ({
      with: null,
      unreadable: false,
    }));

  it.each<[string, Customer]>([
    ["a map", { metadata: { a: "1", b: "2", d: "4" } }],
    ["no map", {}],
    ["null", { metadata: null }],
  ])("are laid over %s as they would be one after the other", (_what, before) => {
    const edits = [key("b"), key("c", "3"), key("__proto__", "x"), key("c", "5"), key("nobody")];
    const single = edits.reduce((customer, edit) => applied(customer, [edit]), before);
    expect(applied(before, edits)).toEqual(single);
    expect(Object.keys(applied(before, edits)["metadata"] ?? {})).toContain("__proto__");
  });

  it("make no map where they only take keys out", () => {
    expect(applied({ name: "A" }, [key("a"), key("b")])).toEqual({ name: "A" });
  });

  it("are 60,000 in a moment", () => {
    const edits = Array.from({ length: 60_000 }, (_, index) => key(`k${index}`, "1"));
    expect(Object.keys(applied({}, edits)["metadata"] ?? {})).toHaveLength(60_000);
  });
});
