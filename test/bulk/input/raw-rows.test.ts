import fc from "fast-check";
import { isEmptyCell } from "../../../src/bulk/input/csv/cells.ts";
import { describe, expect, it } from "vitest";

import { BillingError } from "../../../src/domain/errors.ts";
import { openRows } from "../../../src/bulk/input/raw-rows.ts";
import type { RowFormat } from "../../../src/bulk/input/row-format.ts";
import { rowLimit } from "../../../src/bulk/input/row-text.ts";
import { all, printedRows, rowsOf, withFile } from "./files.ts";
import { rounds, testSeed } from "../../support/random.ts";

const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("a file of rows", () => {
  it.each<[string, RowFormat, string | Uint8Array, string[]]>([
    ["NDJSON", "ndjson", '{"id":"a"}\n{"id":"b"}\n', ['1 1:1 {"id":"a"}', '2 2:1 {"id":"b"}']],
    ["NDJSON without a last line end", "ndjson", '{"id":"a"}', ['1 1:1 {"id":"a"}']],
    ["blank lines", "ndjson", '\n{"id":"a"}\r\n \r\n{}', ['1 2:1 {"id":"a"}', "2 4:1 {}"]],
    ["carriage returns before a line end", "ndjson", "{}\r\r\n{}\r", ["1 1:1 {}", "2 2:1 {}"]],
    ["a byte order mark", "ndjson", "\uFEFF{}\n", ["1 1:1 {}"]],
    ["a letter that means a broken byte elsewhere", "ndjson", '"\uFFFD"', ['1 1:1 "\uFFFD"']],
    [
      "a JSON array",
      "json",
      '\uFEFF [\n  {"id":"a","x":[1,{"]":"}\\""}]}, {"id":"b"}\r\n,\r\n3 ,"x]",[]]\n',
      [
        '1 2:3 {"id":"a","x":[1,{"]":"}\\""}]}',
        '2 2:35 {"id":"b"}',
        "3 4:1 3",
        '4 4:4 "x]"',
        "5 4:9 []",
      ],
    ],
    ["an array without rows", "json", "[ ]", []],
    ["an array over old line ends", "json", "[\r{}\r]", ["1 2:1 {}"]],
    ["CSV", "csv", "id,name\na,A\nb,\n", ['1 2:1 ["a","A"]', '2 3:1 ["b",""]']],
    [
      "quotes",
      "csv",
      'id,name\r\n"a","A, ""B""\r\nC"\r\n\r\nb,"",x\r\nc,""\r\n',
      [
        '1 2:1 ["a","A, \\"B\\"\\r\\nC"]',
        "2 f:5:1: the row has 3 cells and the header 2",
        '3 6:1 ["c",""]',
      ],
    ],
    ["a header without rows", "csv", "id,name", []],
    ["semicolons", "csv", "\uFEFFid;name\na;1,5\n", ['1 2:1 ["a","1,5"]']],
    [
      "tabs",
      "tsv",
      'id\tname\na\tx,y;z\n"b"\t"1\t2"',
      ['1 2:1 ["a","x,y;z"]', '2 3:1 ["b","1\\t2"]'],
    ],
    ["blanks in cells", "csv", "id,name\n a , b \n", ['1 2:1 [" a "," b "]']],
  ])("reads %s", async (_, format, content, rows) => {
    expect(await printedRows(content, { format })).toEqual(rows);
  });

  it("takes the delimiter that is asked for", async () => {
    expect(await printedRows("id,a;name\n1,2;b", { format: "csv", delimiter: ";" })).toEqual([
      '1 2:1 ["1,2","b"]',
    ]);
  });

  it.each<[string, RowFormat, string | Uint8Array, string[]]>([
    ["nothing", "ndjson", "", ["f: there is nothing in it"]],
    ["only blanks", "csv", "\uFEFF \n\r\n", ["f: there is nothing in it"]],
    [
      "lines that end with CR alone",
      "ndjson",
      '{"id":"a"}\r{"id":"b"}\r',
      ["f: its lines end with a carriage return alone"],
    ],
    [
      "YAML whose lines end with CR alone",
      "yaml",
      "- id: a\r- id: b\r",
      ["f: its lines end with a carriage return alone"],
    ],
    ["UTF-32", "csv", Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0]), ["f: the file is UTF-32"]],
    ["UTF-16", "csv", Buffer.from("\uFEFFid\na\n", "utf16le"), ["f: the file is UTF-16"]],
    ["UTF-16 without a mark", "ndjson", Buffer.from("{}", "utf16le"), ["f: the file is UTF-16"]],
    [
      "bytes that are no text",
      "ndjson",
      latin1('{"a":"\xe9"}\n{}\n{"\0"}\n'),
      ["1 f:1:7: a byte that is not UTF-8", "2 2:1 {}", "3 f:3:3: a NUL byte"],
    ],
    [
      "bytes that are no text in an array",
      "json",
      latin1('[{},\n {"a":"\xff"}]'),
      ["1 1:2 {}", "2 f:2:8: a byte that is not UTF-8"],
    ],
    [
      "bytes that are no text in cells",
      "csv",
      latin1('id,name\na,"\n\xc3"\nb,\0\nc,d'),
      ["1 f:3:1: a byte that is not UTF-8", "2 f:4:3: a NUL byte", '3 5:1 ["c","d"]'],
    ],
    [
      "a cut sequence at the end",
      "ndjson",
      Buffer.concat([Buffer.from("{}\nx"), Buffer.from([0xe2, 0x82])]),
      ["1 1:1 {}", "2 f:2:2: a byte that is not UTF-8"],
    ],
    [
      "an object over many lines as NDJSON",
      "ndjson",
      '\n{\n  "id": "a"\n}\n',
      ["1 f:2:1: the file is not NDJSON, which has one object a line"],
    ],
    [
      "an object that goes on as NDJSON",
      "ndjson",
      '{ "id": "a",\n  "name": "b" }\n',
      ["1 f:1:1: the file is not NDJSON, which has one object a line"],
    ],
    [
      "an array as NDJSON",
      "ndjson",
      '[{"id":"a"}]',
      ["1 f:1:1: the file is not NDJSON, which has one object a line"],
    ],
    [
      "a bad line between good ones",
      "ndjson",
      '{}\n{"id":"a",\n{}\n',
      ["1 1:1 {}", '2 2:1 {"id":"a",', "3 3:1 {}"],
    ],
    ["no array", "json", '"id"', ["1 f:1:1: expected a JSON array of rows"]],
    [
      "objects one after the other",
      "json",
      '{"a":[\n1]}\n{}{}',
      ['1 1:1 {"a":[\n1]}', "2 3:1 {}", "3 3:3 {}"],
    ],
    [
      "commas between objects",
      "json",
      "{},\n{}",
      ["1 1:1 {}", "2 f:1:3: expected another object, or the end"],
    ],
    [
      "an object that is not closed",
      "json",
      '{"a":1',
      ["1 f:1:1: the row is not closed before the file ends"],
    ],
    [
      "commas",
      "json",
      "[,{}\n{} true,,\n{},]",
      [
        "1 f:1:2: a row is missing before this comma",
        "2 1:3 {}",
        "3 f:2:1: expected a comma or ] here",
        "4 f:2:4: expected a comma or ] here",
        "5 f:2:9: a row is missing before this comma",
        "6 3:1 {}",
        "7 f:3:4: a row is missing between the comma and ]",
      ],
    ],
    ["a word", "json", "[nope, {}]", ["1 1:2 nope", "2 1:8 {}"]],
    [
      "a brace too many",
      "json",
      "[{}}, {}]",
      ["1 1:2 {}", "2 f:1:4: expected a comma or ] here", "3 1:7 {}"],
    ],
    [
      "a row that is not closed",
      "json",
      '[{},\n {"a":1, {"b":2},\n',
      ["1 1:2 {}", "2 f:2:2: the row is not closed before the file ends"],
    ],
    [
      "an array that is not closed",
      "json",
      "[{},\n1",
      ["1 1:2 {}", "2 2:1 1", "3 f:2:2: the JSON ends too early"],
    ],
    [
      "something behind the array",
      "json",
      "[{}] \n []{}",
      ["1 1:2 {}", "2 f:2:2: the array has ended, and something stands behind it"],
    ],
    [
      "too few and too many cells",
      "csv",
      "a,b\n1\n1,2,3\n1,2",
      [
        "1 f:2:1: the row has 1 cell and the header 2",
        "2 f:3:1: the row has 3 cells and the header 2",
        '3 4:1 ["1","2"]',
      ],
    ],
    [
      "broken quotes",
      "csv",
      'a,b\n1,5" pipe\n2,"x"y\n3, "x"\n"4\n5"6,7\n8,9\n',
      [
        "1 f:2:4: a quote stands inside a cell that is not in quotes",
        "2 f:3:6: something stands behind the closing quote of a cell",
        "3 f:4:4: a quote stands inside a cell that is not in quotes",
        "4 f:6:3: something stands behind the closing quote of a cell",
        '5 7:1 ["8","9"]',
      ],
    ],
    [
      "a quote that is never closed",
      "csv",
      'a,b\n1,2\n3,"4\n5,6\n',
      ['1 2:1 ["1","2"]', "2 f:3:3: the quote is not closed within 4 MiB or the rest of the file"],
    ],
    [
      "a lone carriage return",
      "csv",
      "a,b\n1,2\r3,4\n5,6",
      ["1 f:2:4: a carriage return stands alone outside quotes", '2 3:1 ["5","6"]'],
    ],
    [
      "a broken header",
      "csv",
      'a,b"c\n1,2',
      ["f:1:4: a quote stands inside a cell that is not in quotes"],
    ],
  ])("complains about %s", async (_, format, content, complaints) => {
    expect(await printedRows(content, { format })).toEqual(complaints);
  });

  it("says how a file that is not NDJSON becomes it", async () => {
    const hints = async (text: string) => {
      const [row] = await rowsOf(text, { format: "ndjson" });
      return row?.complaints?.map(({ hint }) => hint);
    };
    expect(await hints("{\n}")).toEqual(["jq -c . writes it so"]);
    expect(await hints("[\n{}\n]")).toEqual(["jq -c '.[]' writes a JSON array so"]);
  });

  it("refuses a file that is not there", async () => {
    const opening = openRows({ path: "/nowhere/f", name: "f", format: "csv" });
    await expect(opening).rejects.toThrow(BillingError);
    await expect(opening).rejects.toThrow("f: cannot be read (ENOENT)");
  });

  it("reads a row up to 4 MiB, and a longer line spoils only itself", async () => {
    const long = "x".repeat(rowLimit);
    const rows = await rowsOf(`${long}\n${long}${long}${long}\n{}\n`, { format: "ndjson" });
    expect(rows.map(({ complaints }) => complaints?.[0]?.message)).toEqual([
      undefined,
      "the line is longer than 4 MiB",
      undefined,
    ]);
    // The rest of the long one was let go.
    const [first, second, third] = rows.map(({ raw }) => raw.length);
    expect([first, third]).toEqual([rowLimit, 2]);
    expect(second).toBeLessThan(rowLimit * 1.1);
  });

  it("gives up on a row of JSON or CSV that does not end within 4 MiB", async () => {
    const filler = `${"x".repeat(1000)}\n`.repeat(rowLimit / 1000);
    const more = "z".repeat(200_000);
    expect(await printedRows(`[{},{"a":"${filler}${more}"},{}]`, { format: "json" })).toEqual([
      "1 1:2 {}",
      "2 f:1:5: the row is longer than 4 MiB, or never closed; nothing behind it was read",
    ]);
    expect(await printedRows(`a,b\n1,"${filler}\n2",3\n4,5`, { format: "csv" })).toEqual([
      "1 f:2:3: the quote is not closed within 4 MiB or the rest of the file",
    ]);
  });

  it("reads the file anew with every call, and no further than its rows are taken", async () => {
    await withFile("{}\n".repeat(100_000), { format: "ndjson" }, async (file) => {
      for (let time = 0; time < 2; time += 1) {
        const taken: number[] = [];
        for await (const { row } of file.rows()) {
          taken.push(row);
          if (row === 3) break;
        }
        expect(taken).toEqual([1, 2, 3]);
      }
    });
  });
});

const lineEnd = fc.constantFrom("\n", "\r\n");
const text = fc.string({
  unit: fc.constantFrom(
    "a",
    " ",
    ",",
    ";",
    "\t",
    '"',
    "\n",
    "\r\n",
    "\r",
    "é",
    "€",
    "😀",
    "\\",
    "}",
    "]",
  ),
  maxLength: 8,
});
const written: fc.Arbitrary<readonly [RowFormat, string]> = fc.oneof(
  fc
    .tuple(fc.array(fc.dictionary(text, fc.jsonValue())), lineEnd)
    .map(
      ([rows, end]) =>
        ["ndjson", `{}${rows.map((row) => end + JSON.stringify(row)).join("")}`] as const,
    ),
  fc
    .tuple(fc.array(fc.jsonValue()), lineEnd, fc.nat(2))
    .map(
      ([rows, end, indent]) =>
        ["json", JSON.stringify(rows, null, indent).replaceAll("\n", end)] as const,
    ),
  fc.tuple(fc.array(fc.tuple(text, text)), lineEnd).map(([rows, end]) => {
    const cell = (value: string) =>
      /^[^"\r\n,]+$/u.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
    return ["csv", ["one,two", ...rows.map((row) => row.map(cell).join(","))].join(end)] as const;
  }),
  // What no one would write on purpose.
  fc
    .tuple(fc.constantFrom("ndjson", "json", "csv", "tsv"), text, text, text)
    .map(([format, ...parts]) => [format, `a${parts.join(",")}`] as const),
);

describe("whatever is written", () => {
  it("reads the same in chunks of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.integer({ min: 1, max: 9 }),
        async ([format, content], chunkBytes) => {
          expect(await printedRows(content, { format, chunkBytes })).toEqual(
            await printedRows(content, { format }),
          );
        },
      ),
      { seed: testSeed, numRuns: rounds(60) },
    );
  });

  it("comes back as the values that were written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1 }),
        lineEnd,
        async (rows, end) => {
          const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
          const content = [["a", "b"], ...rows].map((row) => row.map(cell).join(",")).join(end);
          const read = await rowsOf(content, { format: "csv" });
          expect(read.map(({ cells }) => cells)).toEqual(
            rows.filter((row) => !row.every(isEmptyCell)),
          );
        },
      ),
      { seed: testSeed, numRuns: rounds(50) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (rows) => {
        const read = await rowsOf(JSON.stringify(rows, null, 1), { format: "json" });
        expect(read.map(({ raw }) => JSON.parse(raw))).toEqual(JSON.parse(JSON.stringify(rows)));
      }),
      { seed: testSeed, numRuns: rounds(50) },
    );
  });

  it("can be put into a file of failed rows and read from there again", async () => {
    await fc.assert(
      fc.asyncProperty(written, async ([format, content]) => {
        const first = await withFile(content, { format }, async (file) => {
          const rows = await all(file.rows());
          return { rows, around: file.failedFile };
        }).catch((error: unknown) => {
          if (error instanceof BillingError) return undefined;
          throw error;
        });
        const sound = first?.rows.filter(({ complaints }) => complaints === undefined) ?? [];
        if (first === undefined || sound.length === 0) return;
        const { before, between, after } = first.around;
        const again = await rowsOf(
          `${before}${sound.map(({ raw }) => raw).join(between)}${after}`,
          { format },
        );
        const told = (rows: typeof again) => rows.map(({ raw, cells }) => ({ raw, cells }));
        expect(told(again)).toEqual(told(sound));
      }),
      { seed: testSeed, numRuns: rounds(60) },
    );
  });
});

it.each([
  ["sep=|\nid|name\n1|A\n", "sep=|\nid|name\n"],
  ["sep=;\nid;name\n1;A\n", "id;name\n"],
  ["id,name\n1,A\n", "id,name\n"],
])(
  "a file of failed rows says what stands between cells where its header does not: %j",
  (text, before) =>
    withFile(text, { format: "csv" }, async (file) => {
      expect(file.failedFile.before).toBe(before);
    }),
);
