import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { chosenField } from "../../../src/domain/field/chosen-fields.ts";
import type { JsonObject } from "../../../src/domain/json.ts";
import { fieldsCsv, fieldsMarkdown, fieldsTable } from "../../../src/render/fields/lists.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import type { List } from "../../../src/render/view.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { dangerous } from "../hostile.ts";
import { look } from "../look.ts";

const fields = ["id", "name", "metadata.tier"].map(chosenField);
const whole = (one: JsonObject) => one;
const customers: readonly JsonObject[] = [
  { id: "c1", name: "Ana", metadata: { tier: "gold" } },
  { id: "c2", name: null },
  { id: "c3", name: "a|b`c\u{1b}[2J\u{202e}", metadata: { tier: ["x"] } },
];

async function drawn(list: List<JsonObject, unknown>, items: readonly JsonObject[]) {
  await prepareMeasuring(items);
  return items.map((item) => list.item(item)).join("") + (await list.end(undefined));
}

describe("a table", () => {
  test("of the chosen fields, harmless to a terminal", async () => {
    const text = await drawn(fieldsTable(fields, whole, "none")(look()), customers.slice(0, 2));
    expect(text).toMatch(/^ +ID +NAME +METADATA\.TIER\n +c1 +Ana +gold\n +c2\n$/u);
    expect(await drawn(fieldsTable(fields, whole, "none")(look()), customers)).not.toMatch(
      dangerous,
    );
  });

  test("of nobody says so", async () => {
    expect(await drawn(fieldsTable(fields, whole, "no customers")(look()), [])).toBe(
      "no customers\n",
    );
  });

  test("is stacked where it has no room", async () => {
    const text = await drawn(
      fieldsTable(
        fields,
        whole,
        "none",
      )(look({ style: createStyle({ colour: false, columns: 40 }) })),
      [customers[0] ?? {}],
    );
    expect(text).toBe("  id: c1\n    name: Ana\n    metadata.tier: gold\n");
  });

  test("that is stacked keeps what runs from right to left apart on a screen", async () => {
    const style = createStyle({ colour: false, columns: 20, isScreen: true });
    const name =
      "\u05D0\u05D1 \u05D2\u05D3\u05D4\u05D5 \u05D6\u05D7\u05D8\u05D9\u05DB \u05DC\u05DE\u05E0";
    const list = fieldsTable(fields, whole, "none")(look({ style }));
    const text = await drawn(list, [{ id: "c1", name }]);
    expect(text).toMatch(/^ {2}id: c1\n {4}name: \u2068[^\n]+\u2069\n {4}\u2068[^\n]+\u2069\n$/u);
    expect(text.replaceAll(/[\u2068\u2069]|name: |\n| {4}/gu, "")).toContain(name.slice(-3));
  });

  test("of a long list leaves in blocks, each under its headings", async () => {
    const list = fieldsTable(fields, whole, "none")(look());
    const many = Array.from({ length: 501 }, (_none, index) => ({ id: `c${index}` }));
    const pieces = many.map((one) => list.item(one)).filter((piece) => piece !== "");
    expect(pieces).toHaveLength(1);
    expect(await list.end(undefined)).toMatch(/^\n +ID .*\n +c500\n$/u);
  });

  test("is masked where that is wanted", async () => {
    const columns = ["email", "native.email", "metadata"].map(chosenField);
    const one = {
      email: "ida@x.example",
      native: { email: "ida@x.example" },
      metadata: { a: "b" },
    };
    const text = await drawn(
      fieldsTable(columns, whole, "none")(look({ mask: createPersonal() })),
      [one],
    );
    expect(text).not.toContain("ida@");
    expect(text).toContain("…");
  });
});

test("Markdown: no value ends its cell", async () => {
  const text = await drawn(fieldsMarkdown(fields, whole)(look()), customers);
  expect(text.split("\n")[0]).toBe("| `id` | `name` | `metadata.tier` |");
  expect(text).not.toMatch(dangerous);
  for (const line of text.trim().split("\n")) {
    expect(line.replaceAll(String.raw`\|`, "").split("|")).toHaveLength(5);
  }
});

describe("CSV", () => {
  test("has one header, and is read by others", async () => {
    const text = await drawn(fieldsCsv(fields, whole)(), customers);
    expect(parse(text)).toEqual([
      ["id", "name", "metadata.tier"],
      ["c1", "Ana", "gold"],
      ["c2", "", ""],
      ["c3", String.raw`a|b` + "`" + String.raw`c\x1b[2J\u202e`, '["x"]'],
    ]);
  });

  test("of nobody is the header alone", async () => {
    expect(await drawn(fieldsCsv(fields, whole)(), [])).toBe("id,name,metadata.tier\n");
  });

  test("may have one more column, made from the row", async () => {
    const more = { name: "size", of: (row: readonly unknown[]) => row.length };
    expect(await drawn(fieldsCsv(fields, whole, more)(), customers.slice(0, 1))).toBe(
      "id,name,metadata.tier,size\nc1,Ana,gold,3\n",
    );
  });
});
