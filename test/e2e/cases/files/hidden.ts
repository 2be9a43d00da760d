/** Characters that nobody sees, which are copied along with a text: the same wherever a value is said. */
import type { Case } from "../case.ts";

const maple = ["cus_2Nb8LmPq", "-p", "maple", "--emulator"];
const update = ["customers", "update", ...maple, "-n"];
const vayu = ["customers", "update", "65f0c1a2b3d4e5f60718293a", "-p", "vayu", "--emulator", "-n"];
const nbsp = "\u{A0}";

const refused = (
  met: string,
  typed: readonly string[],
  says: readonly (string | RegExp)[],
  more: Partial<Case> = {},
): Case => ({
  met: `${met} with a character that nobody sees`,
  typed,
  code: 2,
  says: [...says, "which nobody sees", /hint: remove it/u],
  never: ["this is a bug"],
  ...more,
});

const yaml = (text: string): Partial<Case> => ({ files: { "p.yaml": text } });
const inFile = [...update, "-f", "p.yaml"];

export const hiddenCases: readonly Case[] = [
  refused("a flag", [...update, "--name", `Zed${nbsp}`], ['--name: "name" begins or ends with']),
  refused("a flag of a list", [...vayu, "--alias", `\u{200B}zed`], [/"aliases\[\\u200bzed\]"/u]),
  refused("--set", [...update, "--set", `address.city=Oslo\u{2060}`], ["U+2060"]),
  refused("--set of JSON", [...update, "--set", `metadata:={"a":"x\u{FEFF}"}`], ["U+FEFF"]),
  refused("an item that is added", [...vayu, "--set", `aliases+=${nbsp}x`], ["U+00A0"]),
  refused("--metadata", [...update, "--metadata", `tier=gold${nbsp}`], ['"metadata.tier"']),
  refused("--metadata of JSON", [...update, "--metadata", `t:=["a${nbsp}"]`], ['"metadata.t"']),
  refused("a file", inFile, ["p.yaml:1:1", String.raw`"Zed\xa0"`], yaml(`name: "Zed${nbsp}"\n`)),
  refused(
    "a list in a file",
    inFile,
    ["p.yaml:2:3", "U+200E"],
    yaml(`metadata:\n  a: ["x\u{200E}"]\n`),
  ),
  refused(
    "a file of metadata",
    [...update, "--metadata-file", "p.yaml"],
    ["p.yaml:1:1"],
    yaml(`tier: "gold${nbsp}"\n`),
  ),
  refused(
    "a file in the vendor's words",
    [...inFile, "--native"],
    ["U+00A0"],
    yaml(`org_name: "Z${nbsp}"\n`),
  ),
  refused(
    "a flag beside rows",
    [
      "customers",
      "update",
      "--from",
      "r.ndjson",
      "-p",
      "maple",
      "--emulator",
      "--locale",
      `en${nbsp}`,
    ],
    ["--locale"],
    { files: { "r.ndjson": '{"id":"cus_2Nb8LmPq"}\n' } },
  ),
  refused(
    "an id",
    ["customers", "update", `cus_2Nb8LmPq${nbsp}`, ...maple.slice(1), "--name", "Z"],
    ["<id>: the id holds a non-breaking space (U+00A0)"],
  ),
  refused(
    "an id to be read",
    ["customers", "get", `cus_2Nb8LmPq\u{200B}`, ...maple.slice(1)],
    ["U+200B"],
  ),
  refused(
    "an own id",
    ["customers", "get", `acct-7781${nbsp}`, ...maple.slice(1), "--by", "external-id"],
    ["U+00A0"],
  ),
  {
    met: "a character that nobody sees within a text",
    typed: [...update, "--name", `Zed${nbsp}Lima`],
    code: 0,
    prints: ["Zed"],
  },
  {
    met: "a character that nobody sees in what is taken out",
    typed: [...vayu, "--unset", `aliases[x${nbsp}]`],
    code: 2,
    says: ["holds no item"],
  },
];
