import { describe, expect, it } from "vitest";

import type { Customer } from "../../src/domain/change.ts";
import type { FieldName } from "../../src/domain/fields.ts";
import type { CustomerPatch, Edit } from "../../src/domain/patch.ts";
import type { Path } from "../../src/domain/path.ts";
import { imagesOf, movedSince } from "../../src/plan/images.ts";

const location = { name: "test" };
const set = (field: FieldName, rest: Path = []): Edit => ({
  field,
  rest,
  op: "set",
  value: "x",
  location,
});
const patch = (edits: readonly Edit[], replaceMetadata = false): CustomerPatch => ({
  edits,
  replaceMetadata,
});
const moved = (
  before: Customer,
  now: Customer,
  fields: readonly FieldName[],
  edits: readonly Edit[],
  replace = false,
) => movedSince(imagesOf(before, fields), now, patch(edits, replace)).map(({ field }) => field);

describe("imagesOf", () => {
  it("tells nothing there from null and an empty text", () => {
    const customer = { name: "", address: { city: null } };
    expect(imagesOf(customer, ["name", "address.city", "email"])).toEqual([
      { field: "name", value: "" },
      { field: "address.city", value: null },
      { field: "email" },
    ]);
  });
});

describe("movedSince", () => {
  it("finds a field that changed, as it was and as it is", () => {
    const images = imagesOf({ name: "A" }, ["name"]);
    expect(movedSince(images, { name: "B" }, patch([set("name")]))).toEqual([
      { field: "name", kind: "changed", before: "A", after: "B" },
    ]);
  });

  it("passes over a field that has no image, and spellings of nothing", () => {
    expect(
      moved({ name: "A", email: "a" }, { name: "A", email: "b" }, ["name"], [set("name")]),
    ).toEqual([]);
    expect(moved({ name: null }, { name: "" }, ["name"], [set("name")])).toEqual([]);
    expect(moved({}, { metadata: {} }, ["metadata"], [set("metadata", [{ key: "a" }])])).toEqual(
      [],
    );
  });

  it("passes over the order of a list of which one item is named, and not over that of a whole one", () => {
    const [before, now] = [{ aliases: ["a", "b"] }, { aliases: ["b", "a"] }];
    expect(moved(before, now, ["aliases"], [set("aliases", [{ item: "a" }])])).toEqual([]);
    expect(moved(before, now, ["aliases"], [set("aliases")])).toEqual(["aliases"]);
  });

  it("passes over what is in an object that goes only once it is empty, and not over another value", () => {
    const whole: Edit = {
      field: "metadata",
      rest: [{ key: "a" }],
      op: "unset",
      onlyEmpty: true,
      location,
    };
    const before = { metadata: { a: {} } };
    expect(moved(before, { metadata: { a: { theirs: 1 } } }, ["metadata"], [whole])).toEqual([]);
    expect(moved(before, { metadata: { a: 1 } }, ["metadata"], [whole])).toEqual(["metadata.a"]);
  });

  it("passes over keys of a map that the patch leaves alone", () => {
    const [before, now] = [
      { metadata: { a: 1, ab: 1, b: { c: 1 } } },
      { metadata: { a: 1, ab: 2, b: { c: 2 } } },
    ];
    expect(moved(before, now, ["metadata"], [set("metadata", [{ key: "a" }])])).toEqual([]);
    expect(moved(before, now, ["metadata"], [set("metadata", [{ key: "ab" }])])).toEqual([
      "metadata.ab",
    ]);
    expect(moved(before, now, ["metadata"], [set("metadata", [{ key: "b" }])])).toEqual([
      "metadata.b.c",
    ]);
    expect(
      moved(before, now, ["metadata"], [set("metadata", [{ key: "b" }, { key: "c" }])]),
    ).toEqual(["metadata.b.c"]);
    expect(moved(before, now, ["metadata"], [set("metadata")])).toEqual([
      "metadata.ab",
      "metadata.b.c",
    ]);
    expect(moved(before, now, ["metadata"], [], true)).toEqual(["metadata.ab", "metadata.b.c"]);
  });

  it("finds that what the patch goes into is gone", () => {
    const inside = [set("metadata", [{ key: "b" }, { key: "c" }])];
    expect(
      moved({ metadata: { b: { c: 1 } } }, { metadata: { b: 5 } }, ["metadata"], inside),
    ).toEqual(["metadata.b"]);
    expect(moved({ metadata: { b: { c: 1 } } }, { metadata: "odd" }, ["metadata"], inside)).toEqual(
      ["metadata"],
    );
  });

  it("passes over items of a list that the patch leaves alone", () => {
    const list = (ida: string, bo: string) => ({
      contacts: [
        { email: "ida@x", title: ida },
        { email: "bo@x", title: bo },
      ],
    });
    const title = [set("contacts", [{ item: "ida@x" }, { key: "title" }])];
    expect(moved(list("A", "B"), list("A", "C"), ["contacts"], title)).toEqual([]);
    expect(moved(list("A", "B"), list("D", "B"), ["contacts"], title)).toEqual([
      "contacts[ida@x].title",
    ]);
    expect(moved(list("A", "B"), { contacts: [] }, ["contacts"], title)).toEqual([
      "contacts[ida@x]",
    ]);
    expect(moved(list("A", "B"), list("A", "C"), ["contacts"], [set("contacts")])).toEqual([
      "contacts[bo@x].title",
    ]);
  });
});

it("compares 60,000 keys of a map in one go", () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}`);
  const before = { metadata: Object.fromEntries(keys.map((key) => [key, "1"])) };
  const now = { metadata: { ...before.metadata, k7: "2", other: "3" } };
  const edits = keys.map((key) => set("metadata", [{ key }]));
  expect(moved(before, now, ["metadata"], edits)).toEqual(["metadata.k7"]);
});
