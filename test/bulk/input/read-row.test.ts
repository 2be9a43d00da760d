import { describe, expect, it } from "vitest";

import { describeComplaint, describeLocation } from "../../../src/domain/errors.ts";
import { printJson } from "../../../src/domain/json.ts";
import { columnsOf } from "../../../src/bulk/input/csv/columns.ts";
import { readRow } from "../../../src/bulk/input/read-row.ts";
import type { RowFormat } from "../../../src/bulk/input/row-format.ts";
import type { ReadRow } from "../../../src/bulk/input/row.ts";
import { all, withFile } from "./files.ts";

async function read(
  content: string,
  format: RowFormat = "json",
): Promise<readonly ReturnType<typeof readRow>[]> {
  return withFile(content, { format }, async (file) => {
    const found = file.header === undefined ? undefined : columnsOf(file.header, []);
    if (found !== undefined && "complaints" in found) throw new Error("bad header");
    const table =
      file.header === undefined || found === undefined
        ? undefined
        : {
            ...found,
            delimiter: file.header.delimiter,
            unsetToken: "#N/A",
            stripsGuards: false,
          };
    const rows = await all(file.rows());
    return rows.map((raw) => readRow(raw, table));
  });
}

function printed(row: ReturnType<typeof readRow> | undefined): readonly string[] {
  if (row === undefined) return [];
  if ("complaints" in row) return row.complaints.map(describeComplaint);
  const said = (name: "id" | "externalId" | "provider") =>
    row[name] === undefined
      ? []
      : [`${name} ${row[name].value} at ${describeLocation(row[name].location)}`];
  const document = (name: "document" | "native") =>
    row[name] === undefined ? [] : [`${name} ${printJson(row[name].value)}`];
  return [
    ...said("id"),
    ...said("externalId"),
    ...said("provider"),
    ...document("document"),
    ...document("native"),
    ...(row.printed === true ? ["printed"] : []),
    ...(row.cells ?? []).map(
      ({ path, text, location }) => `${path} ${printJson(text)} at ${describeLocation(location)}`,
    ),
  ];
}

const printedRow = async (content: string, format?: RowFormat) =>
  printed((await read(content, format))[0]);

describe("a row of JSON", () => {
  it.each<[string, string[]]>([
    ['[\n {"id":"a","name":"A"}]', ["id a at f:2:3", 'document {"name":"A"}']],
    ['[{"id":"a"}]', ["id a at f:1:3", "document {}"]],
    [
      '[{"provider":"p","externalId":"x","name":"A"}]',
      ["externalId x at f:1:18", "provider p at f:1:3", 'document {"name":"A"}'],
    ],
    ['[{"externalId":"x","id":"a"}]', ["id a at f:1:20", 'document {"externalId":"x"}']],
    ['[{"id":"a","native":{"n":1}}]', ["id a at f:1:3", "document {}", 'native {"n":1}']],
    [
      '[{"id":"a","revision":"r","native":{"n":12345678901234567890}}]',
      [
        "id a at f:1:3",
        'document {"id":"a","revision":"r","native":{"n":12345678901234567890}}',
        "printed",
      ],
    ],
  ])("%s", async (text, expected) => {
    expect(await printedRow(text)).toEqual(expected);
  });

  it("knows where all of it stands", async () => {
    const [row] = (await read('[\n\n {"id":"a",\n  "native":{"x":[1,\n {"y":2}]}}]')) as ReadRow[];
    expect(describeLocation(row?.native?.locationOf(["x", 1, "y"]) ?? { name: "" })).toBe("f:5:3");
    expect(describeLocation(row?.native?.locationOf([]) ?? { name: "" })).toBe("f:4:3");
    expect(describeLocation(row?.document?.locationOf([]) ?? { name: "" })).toBe("f:3:2");
  });

  it.each<[string, string[]]>([
    ['[3, {"id":"a"}]', ["f:1:2: expected one object of fields, got the number 3"]],
    ['[{"name":"A"}]', ["f:1:2: the row names no customer"]],
    ['[{"id":5}]', ['f:1:3: "id": expected a string, got the number 5']],
    ['[{"id":""}]', ['f:1:3: "id" is empty']],
    ['[{"id":null,"externalId":"x"}]', ['f:1:3: "id": expected a string, got null']],
    ['[{"id":"a",\n"provider":true}]', ['f:2:1: "provider": expected a string, got true']],
    ['[{"id":"a","native":[]}]', ['f:1:12: "native": expected an object, got a list']],
    [
      '[{"id":"a","native":{},"name":"A"}]',
      ['f:1:24: "name" and "native" cannot stand in one row'],
    ],
    [
      '[{"provider":1,"native":2}]',
      [
        'f:1:3: "provider": expected a string, got the number 1',
        "f:1:2: the row names no customer",
        'f:1:16: "native": expected an object, got the number 2',
      ],
    ],
    ['[{"id":"a",\n "id":"b"}]', ['f:2:2: the key "id" is already at 1:3']],
    [
      '[ {"id":"a","metadata":{"n":12345678901234567890}}]',
      ["f:1:29: the number 12345678901234567890 cannot be held exactly"],
    ],
    [
      '[{"id":"a","name":"revision","metadata":{"n":12345678901234567890}}]',
      ["f:1:46: the number 12345678901234567890 cannot be held exactly"],
    ],
    ['[{"id":"a",}]', ['f:1:12: not JSON: "}" is not expected here']],
    [
      `[{"id":"a","x":${"[".repeat(70)}${"]".repeat(70)}}]`,
      ["f:1:79: nested deeper than 64 levels"],
    ],
    ["[,{}]", ["f:1:2: a row is missing before this comma"]],
  ])("complains about %s", async (text, expected) => {
    expect(await printedRow(text)).toEqual(expected);
  });

  it("says how a number becomes an id", async () => {
    const [row] = await read('{"id":12345678901234567}', "ndjson");
    expect(row).toMatchObject({
      complaints: [{ hint: 'write it as a string: "12345678901234567"' }],
    });
  });
});

describe("a row of cells", () => {
  it.each<[string, string[]]>([
    ["id,name\na,A", ["id a at f:2:1", 'name "A" at f:2:3']],
    [
      'externalId,provider,name,email\n"x\ny",p,"",e',
      ["externalId x\ny at f:2:1", "provider p at f:3:4", 'name "" at f:3:6', 'email "e" at f:3:9'],
    ],
    ["id,provider\na,", ["id a at f:2:1"]],
    ["id,name\n ,A", ["f:2:1: the id is empty: the row names no customer"]],
    ["id,name\na", ["f:2:1: the row has 1 cell and the header 2"]],
  ])("%j", async (text, expected) => {
    expect(await printedRow(text, "csv")).toEqual(expected);
  });
});

describe("a row of YAML", () => {
  it.each<[string, string[]]>([
    ["- id: a\n  name: A\n", ["id a at f:1:3", 'document {"name":"A"}']],
    ["---\nexternalId: x\nname: A\n", ["externalId x at f:2:1", 'document {"name":"A"}']],
    ["- [x]\n", ["f:1:3: expected one object of fields, got a list"]],
    ["- - id: a\n  - id: b\n", ["f:1:3: expected one object of fields, got a list"]],
    ["\n- id: a\n  id: b\n", ['f:3:3: the key "id" is already at 2:3']],
    ["- id: 0077\n", ["f:1:7: the number 0077 would be stored as 77"]],
    ["- id: 77\n", ['f:1:3: "id": expected a string, got the number 77']],
    ["- id: &a x\n  name: *a\n", ["f:2:9: YAML aliases are not read"]],
    ["-\n- id: a\n", ["f:1:2: expected one object of fields, got null"]],
  ])("%j", async (text, expected) => {
    expect(await printedRow(text, "yaml")).toEqual(expected);
  });
});
