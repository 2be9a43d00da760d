import { describe, expect, it, test } from "vitest";

import type { Json } from "../../src/domain/json.ts";
import type { Provider } from "../../src/providers/contract.ts";
import {
  at,
  camelCased,
  clearedBy,
  dateTime,
  eachItem,
  emailAddress,
  ianaTimezone,
  maxBytes,
  maxCharacters,
  maxJsonBytes,
  maxKeys,
  oneOf,
  renamed,
  shown,
  underKey,
  writeOnly,
} from "../../src/providers/vocabulary.ts";

describe("a rule", () => {
  const accepted: readonly (readonly [
    string,
    { accepts: (value: Json) => boolean },
    Json[],
    Json[],
  ])[] = [
    [
      "emailAddress",
      emailAddress,
      ["a@b.co", "jörg+x@straße.example", '"q"@x.co', '"a b"@x.co', 5],
      [
        "a@b",
        '"q@x.co',
        '""@x.co',
        "a b@c.example",
        "A <a@b.example>",
        "a@b..",
        "",
        "a\u{200B}@b.co",
        "a@b\u{202E}.co",
        "a\u{FFFD}@b.co",
      ],
    ],
    [
      "ianaTimezone",
      ianaTimezone,
      ["Europe/Oslo", "UTC", "EST"],
      ["Local", "+05:30", "-01", "Europe/Atlantis", ""],
    ],
    [
      "dateTime",
      dateTime,
      ["2026-11-07T05:31:56Z", "2026-11-07T05:31:56-04:00"],
      ["2026-11-07", "soon", "2026-13-40T00:00:00Z"],
    ],
    ["maxCharacters", maxCharacters(3), ["äöü", "😀😀😀", 12_345], ["äöüß"]],
    ["maxBytes", maxBytes(4), ["äö", "abcd"], ["äöü", "😀a"]],
    ["oneOf", oneOf("a", "b"), ["a", "b", null], ["A", "", "a,b"]],
    ["maxKeys", maxKeys(1), [{}, { a: 1 }, "text"], [{ a: 1, b: 2 }]],
    ["maxJsonBytes", maxJsonBytes(9), [{ a: "b" }], [{ a: "bc" }, { a: "ä" }]],
    ["underKey", underKey("a", oneOf("x")), [{}, { a: "x" }, { b: "y" }], [{ a: "y" }]],
    ["eachItem", eachItem(oneOf("x")), [[], ["x", "x"], "y"], [["x", "y"]]],
    [
      "eachItem, member",
      eachItem(oneOf("x"), "m"),
      [[{}, { m: null }, { m: "x" }]],
      [[{ m: "y" }]],
    ],
  ];
  it.each(accepted)("%s", (_name, rule, good, bad) => {
    for (const value of good) expect([value, rule.accepts(value)]).toEqual([value, true]);
    for (const value of bad) expect([value, rule.accepts(value)]).toEqual([value, false]);
  });
});

describe("names", () => {
  const codec = renamed<"list">({ providerType: "provider_type" });

  test("go both ways and come back; what is not listed stays", () => {
    const items = [{ providerType: "stripe", metadata: { providerType: 1 } }, "x", null];
    expect(codec.encode(items)).toEqual([
      { provider_type: "stripe", metadata: { providerType: 1 } },
      "x",
      null,
    ]);
    expect(codec.decode(codec.encode(items))).toEqual(items);
  });

  test("of a schema in snake_case are read in camelCase, and those of the data in it are not", () => {
    const native = [{ a_1b: { a_1b: [{ e_f: null }] }, c_d: 1, X: "a_b" }];
    const codec = camelCased<"list">("a_1b");
    expect(codec.decode(native)).toEqual([{ a1b: { a_1b: [{ e_f: null }] }, c_d: 1, X: "a_b" }]);
    expect(codec.encode(codec.decode(native))).toEqual(native);
  });

  test("that another member has already are not given twice: neither is lost", () => {
    const native = { a_b: 1, aB: 2 };
    const cased = camelCased<"object">("a_b");
    expect(cased.decode(native)).toEqual(native);
    expect(cased.encode(cased.decode(native))).toEqual(native);
  });
});

test("words become facts", () => {
  expect(at("a.b", { ...clearedBy(null), ...writeOnly })).toEqual({
    path: "a.b",
    clear: { with: null },
    access: "write-only",
  });
  expect(shown("a")).toEqual({ path: "a" });
});

describe("what does not compile", () => {
  type Fields = Provider["fields"];

  test("a misspelt field", () => {
    // @ts-expect-error the vocabulary has no such name
    const fields: Fields = { nmae: at("name") };
    expect(fields).toBeDefined();
  });

  test("a codec for lists on a text, and one for objects on a list", () => {
    const listCodec = renamed<"list">({});
    const objectCodec = renamed<"object">({});
    // @ts-expect-error a text is no list
    const onText: Fields = { name: at("name", { codec: listCodec }) };
    // @ts-expect-error a list is no object
    const onList: Fields = { contacts: at("contacts", { codec: objectCodec }) };
    const fitting: Fields = {
      contacts: at("contacts", { codec: listCodec }),
      cloudProviderSettings: at("cloudProviderSettings", { codec: objectCodec }),
    };
    expect([onText, onList, fitting]).toHaveLength(3);
  });

  test("a style that nobody interprets", () => {
    // @ts-expect-error bodies are partial or whole
    const style: Provider["updateStyle"] = "merge";
    // @ts-expect-error a customer is not deleted here
    const method: Provider["byId"]["update"]["method"] = "DELETE";
    expect([style, method]).toHaveLength(2);
  });
});

test("a vendor's member called constructor keeps its name and value", () => {
  const codec = renamed<"list">({ name: "vayuCustomFieldName" });
  const native = [{ vayuCustomFieldName: "x", constructor: "y", toString: "z" }];
  const common = [{ name: "x", constructor: "y", toString: "z" }];
  expect(codec.decode(native)).toEqual(common);
  expect(codec.encode(common)).toEqual(native);
});
