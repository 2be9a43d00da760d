import { describe, expect, it, test } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { Json, JsonObject } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { verifyUpdate } from "../../src/plan/verify.ts";
import type { Provider } from "../../src/providers/contract.ts";
import { commet } from "../../src/providers/commet.ts";
import { flexprice } from "../../src/providers/flexprice.ts";
import { kirim } from "../../src/providers/kirim.ts";
import { maple } from "../../src/providers/maple.ts";
import { vayu } from "../../src/providers/vayu.ts";

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

function verify(
  provider: Provider,
  native: JsonObject,
  edits: readonly Edit[],
  stored: JsonObject,
) {
  const plan = planUpdate(provider, native, { edits, replaceMetadata: false });
  const verdict = verifyUpdate(provider, plan, native, stored);
  return {
    ...verdict,
    codes: verdict.warnings.map(({ code, field }) => `${code} ${field}`),
  };
}

const ana = {
  id: "cus_1",
  fullName: "Ana",
  email: "ana@x.example",
  timezone: "UTC",
  metadata: { a: 1 },
  updatedAt: "then",
};

describe("stored as asked", () => {
  it.each<[string, Provider, JsonObject, readonly Edit[], JsonObject]>([
    ["a text", commet, ana, [set("name", "", "B")], { ...ana, fullName: "B", updatedAt: "now" }],
    [
      "a map in another order",
      commet,
      ana,
      [set("metadata", "b", 2)],
      { ...ana, metadata: { b: 2, a: 1 } },
    ],
    [
      "a cleared text as null",
      maple,
      { id: "c", title: "T" },
      [unset("title")],
      { id: "c", title: null },
    ],
    [
      "a cleared text as empty",
      maple,
      { id: "c", title: "T" },
      [unset("title")],
      { id: "c", title: "" },
    ],
    ["a cleared text as no member", maple, { id: "c", title: "T" }, [unset("title")], { id: "c" }],
    [
      "a cleared list as null",
      vayu,
      { id: "c", aliases: ["a"] },
      [unset("aliases")],
      { id: "c", aliases: null },
    ],
    [
      "a cleared map as null",
      flexprice,
      { id: "c", metadata: { a: "1" } },
      [unset("metadata")],
      { id: "c", metadata: null },
    ],
    [
      "a cleared object as an empty one",
      vayu,
      { id: "c", cloudProviderSettings: { cloudProvider: "AWS" } },
      [unset("cloudProviderSettings")],
      { id: "c", cloudProviderSettings: {} },
    ],
    [
      "white space that the provider tidies",
      kirim,
      { id: "c", name: "A" },
      [set("name", "", " B \n C ")],
      { id: "c", name: "B C" },
    ],
  ])("%s", (_what, provider, native, edits, stored) => {
    const { codes, dropped, stored: count, changes } = verify(provider, native, edits, stored);
    expect({ codes, dropped }).toEqual({ codes: [], dropped: 0 });
    expect(count).toBe(changes.length);
    expect(changes.every((change) => !("stored" in change))).toBe(true);
  });
});

describe("not as asked", () => {
  test("dropped: the answer is a success and the value the old one", () => {
    const edits = [set("name", "", "B"), set("email", "", "b@x.example")];
    const result = verify(commet, ana, edits, { ...ana, email: "b@x.example" });
    expect(result).toMatchObject({
      codes: ["not_stored name"],
      dropped: 1,
      stored: 1,
      changes: [{ field: "name", after: "B", stored: { value: "Ana" } }, { field: "email" }],
    });
    expect(result.changes[1]).not.toHaveProperty("stored");
  });

  test("dropped, where there was nothing: null for a missing member is still nothing", () => {
    const result = verify(maple, { id: "c" }, [set("title", "", "T")], { id: "c", title: null });
    expect(result).toMatchObject({ codes: ["not_stored title"], dropped: 1, stored: 0 });
  });

  test("a removal that did not take", () => {
    const native = { id: "c", metadata: { a: 1, b: 2 } };
    const result = verify(maple, native, [unset("metadata", "a")], native);
    expect(result).toMatchObject({ codes: ["not_stored metadata.a"], dropped: 1 });
  });

  test("stored differently", () => {
    const result = verify(commet, ana, [set("name", "", "Bob")], { ...ana, fullName: "BOB" });
    expect(result).toMatchObject({
      codes: ["stored_differently name"],
      dropped: 0,
      stored: 0,
      changes: [{ field: "name", after: "Bob", stored: { value: "BOB" } }],
    });
  });

  test("white space counts where nobody says that it is tidied", () => {
    const result = verify(commet, ana, [set("name", "", "B  C")], { ...ana, fullName: "B C" });
    expect(result.codes).toEqual(["stored_differently name"]);
  });

  test("gone altogether", () => {
    const { fullName: _gone, ...without } = ana;
    const result = verify(commet, ana, [set("name", "", "B")], without);
    expect(result.changes).toMatchObject([{ field: "name", stored: {} }]);
    expect(result.codes).toEqual(["stored_differently name"]);
  });
});

describe("what nobody named", () => {
  it.each<[string, Provider, JsonObject, readonly Edit[], JsonObject, string[]]>([
    [
      "another field",
      commet,
      ana,
      [set("name", "", "B")],
      { ...ana, fullName: "B", timezone: "Asia/Tokyo" },
      ["changed_beside timezone"],
    ],
    [
      "another key of the map that was named",
      commet,
      ana,
      [set("metadata", "b", 2)],
      { ...ana, metadata: { a: 9, b: 2, c: 3 } },
      ["changed_beside metadata.a", "changed_beside metadata.c"],
    ],
    [
      "a list that was wiped",
      vayu,
      { id: "c", name: "A", aliases: ["a", "b"], taxIds: [] },
      [set("name", "", "B")],
      { id: "c", name: "B", aliases: [], taxIds: [] },
      ["changed_beside aliases[a]", "changed_beside aliases[b]"],
    ],
    [
      "another member of the object that was named",
      maple,
      { id: "c", address: { city: "Oslo", zip: "0155" } },
      [set("address.city", "", "Bergen")],
      { id: "c", address: { city: "Bergen" } },
      ["changed_beside address.postalCode"],
    ],
    [
      "a member that has no common name",
      commet,
      { ...ana, plan: "pro" },
      [set("name", "", "B")],
      { ...ana, fullName: "B", plan: "free" },
      ["changed_beside plan"],
    ],
    [
      "not what changes by itself, and not another spelling of nothing",
      flexprice,
      { id: "c", name: "A", address_line2: "", updated_at: "then" },
      [set("name", "", "B")],
      { id: "c", name: "B", address_line2: null, updated_at: "now" },
      [],
    ],
    [
      "a member that is gone, which no field holds",
      kirim,
      { id: "c", name: "A", whatsapp_accounts: [1], a: "" },
      [set("name", "", "B")],
      { id: "c", name: "B" },
      ["changed_beside whatsapp_accounts"],
    ],
    [
      "a member that is new, and data deep within one",
      maple,
      { id: "c", name: "A", customer_integration_metadata: { crm: { id: 7, a_b: null } } },
      [set("name", "", "B")],
      { id: "c", name: "B", customer_integration_metadata: { crm: { id: 8 } }, plan: "pro" },
      [
        "changed_beside customer_integration_metadata.crm.id",
        "changed_beside customer_integration_metadata.crm.a_b",
        "changed_beside plan",
      ],
    ],
    [
      "an unknown member beside those of an object",
      maple,
      { id: "c", name: "A", address: { city: "Oslo", county: "X" } },
      [set("address.city", "", "Bergen")],
      { id: "c", name: "A", address: { city: "Bergen" } },
      ["changed_beside address.county"],
    ],
  ])("%s", (_what, provider, native, edits, stored, codes) => {
    const result = verify(provider, native, edits, stored);
    expect(result.codes).toEqual(codes);
    expect(result.dropped).toBe(0);
  });
});

test("what no record shows counts as neither stored nor dropped", () => {
  const edits = [set("childRollupBilling", "", true), set("name", "", "B")];
  const result = verify(maple, { id: "c", name: "A" }, edits, { id: "c", name: "B" });
  expect(result).toMatchObject({ codes: [], stored: 1, dropped: 0, after: { id: "c", name: "B" } });
});

test("an item whose identity was to change and did not is one change that was dropped", () => {
  const contacts = [{ name: "Ida", email: "a@x.example" }];
  const result = verify(
    vayu,
    { id: "c", contacts },
    [set("contacts", "[a@x.example].email", "b@x.example")],
    { id: "c", contacts },
  );
  expect(result).toMatchObject({
    codes: ["not_stored contacts[a@x.example].email"],
    dropped: 1,
    beside: [],
  });
});

test("an item beside may have 10 MB in its name", () => {
  const long = `${"w".repeat(10_000_000)}@x.example`;
  const bo = { name: "Bo", email: "bo@x.example" };
  const record = { id: "1", name: "A", contacts: [bo, { name: "Ida", email: long }] };
  const edit = set("contacts", "[bo@x.example].title", "CFO");
  const { codes } = verify(vayu, record, [edit], {
    ...record,
    contacts: [
      { ...bo, title: "CFO" },
      { name: "Ida", email: long, title: "CEO" },
    ],
  });
  expect(codes.map((code) => code.replace(long, "…"))).toEqual([
    "changed_beside contacts[…].title",
  ]);
});
