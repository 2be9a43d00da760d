/** Every kind of bad row, one each, in one file: all told at once, each at its place, and nothing is sent. */
import { expect, test } from "vitest";

import { runPlace } from "./runs.ts";

/** What is told of the rows, one complaint a line; nothing may have been sent. */
async function toldOf(name: string, text: string | Uint8Array, words: readonly string[] = []) {
  await using location = await runPlace();
  const { code, stdout, stderr } = await location.from(name, text, [...words, "-o", "json"]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  for (const counts of Object.values(location.emulator.counts)) expect(counts.requests).toBe(0);
  expect(await location.runs()).toEqual([]);
  const { error } = JSON.parse(stderr);
  const told: readonly string[] = error.complaints.map(
    ({ place: at, message }: any) => `${[at?.line, at?.column].join(":")} ${message}`,
  );
  return { told, message: error.message as string, hint: error.hint as string };
}

const c = (number: number) => `"id":"cus_${String(number).padStart(6, "0")}","provider":"commet"`;

const badRows: readonly (readonly [row: string, told: string])[] = [
  [`{${c(1)},"name":"A"`, "1:50 the JSON ends too early"],
  [`{${c(2)},"name":'A'}`, `2:47 not JSON: "'" is not expected here`],
  [`{${c(3)},"nmae":"A"}`, '3:40 unknown key "nmae"; did you mean "name"?'],
  [`{${c(4)},"name":""}`, '4:40 an empty string ("") is not a value'],
  [`{${c(5)},"name":5}`, '5:40 "name": expected a string, got the number 5'],
  [`{${c(6)},"phone":"+47"}`, '6:40 Commet has no field "phone"'],
  [`{${c(7)},"email":"nobody"}`, '7:40 Commet refuses "nobody" for "email"'],
  [`{${c(8)},"name":"A","name":"B"}`, '8:51 the key "name" is already at 8:40'],
  [`{${c(9)},"metadata":{"n":9007199254740993}}`, "9:56 the number 9007199254740993 cannot be"],
  [`{${c(10)}}`, "10:1 nothing to change: name at least one field"],
  [`{"provider":"commet","name":"A"}`, "11:1 the row names no customer"],
  [`{"id":7,"provider":"commet","name":"A"}`, '12:2 "id": expected a string, got the number 7'],
  [`{"id":"","provider":"commet","name":"A"}`, '13:2 "id" is empty'],
  [`{"id":"../x","provider":"commet","name":"A"}`, '14:2 "../x" is not a customer id of Commet'],
  [`{"id":"cus_1","provider":"comet","name":"A"}`, '15:15 there is no provider "comet"; did you'],
  [`{"id":"cus_1","name":"A"}`, "16:1 which provider?"],
  [`{"externalId":"a","provider":"kirim","name":"A"}`, "17:2 Kirim cannot find a customer by"],
  [`{${c(18)},"native":{"fullname":"A"}}`, `18:50 Commet's update call has no "fullname"; did`],
  [
    `{${c(19)},"native":{"fullName":"A"},"name":"B"}`,
    '19:66 "name" and "native" cannot stand in one row',
  ],
  [`{${c(20)},"native":"A"}`, '20:40 "native": expected an object'],
  [`{${c(21)},"createdAt":"x"}`, '21:40 "createdAt" can only be read'],
  [`{${c(22)},"email":null}`, '22:40 "email" cannot be cleared at Commet'],
  [`[1]`, "23:1 expected one object of fields, got a list"],
  [`{${c(24)},"name":"A"} x`, '24:52 not JSON: "x" is not expected here'],
  [`{${c(25)},"name":"\u0000"}`, "25:48 a NUL byte"],
  [`{${c(30)},"name":"first"}`, ""],
  [`{${c(30)},"name":"again"}`, "27:1 customer cus_000030 of Commet is in line 26 already"],
];

test("NDJSON: each at its line, column and field", async () => {
  const { told, message, hint } = await toldOf(
    "bad.ndjson",
    badRows.map(([row]) => `${row}\n`).join(""),
  );
  const expected = badRows.map(([, text]) => text).filter((text) => text !== "");
  expect(expected.filter((text) => !told.some((line) => line.startsWith(text)))).toEqual([]);
  expect(told).toHaveLength(expected.length);
  expect(message).toBe(`${expected.length} things are wrong with the rows`);
  expect(hint).toContain("--skip-invalid");
});

test("a JSON array: the same rows, each where it stands", async () => {
  const cut = new Set([0, 23]);
  const rows = badRows.filter((_row, index) => !cut.has(index));
  const { told } = await toldOf("bad.json", `[\n${rows.map(([row]) => row).join(",\n")}\n]\n`);
  for (const [index, [, text]] of rows.entries()) {
    if (text === "") continue;
    // One line further down, behind the bracket; other lines are named in the same way.
    const [, column = "", said = ""] =
      /^\d+:(?<column>\d+) (?<said>.*?)(?: \d+:\d+| line \d+.*)?$/u.exec(text) ?? [];
    const start = `${index + 2}:${column} ${said}`;
    const found = told.filter((line) => line.startsWith(start)).length;
    expect({ start, found }).toEqual({ start, found: 1 });
  }
});

test("CSV: broken quotes, too many and too few cells, cells of the wrong kind, at their columns", async () => {
  const csv = [
    "id,name,excludeFromMetrics,metadata.seats:=,email",
    "cus_00000001,One,true,5,one@lake.example",
    "cus_00000002,Two,maybe,5,two@lake.example",
    "cus_00000003,Three,,five,three@lake.example",
    "cus_00000004,Four,,",
    "cus_00000005,Five,,,five@lake.example,more",
    'cus_00000006,"Si"x,,,six@lake.example',
    ",Seven,,,seven@lake.example",
    "cus_00000008,   ,,,eight@lake.example",
    '"cus_00000009","Ni\nne",,,nobody',
    "cus_00000001,Again,,,",
    "",
  ].join("\n");
  const { told } = await toldOf("bad.csv", csv, ["-p", "maple"]);
  expect(told.map((line) => line.split(" ")[0])).toEqual([
    "3:18",
    "4:21",
    "5:1",
    "6:1",
    "7:18",
    "8:1",
    "9:14",
    "11:7",
    "12:1",
  ]);
  expect(told[0]).toContain("true or false");
  expect(told[2]).toMatch(/4 cells.*5|5.*4 cells/u);
});

test.each([
  ["id,Name,nmae\ncus_1,a,b\n", ['1:4 unknown column "Name"', '1:9 unknown column "nmae"']],
  ["name,email\na,b@c.example\n", ["1:1 "]],
  ["id,name,name\ncus_1,a,b\n", ["1:9 "]],
  ["id,address\ncus_1,a\n", ["1:4 "]],
])("a header is refused as a whole: %j", async (csv, expected) => {
  const { told } = await toldOf("bad.csv", csv, ["-p", "maple"]);
  expect(told).toHaveLength(expected.length);
  for (const [index, text] of expected.entries()) expect(told[index]).toContain(text.trim());
});

test("bytes that are no text are told with their line", async () => {
  const bytes = Buffer.concat([
    Buffer.from(`{${c(1)},"name":"A"}\n{${c(2)},"name":"`),
    Buffer.of(0xff),
    Buffer.from(`"}\n`),
  ]);
  const { told } = await toldOf("bad.ndjson", bytes);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^2:\d+ .*UTF-8/u);
});

test("of very many complaints the first hundred are told, and all are counted", async () => {
  const rows = Array.from({ length: 250 }, (_row, index) => `{${c(index + 1)},"nmae":"x"}\n`);
  const { told, message } = await toldOf("bad.ndjson", rows.join(""));
  expect(told).toHaveLength(100);
  expect(message).toBe("250 things are wrong with the rows, of which the first 100 are");
});
