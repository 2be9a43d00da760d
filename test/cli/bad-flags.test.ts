import { expect, test } from "vitest";

import { runCli } from "../support/run-cli.ts";
import { refusedBeforeSending, refusedUpdate } from "./providers.ts";

test.each<[words: string[], message: string, hint?: string]>([
  [["--nmae", "A"], '--nmae: no such option; did you mean "--name"?'],
  [["--name", ""], '--name: an empty string ("") is not a value', "to clear it use --unset name"],
  [["--name="], '--name: an empty string ("") is not a value', "to clear it use --unset name"],
  [
    ["--name", "--tag=a"],
    '--name: its value would be "--tag", which is an option: is a value missing?',
    "if that really is the value, write --name=--tag",
  ],
  [
    ["--name", "--city", "X"],
    '--name: its value would be "--city", which is an option: is a value missing?',
    "if that really is the value, write --name=--city",
  ],
  [["--name", "A", "--name", "B"], "--name: given more than once", "keep one of them"],
  [
    ["--name", "A", "-o", "xml"],
    '--output: "xml" is not known',
    "one of table, json, ndjson, csv, yaml, markdown",
  ],
  [
    ["--by", "externalid", "--name", "A"],
    '--by: "externalid" is not known; did you mean "external-id"?',
    "one of id, external-id",
  ],
  [["--name", "A", "--dry-run=yes"], "--dry-run: takes no value", "write just --dry-run"],
  [["--set", "name"], '--set: "name" is not path=value', "write path=text or path:=json"],
  [["--metadata", "tier"], '--metadata: "tier" is not key=value', "write key=text or key:=json"],
  [["--set", "adress.city=X"], '--set: unknown field "adress.city"; did you mean "address.city"?'],
  [["--metadata", "n:=9007199254740993"], "cannot be held exactly", 'write it as a string: "9007'],
  [["--set", "metadata.n:=9007199254740993"], "cannot be held exactly", "write it as a string"],
  [["--native", "--name", "A"], "--native: it says how to read --file, which is missing"],
])("%j is refused", async (words, message, hint) => {
  const stderr = await refusedUpdate("commet", words);
  expect(stderr).toContain(message);
  if (hint !== undefined) expect(stderr).toContain(`hint: ${hint}`);
});

test.each(["abc", "0", "-1", "1e9", "Infinity", "3601", " 5"])(
  "a timeout of %j is refused",
  async (seconds) => {
    expect(await refusedUpdate("commet", ["--name", "A", "--timeout", seconds])).toBe(
      `error: --timeout: "${seconds}" is not a number of seconds above 0 and up to 3600\n`,
    );
  },
);

test.each([[["--set", "__proto__.a=1"]], [["--set", "constructor.prototype=1"]]])(
  "%j reaches no prototype",
  async (words) => {
    expect(await refusedUpdate("commet", words)).toMatch(/__proto__|constructor/u);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  },
);

test.each([
  [
    "maple",
    ["--unset", "name", "--name", "x"],
    '--unset: "name" is named twice: by --name and --unset',
  ],
  ["maple", ["--set", "name=a", "--name", "b"], '"name" is named twice: by --name and --set'],
  [
    "commet",
    ["--set", "metadata.a=1", "--set", "metadata.a=2"],
    '--set: "metadata.a" is named twice: by --set\n',
  ],
  [
    "vayu",
    ["--set", "contacts:=[]", "--set", "contacts[0].name=x"],
    '"contacts" is named as a whole and "contacts[0].name" inside it',
  ],
] as const)("%s: %j contradict each other", async (provider, words, message) => {
  const stderr = await refusedUpdate(provider, words);
  expect(stderr).toContain(message);
  expect(stderr).toContain("hint: keep one of the two");
});

test("nothing to change is a mistake that shows an example", async () => {
  expect(await refusedUpdate("commet", [])).toBe(
    'error: nothing to change: name at least one field\nhint: for example --name "New name"; billing customers update --help lists the fields\n',
  );
});

test("a pipe that nobody asked to read gets a hint", async () => {
  expect(await refusedUpdate("commet", [], { stdin: '{"name":"A"}' })).toContain(
    "hint: to read a patch from the pipe, add --file -",
  );
});

test.each([[["--replace-metadata"]], [["--replace-metadata", "--name", "A"]]])(
  "%j names no metadata to put in its place",
  async (words) => {
    expect(await refusedUpdate("commet", words)).toBe(
      "error: --replace-metadata: there is no metadata to replace the present one with\nhint: name it with --metadata or in a file; to clear it all use --unset metadata\n",
    );
  },
);

test("every mistake is told at once", async () => {
  const stderr = await refusedUpdate("commet", ["--nmae", "A", "--email", "--quiet", "-z"]);
  expect(stderr).toContain("error: 3 things are wrong with the input");
  expect(stderr).toMatch(/--nmae.*\n(?:.*\n)*.*--email.*\n(?:.*\n)*.*-z/u);
});

test.each([
  [["customers", "update", "-p", "commet", "--name", "A"], "<id> is missing: the customer's id"],
  [
    ["customers", "update", "cus_1", "Lima", "-p", "commet", "--name", "Ana"],
    '"Lima" is one word too many; a value with spaces in it needs quotes',
  ],
  [
    ["customers", "update", "cus_1", "-p", "comet", "--name", "A"],
    '--provider: "comet" is not known; did you mean "commet"?',
  ],
  [["customers", "update", "cus_1", "--name", "A"], "which provider?"],
  [["custmers", "update"], 'there is no command "custmers"; did you mean "customers"?'],
  [["customers", "updat", "x"], 'did you mean "customers update"?'],
  [["-p", "commet"], "a command comes first, then options such as -p"],
  [["providers", "mapel"], 'there is no provider "mapel"; did you mean "maple"?'],
  [["emulator", "start", "--port", "abc"], '--port: "abc" is not a port: expected 0 to 65535'],
])("billing %j says what is wrong", async (args, message) => {
  expect(await refusedBeforeSending(args)).toContain(message);
});

test.each<[words: string, message: string]>([
  ["customers get cus_1 -p commet --emulator --base-url http://127.0.0.1:9", "--base-url: the emu"],
  ["customers list -p all --emulator --base-url http://127.0.0.1:9", "--base-url: the emulator"],
  ["history --emulator --base-url http://127.0.0.1:9", "--base-url: the emulator has an address"],
  ["undo --last --emulator --base-url http://127.0.0.1:9", "--base-url: the emulator has an add"],
  ["customers get cus_1 -p commet --emulator-state here", "--emulator-state: only the emulator"],
  ["customers list -p all --fault any:list:429", "--fault: only the emulator fails on demand"],
  ["undo --last --emulator-state here", "--emulator-state: only the emulator keeps its records"],
])("%j: an option that would be passed over is refused", async (line, message) => {
  const { code, stdout, stderr } = await runCli(line.split(" "));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr.split(message)).toHaveLength(2);
});
