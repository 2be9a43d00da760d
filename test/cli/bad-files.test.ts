import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { temporaryHome } from "../support/run-cli.ts";
import { customerAt, refusedUpdate, updateAgainst } from "./providers.ts";

/** What is said about a patch file with this content. */
async function refusedFile(name: string, content: string | Uint8Array, ...words: string[]) {
  await using home = await temporaryHome();
  await writeFile(join(home.path, name), content);
  return await refusedUpdate("commet", ["-f", name, ...words], { cwd: home.path });
}

test.each([
  ["typo.json", '{\n  "nmae": "A"\n}', 'typo.json:2:3: unknown key "nmae"; did you mean "name"?'],
  ["typo.yaml", "name: A\nemial: b@c.example\n", 'typo.yaml:2:1: unknown key "emial"'],
  ["bad.json", '{"name": "A",\n  oops}', 'bad.json:2:3: not JSON: "oops" is not expected here'],
  ["cut.json", '{"name": "A"', "cut.json:1:"],
  ["empty.json", "", "empty.json: there is nothing in it"],
  ["blank.yaml", "\n  \n", "blank.yaml: there is nothing in it"],
  ["none.json", "{}", "none.json: nothing to change: name at least one field"],
  ["dup.json", '{\n  "name": "A",\n  "name": "B"\n}', 'dup.json:3:3: the key "name" is already at'],
  ["dup.yaml", "name: a\nname: b\n", 'dup.yaml:2:1: the key "name" is already at 1:1'],
  ["list.json", "[1]", "list.json:1:1: expected one object of fields, got a list"],
  ["type.json", '{"name": 5}', 'type.json:1:2: "name": expected a string, got the number 5'],
  ["big.json", '{"metadata":{"n":9007199254740993}}', "big.json:1:18: the number 9007199254740993"],
  ["proto.json", '{"__proto__":{"a":1}}', 'proto.json:1:2: unknown key "__proto__"'],
  ["blank.json", '{"name": ""}', "to clear"],
  ["ro.json", '{\n "createdAt": "x"}', 'ro.json:2:2: "createdAt" can only be read: Commet sets it'],
  ["utf8.json", new Uint8Array([123, 255, 125]), "utf8.json: the document is not valid UTF-8"],
])("%s is refused at its place", async (name, content, message) => {
  expect(await refusedFile(name, content)).toContain(message);
});

test("a file is refused before it is read when it is too large", async () => {
  const stderr = await refusedFile("large.json", `{"name":"${"x".repeat(16 * 1024 * 1024)}"}`);
  expect(stderr).toBe('error: --file: "large.json" holds more than 16777216 bytes\n');
});

test("standard input has the same limit", async () => {
  const stdin = " ".repeat(16 * 1024 * 1024 + 1);
  expect(await refusedUpdate("commet", ["-f", "-"], { stdin })).toContain(
    "stdin holds more than 16777216 bytes",
  );
});

test("a file that cannot be read says why", async () => {
  await using home = await temporaryHome();
  await mkdir(join(home.path, "dir"));
  const refused = (name: string) => refusedUpdate("commet", ["-f", name], { cwd: home.path });
  expect(await refused("none.json")).toBe(
    'error: --file: "none.json" cannot be read: there is no such file\n',
  );
  expect(await refused("dir")).toBe('error: --file: "dir" cannot be read: it is a directory\n');
});

test("a terminal is not read", async () => {
  expect(await refusedUpdate("commet", ["-f", "-"])).toBe(
    "error: --file: stdin is a terminal: pipe the patch into the command, or name a file\n",
  );
});

test("standard input is read for one file only", async () => {
  const words = ["-f", "-", "--metadata-file", "-"];
  expect(await refusedUpdate("commet", words, { stdin: "{}" })).toContain(
    "--metadata-file: stdin can be read once, and --file reads it",
  );
});

test("a native patch is held against the provider's own names", async () => {
  expect(await refusedFile("own.json", '{"fullNmae":"x"}', "--native")).toBe(
    `error: own.json:1:2: Commet's update call has no "fullNmae"; did you mean "fullName"?\nhint: the keys are Commet's own because of --native\n`,
  );
  expect(await refusedFile("own.json", '{"createdAt":"x"}', "--native")).toContain(
    "hint: it can only be read",
  );
});

test("every mistake in a file is told at once, each with its place", async () => {
  const stderr = await refusedFile("many.yaml", "nmae: A\nid: x\nemail: 5\n");
  expect(stderr).toContain("3 things are wrong with the input");
  expect(stderr).toMatch(/many\.yaml:1:1/u);
  expect(stderr).toMatch(/many\.yaml:2:1: "id" can only be read/u);
  expect(stderr).toMatch(/many\.yaml:3:1: "[a-zA-Z.]+": expected a string/u);
});

test.each([
  ["JSON", '\u{feff}{\r\n  "name": "X"\r\n}\r\n'],
  ["YAML", "\u{feff}# a comment\r\nname: X\r\n"],
])("a byte order mark and CRLF in %s are accepted", async (_kind, stdin) => {
  const { code, seen } = await updateAgainst("commet", {
    words: ["-f", "-"],
    stdin,
    script: [customerAt("commet"), customerAt("commet", { fullName: "X" })],
  });
  expect(code).toBe(0);
  expect(seen.map(({ method, body }) => [method, body])).toEqual([
    ["GET", ""],
    ["PUT", '{"fullName":"X"}'],
  ]);
});
