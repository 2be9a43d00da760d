import { describe, expect, it, test } from "vitest";

import type { FieldName } from "../../src/domain/fields.ts";
import type { Json } from "../../src/domain/json.ts";
import type { Edit } from "../../src/domain/patch.ts";
import { parsePath } from "../../src/domain/path.ts";
import { checkPatch, checkWhole } from "../../src/providers/check-patch.ts";
import { commet } from "../../src/providers/commet.ts";
import type { Provider } from "../../src/providers/contract.ts";
import { flexprice } from "../../src/providers/flexprice.ts";
import { kirim } from "../../src/providers/kirim.ts";
import { maple } from "../../src/providers/maple.ts";
import { allProviders } from "../../src/providers/registry.ts";
import { vayu } from "../../src/providers/vayu.ts";

const location = { name: "--flag" };
const inFile = { name: "rows.csv", line: 2, column: 4 };
const at = (field: FieldName, inside: string) => ({
  field,
  rest: inside === "" ? [] : parsePath(inside),
  location,
});
const set = (field: FieldName, value: Json, inside = ""): Edit => ({
  ...at(field, inside),
  op: "set",
  value,
});
const unset = (field: FieldName, inside = ""): Edit => ({ ...at(field, inside), op: "unset" });

const complaints = (provider: Provider, edits: readonly Edit[], replaceMetadata = false) =>
  checkPatch(provider, { edits, replaceMetadata }, allProviders);
const messages = (provider: Provider, ...edits: readonly Edit[]) =>
  complaints(provider, edits).map(({ message }) => message);

describe("a field that the provider lacks", () => {
  it.each<[Provider, FieldName, string]>([
    [vayu, "email", 'Vayu has no field "email"; it can be set at commet, flexprice, maple, kirim'],
    [kirim, "phone", 'Kirim has no field "phone"; it can be set at flexprice, maple'],
    [commet, "aliases", 'Commet has no field "aliases"; it can be set at vayu'],
    [flexprice, "status", '"status" is read-only at Flexprice; it can be set at maple, kirim'],
    [
      vayu,
      "metadata",
      'Vayu has no field "metadata"; it can be set at commet, flexprice, maple, kirim',
    ],
  ])("$id: %s", (provider, field, message) => {
    expect(complaints(provider, [set(field, "x")])).toMatchObject([{ location, message }]);
    expect(complaints(provider, [unset(field)])).toMatchObject([{ location, message }]);
  });

  it.each<[Provider, FieldName, string | undefined]>([
    [
      vayu,
      "email",
      `at Vayu it stands in contacts: --set 'contacts[<email>].email=…', or in a new one: --set 'contacts+:={"email":"…", …}'`,
    ],
    [
      vayu,
      "phone",
      `at Vayu it stands in contacts: --set 'contacts[<email>].phone=…', or in a new one: --set 'contacts+:={"email":"…", …}'`,
    ],
    [vayu, "metadata", undefined],
    [kirim, "phone", undefined],
  ])("$id: what stands in the place of %s", (provider, field, hint) => {
    expect(complaints(provider, [set(field, "x")])[0]?.hint).toBe(hint);
  });

  it("says of a file what stands in it, and no flag", () => {
    const hints = (provider: Provider, field: FieldName) =>
      complaints(provider, [{ ...set(field, "NO"), location: inFile }]).map(({ hint }) => hint);
    expect(hints(vayu, "phone")).toEqual([
      'at Vayu it stands in contacts: in a table below contacts[<email>].phone, in a new one as "contacts+": {"email":"…", …}',
    ]);
    expect(hints(commet, "address.country")).toEqual([
      "name them all: address.country, address.line1, address.city, address.postalCode",
    ]);
  });

  test("metadata to replace where there is none", () => {
    expect(complaints(vayu, [], true)).toEqual([
      { location: { name: "--replace-metadata" }, message: "Vayu has no metadata" },
    ]);
    expect(complaints(maple, [], true)).toEqual([]);
  });
});

describe("a value", () => {
  it.each<[Provider, Edit, string]>([
    [
      commet,
      set("timezone", "Europe/Oslo"),
      'Commet refuses "Europe/Oslo" for "timezone": expected one of UTC',
    ],
    [commet, set("name", "x".repeat(201)), "expected at most 200 characters"],
    [flexprice, set("address.country", "UK"), 'Flexprice refuses "UK" for "address.country"'],
    [flexprice, set("address.country", "no"), "ISO 3166-1"],
    [flexprice, set("address.city", "é".repeat(51)), "expected at most 100 bytes (UTF-8)"],
    [flexprice, set("phone", "1".repeat(21)), "expected at most 20 characters"],
    [flexprice, set("timezone", "Local"), "an IANA time zone"],
    [flexprice, set("metadata", 5, "a"), 'Flexprice refuses 5 for "metadata.a": expected a string'],
    [flexprice, set("metadata", { a: true }), 'Flexprice refuses this value for "metadata"'],
    [flexprice, set("metadata", "nonsense", "gstin"), "gstin: a GSTIN"],
    [kirim, set("status", "ACTIVE"), "expected one of pending, active, suspended, archived"],
    [kirim, set("metadata", "x".repeat(16 * 1024), "a"), "expected at most 16384 bytes as JSON"],
    [
      maple,
      set("email", "a@b"),
      'Maple Billing refuses "a@b" for "email": expected an e-mail address',
    ],
    [maple, set("childRollupBillingConfig", "soon", "startDate"), "startDate: a time"],
    [vayu, set("dueDays", "NET_30"), "expected one of END_OF_MONTH"],
    [vayu, set("contacts", [{ email: "nobody" }]), "each email: an e-mail address"],
    [vayu, set("contacts", "12", "[a@b.example].phone"), 'for "contacts[a@b.example].phone"'],
    [
      vayu,
      set("customFields", [{ name: "a", valueType: "Date" }]),
      "each valueType: one of String",
    ],
  ])("$id refuses %j", (provider, edit, message) => {
    expect(messages(provider, edit)).toEqual([expect.stringContaining(message)]);
  });

  it.each<[Provider, Edit]>([
    [commet, set("metadata", 5, "a")],
    [flexprice, set("address.country", "XK")],
    [flexprice, set("address.city", "é".repeat(50))],
    [flexprice, set("metadata", "27AAPFU0939F1ZV", "gstin")],
    [vayu, set("contacts", [{ email: null, phone: "+4930111222" }])],
    [maple, set("address.country", "Norway")],
  ])("$id takes %j", (provider, edit) => {
    expect(messages(provider, edit)).toEqual([]);
  });

  test("that is long is shown in part", () => {
    const [message = ""] = messages(kirim, set("name", "x".repeat(5000)));
    expect(message.length).toBeLessThan(160);
    expect(message).toContain("…");
  });

  test("too many keys together are too many", () => {
    const edits = Array.from({ length: 65 }, (_none, index) => set("metadata", 1, `k${index}`));
    expect(messages(kirim, ...edits)).toEqual([expect.stringContaining("at most 64 keys")]);
    expect(messages(kirim, ...edits.slice(1))).toEqual([]);
  });
});

describe("clearing", () => {
  it.each<[Provider, FieldName]>([
    [vayu, "name"],
    [vayu, "externalId"],
    [commet, "email"],
    [commet, "timezone"],
    [flexprice, "email"],
    [flexprice, "timezone"],
    [flexprice, "address.country"],
    [maple, "status"],
    [kirim, "name"],
  ])("$id has no way to clear %s", (provider, field) => {
    expect(messages(provider, unset(field))).toEqual([
      `"${field}" cannot be cleared at ${provider.title}: its API has no way to say so`,
    ]);
  });

  test("one item of a list that cannot be read cannot be taken out; a member of an object can", () => {
    expect(messages(maple, unset("overrideTaxes", "[NO+03+GST]"))).toEqual([
      expect.stringContaining("one item cannot be taken out of it"),
    ]);
    expect(messages(maple, unset("overrideTaxes"))).toEqual([]);
    expect(messages(maple, unset("childRollupBillingConfig", "endDate"))).toEqual([]);
  });
});

describe("an address that is sent whole", () => {
  const all = (["address.line1", "address.city", "address.postalCode"] as const).map((field) =>
    set(field, "x"),
  );

  test("names what else it needs, once", () => {
    expect(messages(commet, ...all)).toEqual([
      'Commet takes "address" only whole and never returns it, so address.country must be named too',
    ]);
    expect(messages(commet, set("address.region", "x"))).toHaveLength(1);
    expect(messages(commet, ...all, set("address.country", "NO"))).toEqual([]);
    expect(messages(maple, set("address.city", "x"))).toEqual([]);
  });
});

test("the map as it would be sent is checked too", () => {
  expect(checkWhole(flexprice, "metadata", { a: 1 })).toEqual([
    "a string: this provider stores no other type in metadata",
  ]);
  expect(checkWhole(commet, "metadata", { a: 1 })).toEqual([]);
});
