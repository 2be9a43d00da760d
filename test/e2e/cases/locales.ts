/** Locales that have ASCII alone: nothing that the program itself says has other signs. */
import type { Case } from "./case.ts";

const commet = "cus_7Qm2rT -p commet --emulator";
const vayu = "65f0c1a2b3d4e5f60718293a -p vayu --emulator";
const row = '{"id":"cus_7Qm2rT","name":"Zed"}\n';
const other = /[^\n\x20-\x7E]/u;

const lines: readonly (readonly [
  met: string,
  typed: string,
  code: number,
  more?: Partial<Case>,
])[] = [
  ["a change", `customers update ${commet} --name Zed -n`, 0, { prints: ["commet - cus_7Qm2rT"] }],
  ["a masked change", `customers update ${commet} --name Zed -n --mask`, 0, { prints: ["A*ra"] }],
  ["a masked customer", `customers get ${vayu} --mask`, 0, { prints: ["i*@northwind.example"] }],
  [
    "a list in another order",
    `customers update ${vayu} --set aliases:=["nw-eu","nw-prod"] -n`,
    0,
    { prints: ["* aliases"] },
  ],
  [
    "a warning in a table",
    `customers update ${commet} --set metadata.seats=15 -n`,
    0,
    { prints: ["--set metadata.seats:=..."] },
  ],
  [
    "a hint",
    `customers update ${vayu} --email a@b.co`,
    2,
    { says: ["contacts[<email>].email=..."] },
  ],
  [
    "flags that are missing",
    `customers update ${commet} --country DE`,
    2,
    { says: ["--city ..."] },
  ],
  ["a long value", `customers update ${commet} --set ${"x".repeat(900)}`, 2, { says: ["...("] }],
  [
    "no assignment",
    `customers update ${commet} --set metadata.a:=x`,
    2,
    { says: ["metadata.a=..."] },
  ],
  ["a run", `customers update --from - -p commet --emulator -n`, 0, { stdin: row }],
  ["help", "--help", 0],
  ["help of a command", "customers update --help-all", 0, { prints: ["'+4755 or"] }],
  ["help on rows", "help rows", 0],
  ["help on faults", "help faults", 0, { prints: ["<name>=<value>..."] }],
  ["the fields of a provider", "providers flexprice", 0],
  ["a configuration", "config show", 0],
  ["no command", "customers updaet", 2],
];

export const localeCases: readonly Case[] = ["C", "POSIX"].flatMap((locale) =>
  lines.map(([met, typed, code, more = {}]) => ({
    met: `${met} in the locale ${locale}`,
    typed: typed.split(" "),
    env: locale === "C" ? { LC_ALL: "C" } : { LANG: "POSIX" },
    code,
    ...more,
    never: [other, "this is a bug"],
  })),
);
