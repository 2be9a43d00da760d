/** Slips of the fingers on a command line: hyphens, separators, signs, words of other programs. */
import type { Case } from "./case.ts";

const id = "cus_7Qm2rT";
const commet = "-p commet --emulator -n";
const update = `customers update ${id} ${commet}`;

const lines: readonly (readonly [met: string, typed: string, ...says: readonly string[]])[] = [
  [
    "options behind --",
    `customers update -- ${id} -p commet`,
    "what stands behind -- is no option",
  ],
  [
    "an option before the command",
    `--emulator customers get ${id}`,
    "write billing customers get, and then",
  ],
  ["options in a group", `customers -p commet get ${id}`, "write billing customers get, and then"],
  ["-- before the command", `-- customers get ${id}`, "write billing customers get, and then"],
  [
    "one hyphen",
    `${update} -name Z`,
    "-name: an option that is a word has two hyphens",
    "write --name",
  ],
  ["one hyphen and =", `${update} -name=Z`, "-name: an option that is a word has two hyphens"],
  ["one hyphen for the output", `${update} --name Z -output json`, "write --output"],
  ["no hyphens", `${update} name=Z`, "write --set name=Z"],
  [
    "a second key",
    `${update} --metadata a=b seats=5`,
    "write --set seats=5; a key of the metadata, --metadata",
  ],
  ["a colon for =", `${update} --metadata tier:gold`, "write tier=gold"],
  ["a colon for = in a path", `${update} --set name:Z`, "write name=Z"],
  ["JSON for a key", `${update} --metadata {"tier":"gold"}`, "--set 'metadata:={…}'"],
  [
    "a value to clear",
    `${update} --unset name=Z`,
    "it takes a path alone; a value is given with --set",
  ],
  [
    "a path for an option",
    `${update} --address.city Oslo`,
    "--address.city: no such option",
    "write --city",
  ],
  ["a path with underscores", `${update} --address_city Oslo`, "write --city"],
  ["camel case", `${update} --postalCode 1`, 'did you mean "--postal-code"'],
  ["the vendor's name", `${update} --fullName Z`, "write --name"],
  [
    "a key of the metadata for an option",
    `${update} --metadata.tier gold`,
    "write --metadata tier=…",
  ],
  ["a list for an option", `${update} --contacts x`, "write --set contacts=…"],
];

export const slipCases: readonly Case[] = [
  {
    met: "blanks around an id",
    typed: ["customers", "get", ` ${id} `, "-p", "commet", "--emulator"],
    says: ['<id>: " cus_7Qm2rT " has blanks around it', "write cus_7Qm2rT"],
  },
  {
    met: "quotes around an id",
    typed: ["customers", "get", `'${id}'`, "-p", "commet", "--emulator"],
    says: ["has its quotes in it", "cmd.exe"],
  },
  {
    met: "a name of no plan",
    typed: ["apply", "", "--emulator"],
    says: ["<plan>: its name is empty: a variable may be unset"],
  },
  {
    met: "a value that begins with =",
    typed: ["customers", "update", id, ...commet.split(" "), "--name", "=Ana"],
    code: 0,
    prints: ["=Ana"],
  },
  ...lines.map(([met, typed, ...says]) => ({ met, typed: typed.split(" "), says })),
  {
    met: "blanks around =",
    typed: [...update.split(" "), "--set", "name = Z"],
    says: ["write no blanks around the ="],
  },
  {
    met: "letters that are switches each, which are no word",
    typed: ["customers", "update", id, "-p", "commet", "--emulator", "-nq", "--name", "Z"],
    code: 0,
  },
].map((one) => ({ code: 2, never: ["this is a bug"], ...one }));
