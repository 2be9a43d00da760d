import { describe, expect, test } from "vitest";

import { parseJson } from "../../../src/domain/json.ts";
import { printMachine } from "../../../src/render/machine/machine.ts";

const record = parseJson(
  '{"name":"Kraft \\u202e\\u001b[2J","credit":12345678901234567890.10,"tags":["a"],"none":null}',
);

test("json is indented, exact and harmless", async () => {
  expect(await printMachine(record, "json")).toBe(
    String.raw`{
  "name": "Kraft \u202e\u001b[2J",
  "credit": 12345678901234567890.10,
  "tags": [
    "a"
  ],
  "none": null
}
`,
  );
});

test("ndjson is the same on one line", async () => {
  const printed = await printMachine(record, "ndjson");
  expect(printed.indexOf("\n")).toBe(printed.length - 1);
  expect(parseJson(printed)).toEqual(record);
});

describe("yaml", () => {
  test("is exact and harmless", async () => {
    expect(await printMachine(record, "yaml")).toBe(
      String.raw`name: "Kraft \u202e\u001b[2J"
credit: 12345678901234567890.10
tags:
  - a
none: null
`,
    );
  });

  test("quotes strings that another reader could take for something else", async () => {
    const values = ["12", "NO", "2026-01-01", "12:30:00", "null", "", "~", "0x1f", " a", "a"];
    expect(await printMachine(values, "yaml")).toBe(
      `- "12"\n- "NO"\n- "2026-01-01"\n- "12:30:00"\n- "null"\n- ""\n- "~"\n- "0x1f"\n- " a"\n- a\n`,
    );
  });

  test("repeats a value rather than refer to it", async () => {
    const address = { city: "Bergen" };
    expect(await printMachine({ before: address, after: address }, "yaml")).toBe(
      "before:\n  city: Bergen\nafter:\n  city: Bergen\n",
    );
  });

  test("keeps the lines of a text", async () => {
    expect(await printMachine({ note: "one\ntwo\n" }, "yaml")).toBe("note: |\n  one\n  two\n");
  });
});
