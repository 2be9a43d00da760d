import type { Group } from "./group.ts";

const commands = [
  "",
  "customers ",
  "customers update ",
  "customers get ",
  "apply ",
  "history ",
  "history show ",
  "undo ",
  "providers ",
  "emulator ",
  "emulator start ",
  "emulator reset ",
  "emulator status ",
  "help ",
];

const topics = ["exit-codes", "environment", "config", "files", "rows", "providers", "faults"];

/** What is printed without a customer. */
export const help: Group = {
  name: "help",
  scripts: [
    "billing",
    "billing --version",
    ...commands.map((words) => `billing ${words}--help`),
    ...["", ...topics, "customers update", "nothing"].map((topic) => `billing help ${topic}`),
    "billing providers",
    "billing providers -o yaml",
    ...["vayu", "commet", "flexprice", "maple", "kirim"].map((name) => `billing providers ${name}`),
    "billing providers kirim -o json",
    "billing providers maple -o ndjson",
    "billing providers stripe",
    "billing custmers get x",
    "billing customers",
    "billing customers get",
    "billing customers get a b",
    "billing customers get a --ouput json",
    "billing customers get a -o xml",
    "billing customers get a -p stripe",
    "billing emulator stop",
  ],
};
