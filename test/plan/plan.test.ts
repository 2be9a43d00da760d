import { describe, expect, it, test } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { Json, JsonObject } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { commet } from "../../src/providers/commet.ts";
import type { Provider } from "../../src/providers/contract.ts";
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

const plan = (
  provider: Provider,
  native: JsonObject,
  edits: readonly Edit[],
  replaceMetadata = false,
) => planUpdate(provider, native, { edits, replaceMetadata });

describe("what is sent", () => {
  const address = { address_line_1: "S 4", city: "Oslo", zip: null, unknown: 1 };

  it.each<[string, Provider, JsonObject, readonly Edit[], JsonObject]>([
    [
      "a text alone",
      maple,
      { id: "c", name: "A", title: "T" },
      [set("title", "", "U")],
      { title: "U" },
    ],
    [
      "a member with the whole object that was read",
      maple,
      { id: "c", address },
      [set("address.postalCode", "", "0155")],
      { address: { ...address, zip: "0155" } },
    ],
    [
      "two members of one object",
      maple,
      { id: "c", address: null },
      [set("address.city", "", "Oslo"), set("address.country", "", "NO")],
      { address: { city: "Oslo", country: "NO" } },
    ],
    [
      "one key with the whole map",
      kirim,
      { id: "c", metadata: { a: 1, b: { c: 2 } } },
      [set("metadata", "b.c", 3)],
      { metadata: { a: 1, b: { c: 3 } } },
    ],
    [
      "a map without the key that goes",
      kirim,
      { id: "c", metadata: { a: 1, b: 2 } },
      [unset("metadata", "a")],
      { metadata: { b: 2 } },
    ],
    ["null for a cleared text", maple, { id: "c", title: "T" }, [unset("title")], { title: null }],
    [
      "an empty text, where that clears",
      flexprice,
      { id: "c", address_city: "Oslo" },
      [unset("address.city")],
      { address_city: "" },
    ],
    [
      "what clears a field no record shows",
      maple,
      { id: "c" },
      [unset("overrideTaxes")],
      { override_taxes: [] },
    ],
    [
      "what clears an object no record shows",
      maple,
      { id: "c" },
      [unset("childRollupBillingConfig")],
      { child_rollup_billing_config: null },
    ],
    [
      "everything writable, where the rest would be lost",
      vayu,
      { id: "c", name: "A", aliases: ["a"], taxIds: null, createdAt: "then", openAmount: 1 },
      [set("name", "", "B")],
      { name: "B", aliases: ["a"], taxIds: null },
    ],
  ])("%s", (_what, provider, native, edits, body) => {
    expect(plan(provider, native, edits).body).toEqual(body);
  });

  test("nothing, where nothing differs", () => {
    const { changes, touched } = plan(maple, { id: "c", title: "", address: { city: "Oslo" } }, [
      unset("title"),
      set("address.city", "", "Oslo"),
      unset("address.state"),
    ]);
    expect({ changes, touched }).toEqual({ changes: [], touched: [] });
  });
});

describe("what is shown", () => {
  test("the rows in the order of the vocabulary, each with why it is confirmed", () => {
    const { changes, touched } = plan(
      kirim,
      { id: "c", name: "A", email: "a@x.example", status: "active", metadata: { a: 1 } },
      [unset("metadata", "a"), set("status", "", "archived"), set("name", "", "B")],
    );
    expect(touched).toEqual(["name", "status", "metadata"]);
    expect(changes).toEqual([
      { field: "name", kind: "changed", before: "A", after: "B" },
      {
        field: "status",
        kind: "changed",
        before: "active",
        after: "archived",
        destructive: "takes the customer out of service",
      },
      { field: "metadata.a", kind: "removed", before: 1, destructive: "removes data" },
    ]);
  });

  test("a replaced map: what goes, what stays and what comes", () => {
    const { changes, body } = plan(
      maple,
      { id: "c", metadata: { a: 1, b: 2 } },
      [set("metadata", "b", 2), set("metadata", "d", 4)],
      true,
    );
    expect(changes.map(({ field, kind }) => [field, kind])).toEqual([
      ["metadata.a", "removed"],
      ["metadata.d", "added"],
    ]);
    expect(body).toEqual({ metadata: { b: 2, d: 4 } });
  });

  test("a field that no record shows is a change whatever it is set to, and warned of", () => {
    const { changes, warnings, before, after } = plan(maple, { id: "c", name: "A" }, [
      set("childRollupBilling", "", true),
      unset("overrideTaxes"),
    ]);
    expect(changes).toEqual([
      { field: "childRollupBilling", kind: "changed", after: true, unreadable: true },
      { field: "overrideTaxes", kind: "removed", unreadable: true, destructive: "removes data" },
    ]);
    expect(warnings.map(({ code, field }) => [code, field])).toEqual([
      ["not_readable", "childRollupBilling"],
      ["not_readable", "overrideTaxes"],
    ]);
    expect(after).toEqual(before);
  });

  test("an address that no record shows is in neither picture", () => {
    const { after, body } = plan(commet, { id: "cus_1" }, [set("address.city", "", "Oslo")]);
    expect(after).toEqual({ id: "cus_1" });
    expect(body).toEqual({ address: { city: "Oslo" } });
  });

  test("a field that the provider does nothing with is told and not asked about", () => {
    const mapping = [{ providerType: "stripe", entityId: "c" }];
    const { changes, warnings } = plan(flexprice, { id: "c" }, [
      set("integrationEntityMapping", "", mapping),
    ]);
    expect(warnings).toMatchObject([
      { code: "ignored_by_provider", field: "integrationEntityMapping" },
    ]);
    expect(changes[0]).not.toHaveProperty("destructive");
  });
});

describe("what has to be stored first", () => {
  const rename = [set("externalId", "", "b")];

  it.each<[string, JsonObject]>([
    ["null", { id: "c", external_id: "a", metadata: null }],
    ["missing", { id: "c", external_id: "a" }],
  ])("an empty map, where metadata is %s and the external id changes", (_what, native) => {
    expect(plan(flexprice, native, rename).preparation).toMatchObject({
      body: { metadata: {} },
      because: expect.stringContaining("crashes"),
    });
  });

  test("nothing, where there is metadata or the external id stays", () => {
    const native = { id: "c", external_id: "a", metadata: {} };
    expect(plan(flexprice, native, rename)).not.toHaveProperty("preparation");
    expect(
      plan(flexprice, { ...native, metadata: null }, [set("name", "", "B")]),
    ).not.toHaveProperty("preparation");
    expect(
      plan(flexprice, { ...native, metadata: null }, [set("externalId", "", "a")]),
    ).not.toHaveProperty("preparation");
  });
});

describe("what only the record can tell", () => {
  test("a map that would become too large", () => {
    const keys = Object.fromEntries(Array.from({ length: 64 }, (_none, index) => [`k${index}`, 1]));
    expect(() => plan(kirim, { id: "c", metadata: keys }, [set("metadata", "one", 1)])).toThrow(
      "--set: the metadata would then break a rule of Kirim: expected at most 64 keys",
    );
    expect(() =>
      plan(kirim, { id: "c", metadata: keys }, [set("metadata", "k1", 2)]),
    ).not.toThrow();
  });

  test("stored values that this provider would not take back", () => {
    expect(() =>
      plan(flexprice, { id: "c", metadata: { n: 5 } }, [set("metadata", "a", "b")]),
    ).toThrow("expected a string");
  });

  test("an object that is none: a change inside it would lose it unseen", () => {
    expect(() =>
      plan(vayu, { id: "c", address: "Torstr. 9, Berlin" }, [set("address.city", "", "Oslo")]),
    ).toThrow(
      '--set: the stored "address" is no object, so "address.city" cannot be changed in it',
    );
    for (const address of [null, "", {}]) {
      expect(plan(vayu, { id: "c", address }, [set("address.city", "", "Oslo")]).body).toEqual({
        address: { city: "Oslo" },
      });
    }
  });
});
