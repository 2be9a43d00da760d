import { expect, it } from "vitest";

import { detectDelimiter, detectFormat } from "../../../src/bulk/input/row-format.ts";

it.each([
  ["a.ndjson", "[", "ndjson"],
  ["a.JSONL", "", "ndjson"],
  ["a.csv", "{", "csv"],
  ["a.tsv", "a,b", "tsv"],
  ["a.tab", "a,b", "tsv"],
  ["a.json", " \n[{}]", "json"],
  ["a.json", '\uFEFF{"id":"a"}\n', "ndjson"],
  ["a.json", "nope", "json"],
  ["stdin", "\uFEFF\n [", "json"],
  ["stdin", '{"id"', "ndjson"],
  ["stdin", '{"id":"a"}', "ndjson"],
  ["stdin", '{\n  "id": 1\n}\n{', "json"],
  ["stdin", "id,name\tx\n", "csv"],
  ["stdin", "id;name\n", "csv"],
  ["stdin", "id\tname\na,b\t\n", "tsv"],
  ["a.txt", "id", "csv"],
  ["a.yaml", "# c", "yaml"],
  ["a.YML", "- id: a", "yaml"],
  ["a.yaml", '[{"id":"a"}]', "json"],
  ["stdin", "- provider: kirim\n", "yaml"],
  ["stdin", "provider: kirim\nid: a\n", "yaml"],
  ["stdin", "---\nid: a\n", "yaml"],
  ["stdin", "id,provider:\n", "csv"],
  ["stdin", "-x,id\n", "csv"],
])("the format of %s that begins with %j is %s", (name, head, format) => {
  expect(detectFormat(name, new TextEncoder().encode(head))).toBe(format);
});

it.each([
  ["id,name", ","],
  ["id;name", ";"],
  ["id\tname,x\ty", "\t"],
  ['"a,b,c";d', ";"],
  ['a;"b ""x,y,z"" ', ";"],
  ["id", ","],
])("the delimiter of %j is %j", (line, delimiter) => {
  expect(detectDelimiter(line)).toBe(delimiter);
});
