import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { describeComplaint } from "../../src/domain/errors.ts";
import { isExactNumber, isJsonObject, parseJson } from "../../src/domain/json.ts";
import { documentByteLimit } from "../../src/patch/tree/decode-text.ts";
import { readDocument, readRowDocument } from "../../src/patch/document.ts";
import { rounds } from "../support/random.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (text: string | Uint8Array) =>
  readDocument(typeof text === "string" ? bytes(text) : text, "p");

function complaintsOf(text: string | Uint8Array): readonly string[] {
  const result = read(text);
  return "complaints" in result ? result.complaints.map(describeComplaint) : [];
}

describe("a document", () => {
  it.each([
    ['{"name":"A","address":{"city":"Oslo"}}', { name: "A", address: { city: "Oslo" } }],
    ["name: A\naddress:\n  city: Oslo\n", { name: "A", address: { city: "Oslo" } }],
    ["name: A\r\naliases:\r\n  - x\r\n", { name: "A", aliases: ["x"] }],
    ["\uFEFF{}", {}],
    ["\uFEFFname: A", { name: "A" }],
    [" \n\t{}", {}],
    ["# c\n---\nname: A\n", { name: "A" }],
    [
      "a: yes\nb: no\nc: 2020-01-01\nd: ~\ne:\n",
      { a: "yes", b: "no", c: "2020-01-01", d: null, e: null },
    ],
    ["a: 31\nb: 1.5\nc: -3\n1: d", { "1": "d", a: 31, b: 1.5, c: -3 }],
    ["a: &x 1\nb: !!str 12", { a: 1, b: "12" }],
    ["a: |\n  one\n  two\n", { a: "one\ntwo\n" }],
    ['"<<": 1', { "<<": 1 }],
    [
      '{"a":0.1,"b":-0,"c":1e5,"d":9007199254740991}',
      { a: 0.1, b: parseJson("-0"), c: 1e5, d: 9007199254740991 },
    ],
  ])("reads %j", (text, value) => {
    const result = read(text);
    expect("document" in result ? result.document.value : result).toEqual(value);
  });

  it.each<[string, string | Uint8Array, string[]]>([
    ["empty", "", ["p: there is nothing in it"]],
    ["blank", " \n\n", ["p: there is nothing in it"]],
    ["comments only", "# a\n---\n# b\n", ["p: there is nothing in it"]],
    ["a list", "[]", ["p:1:1: expected one object of fields, got a list"]],
    ["a YAML list", "\n- a", ["p:2:1: expected one object of fields, got a list"]],
    ["a word", "hello", ['p:1:1: expected one object of fields, got the text "hello"']],
    ["null", "~", ["p:1:1: expected one object of fields, got null"]],
    ["a repeated key", '{"a":1,\n "a":1}', ['p:2:2: the key "a" is already at 1:2']],
    [
      "a repeated YAML key",
      "a:\n  b: 1\n  b: 2\na: 3",
      ['p:3:3: the key "b" is already at 2:3', 'p:4:1: the key "a" is already at 1:1'],
    ],
    [
      "a big integer",
      '{"a":12345678901234567890}',
      ["p:1:6: the number 12345678901234567890 cannot be held exactly"],
    ],
    [
      "a big YAML integer",
      "a: [9007199254740993]",
      ["p:1:5: the number 9007199254740993 cannot be held exactly"],
    ],
    [
      "a signed big YAML integer",
      "a: +9007199254740993",
      ["p:1:4: the number +9007199254740993 cannot be held exactly"],
    ],
    ["a huge number", '{"a":1e400}', ["p:1:6: the number 1e400 cannot be held exactly"]],
    [
      "infinity",
      "a: .inf\nb: .nan",
      [
        "p:1:4: the number .inf cannot be held exactly",
        "p:2:4: the number .nan cannot be held exactly",
      ],
    ],
    ["a cut off text", '{"a":', ["p:1:6: the JSON ends too early"]],
    ["a cut off object", '{"a": 1\n', ["p:1:8: the JSON ends too early"]],
    ["a cut off string", '{"a": "x', ["p:1:9: the JSON ends too early"]],
    ["a trailing comma", '{"a":1,}', ['p:1:8: not JSON: "}" is not expected here']],
    ["single quotes", "{'a':1}", [`p:1:2: not JSON: "'" is not expected here`]],
    ["a bare key", "{a: 1}", ['p:1:2: not JSON: "a" is not expected here']],
    ["two documents in one", '{"a":1} {"b":2}', ['p:1:9: not JSON: "{" is not expected here']],
    [
      "a raw line break",
      '{"a":"x\ny"}',
      ["p:1:8: a line break or control character stands in a string"],
    ],
    ["an alias", "a: &x [1]\nb: *x", ["p:2:4: YAML aliases are not read"]],
    [
      "a tag",
      "a: !foo 1\nb: !!binary aGk=",
      [
        "p:1:9: the YAML tag !foo is not read",
        "p:2:13: the YAML tag tag:yaml.org,2002:binary is not read",
      ],
    ],
    ["a merge key", "<<: {a: 1}", ["p:1:1: YAML merge keys are not read"]],
    ["a complex key", "? {a: 1}\n: 2", ["p:1:3: a key must be plain text"]],
    [
      "two YAML documents",
      "a: 1\n---\nb: 2",
      ["p:2:1: a second YAML document begins here; one is expected"],
    ],
    [
      "broken YAML",
      "a: 1\nb: c: d",
      ["p:2:4: not YAML: nested mappings are not allowed in compact mappings"],
    ],
    [
      "deep JSON",
      `{"a":${"[".repeat(64)}${"]".repeat(64)}}`,
      ["p:1:69: nested deeper than 64 levels"],
    ],
    ["very deep JSON", "[".repeat(200_000), ["p:1:65: nested deeper than 64 levels"]],
    [
      "deep YAML",
      `a: ${"[".repeat(64)}${"]".repeat(64)}`,
      ["p:1:67: nested deeper than 64 levels"],
    ],
    ["very deep YAML", "- ".repeat(20_000), ["p:1:1: nested deeper than 64 levels"]],
    ["UTF-32", Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), ["p: the document is UTF-32"]],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0), ["p: the document is UTF-16"]],
    ["a NUL", Uint8Array.of(0x61, 0x62, 0), ["p: the document contains a NUL byte"]],
    ["bad UTF-8", Uint8Array.of(0x61, 0xff), ["p: the document is not valid UTF-8"]],
    [
      "too much",
      new Uint8Array(documentByteLimit + 1).fill(0x20),
      ["p: the document is larger than 16 MiB (16777216 bytes)"],
    ],
  ])("refuses %s", (_, text, complaints) => {
    expect(complaintsOf(text)).toEqual(complaints);
  });

  it("suggests a string for a number it cannot hold", () => {
    const result = read('{"a":12345678901234567890}');
    expect("complaints" in result && result.complaints[0]?.hint).toBe(
      'write it as a string: "12345678901234567890"',
    );
  });

  it("keeps every digit of a decimal, and of any number on request", () => {
    const decimal = read('{"rate":0.1234567890123456789}');
    const value = "document" in decimal ? decimal.document.value : null;
    const rate = isJsonObject(value) ? value["rate"] : null;
    expect(isExactNumber(rate) && rate.value).toBe("0.1234567890123456789");
    const kept = readDocument(bytes('{"id":12345678901234567890}'), "p", { numbers: "keep" });
    expect("document" in kept && String((kept.document.value as { id: unknown }).id)).toBe(
      "12345678901234567890",
    );
  });

  it("knows the place of each key and item, and of the nearest above", () => {
    const result = read("a:\n  - x\n  - k: 1\nb: 2\n");
    if (!("document" in result)) throw new Error("not read");
    const { locationOf } = result.document;
    expect(locationOf([])).toEqual({ name: "p", line: 1, column: 1 });
    expect(locationOf(["a", 1, "k"])).toEqual({ name: "p", line: 3, column: 5 });
    expect(locationOf(["a", 1, "nothing"])).toEqual({ name: "p", line: 3, column: 5 });
    expect(locationOf(["b"])).toEqual({ name: "p", line: 4, column: 1 });
    expect(locationOf(["c"])).toEqual({ name: "p", line: 1, column: 1 });
  });

  it("never throws, whatever the bytes", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...Array.from("{}[]:,\"'a1-.#&*!|>?%@ \n\t\\eE+")) }),
    );
    fc.assert(
      fc.property(fc.oneof(text.map(bytes), fc.uint8Array()), (input) => {
        expect(read(input)).toBeDefined();
      }),
      { numRuns: rounds(1000) },
    );
  });

  it("takes for JSON what JSON.parse takes, and nothing else", () => {
    const json = fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"a1-.0 \n\teE+\\u')) });
    fc.assert(
      fc.property(json, (inner) => {
        const text = `{"k":${inner}}`;
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        const malformed = complaintsOf(text).some((message) =>
          /not JSON|too early|control/u.test(message),
        );
        expect(malformed).toBe(!isJson);
      }),
      { numRuns: rounds(1000) },
    );
  });
});

describe("one object out of many", () => {
  const row = (text: string, numbers?: "keep") =>
    readRowDocument(
      text,
      { name: "p", line: 7, column: 5 },
      numbers === undefined ? {} : { numbers },
    );

  it("has the places of the whole file", () => {
    const result = row('{"a":1,\r\n "b":[2]}');
    if (!("document" in result)) throw new Error("it was refused");
    expect(result.document.value).toEqual({ a: 1, b: [2] });
    expect(result.document.locationOf(["a"])).toEqual({ name: "p", line: 7, column: 6 });
    expect(result.document.locationOf(["b", 0])).toEqual({ name: "p", line: 8, column: 7 });
  });

  it.each([
    ["", "p:7:5: the JSON ends too early"],
    ["a: 1", 'p:7:5: not JSON: "a" is not expected here'],
    ["[]", "p:7:5: expected one object of fields, got a list"],
    ['{"a":1,"a":2}', 'p:7:12: the key "a" is already at 7:6'],
    [
      '{"a":\n12345678901234567890}',
      "p:8:1: the number 12345678901234567890 cannot be held exactly",
    ],
  ])("complains about %j", (text, complaint) => {
    const result = row(text);
    expect("complaints" in result ? result.complaints.map(describeComplaint) : []).toEqual([
      complaint,
    ]);
  });

  it("keeps long numbers where it is told to", () => {
    const result = row('{"a":12345678901234567890}', "keep");
    const value = "document" in result ? result.document.value : undefined;
    expect(isJsonObject(value) && isExactNumber(value["a"])).toBe(true);
  });
});

describe("a number of YAML", () => {
  it.each("0077 1.10 +4755 0x1F 0o17 .5 5. 1e3 1E5 1.0 007.5".split(" "))(
    "%s, which JSON would print otherwise, is to be written as a string",
    (digits) => {
      const read = readDocument(Buffer.from(`a: ${digits}`), "p");
      expect("complaints" in read ? read.complaints : []).toEqual([
        {
          location: { name: "p", line: 1, column: 4 },
          message: expect.stringContaining(`the number ${digits} would be stored as `),
          hint: expect.stringContaining(`write it as a string: "${digits}"`),
        },
      ]);
    },
  );

  it.each(["0", "77", "-3", "1.5", "0.05", '"0077"', "!!str 1.10", "12:30", "1_000", "2026-01-02"])(
    "%s is what it says",
    (text) => {
      expect(readDocument(Buffer.from(`a: ${text}`), "p")).not.toHaveProperty("complaints");
    },
  );

  it("is kept as it stands in a record that is given back, and in JSON it is a number", () => {
    const keep = { numbers: "keep" } as const;
    expect(readDocument(Buffer.from("a: 1.10"), "p", keep)).not.toHaveProperty("complaints");
    expect(readDocument(Buffer.from('{"a": 1.10}'), "p")).not.toHaveProperty("complaints");
  });
});
