/** Files and variables as other programs leave them: in another encoding, with other line ends, quotes, or nothing. */
import type { Case } from "../case.ts";

const commet = "-p commet --emulator";
const kept = "--base-url http://127.0.0.1:9 --no-retry";
const maple = (token: string) => ({
  "c.yaml": `providers:\n  maple:\n    companyId: cmp_1\n    token: ${token}\n`,
});

const lines: readonly (Case & { readonly typed: string })[] = [
  {
    met: "a secret with its quotes in a variable",
    typed: `customers get cus_1 -p commet ${kept}`,
    env: { BILLING_COMMET_API_KEY: '"ck_test_12345678"' },
    code: 3,
    says: ["BILLING_COMMET_API_KEY: commet apiKey: the secret stands in quotes"],
    never: ["ck_test"],
  },
  {
    met: "a secret with its scheme",
    typed: `customers get cus_1 -p commet ${kept}`,
    env: { BILLING_COMMET_API_KEY: "Bearer ck_test_12345678" },
    code: 3,
    says: ["begins with a scheme: leave that word out"],
    never: ["ck_test"],
  },
  {
    met: "a variable's name for a secret",
    typed: `customers get cus_1 -p commet ${kept}`,
    env: { BILLING_COMMET_API_KEY: "$COMMET_KEY" },
    code: 3,
    says: ["names a variable as a shell would", "{ env: COMMET_KEY }"],
  },
  {
    met: "a secret that PowerShell saved as UTF-16",
    typed: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: {
      ...maple("{ file: key }"),
      key: Buffer.from("\u{FEFF}ck_test_12345678\r\n", "utf16le"),
    },
    code: 3,
    says: ["the content of key is not UTF-8: save it as UTF-8"],
  },
  {
    met: "a configuration in UTF-16, which PowerShell writes",
    typed: `customers get cus_1 --config c.yaml ${kept}`,
    files: {
      "c.yaml": Buffer.from(
        "\u{FEFF}provider: commet\r\nproviders:\r\n  commet: { apiKey: ck_test_12345678 }\r\n",
        "utf16le",
      ),
    },
    code: 7,
    says: ["refused the connection"],
  },
  {
    met: "a configuration with a NUL",
    typed: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: { "c.yaml": "provider: maple\0\n" },
    code: 3,
    says: ["c.yaml:1:1: this is not UTF-8: save the file as UTF-8"],
  },
  {
    met: "a configuration whose lines end with CR alone",
    typed: `customers get cus_1 --config c.yaml ${kept}`,
    files: { "c.yaml": "provider: commet\rproviders:\r  commet: { apiKey: ck_test_12345678 }\r" },
    code: 7,
    says: ["refused the connection"],
  },
  {
    met: "a patch whose lines end with CR alone",
    typed: `customers update cus_7Qm2rT -n ${commet} -f p.yaml`,
    files: { "p.yaml": "name: Zed\rtimezone: Asia/Tokyo\r" },
    code: 0,
    prints: ["2 changes"],
  },
  {
    met: "a mistake in a patch whose lines end with CR alone",
    typed: `customers update cus_7Qm2rT -n ${commet} -f p.yaml`,
    files: { "p.yaml": "name: Zed\rtimezon: Asia/Tokyo\r" },
    code: 2,
    says: ['p.yaml:2:1: unknown key "timezon"'],
  },
  {
    met: "rows whose lines end with CR alone",
    typed: `customers update --from r.ndjson -n ${commet}`,
    files: { "r.ndjson": '{"id":"cus_7Qm2rT","name":"Z"}\r{"id":"cus_9Hn4kW","name":"Z"}\r' },
    code: 2,
    says: ["r.ndjson: its lines end with a carriage return alone", "tr '\\r' '\\n'"],
  },
  {
    met: "a patch in UTF-32",
    typed: `customers update cus_7Qm2rT -n ${commet} -f p`,
    files: { p: Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x7d, 0, 0, 0) },
    code: 2,
    says: ["p: the document is UTF-32", "save it as UTF-8"],
  },
  {
    met: "an address for a file of rows",
    typed: `customers update --from https://x.example/a.csv -n ${commet}`,
    code: 2,
    says: ["it is an address and no file", "pipe it in and name -"],
  },
  {
    met: "a file's address for a patch",
    typed: `customers update cus_7Qm2rT -f file:///tmp/a.yaml -n ${commet}`,
    code: 2,
    says: ["write its path, without file://"],
  },
  ...[
    "--config",
    "--base-url",
    "--emulator-state",
    "--journal",
    "--out",
    "-f",
    "--metadata-file",
  ].map((flag) => ({
    met: `nothing for ${flag}`,
    typed: `customers update cus_7Qm2rT --name Z -n ${commet} ${flag} `,
    code: 2,
    says: [`${flag}: its value is empty`, "a variable may be unset"],
  })),
  ...["--from", "--results", "--failed"].map((flag) => ({
    met: `nothing for ${flag}`,
    typed: `customers update ${flag === "--from" ? "" : "--from r.ndjson "}-n ${commet} ${flag} `,
    code: 2,
    says: [`${flag}: its value is empty`],
  })),
];

export const encodingCases: readonly Case[] = lines.map((one) => ({
  ...one,
  typed: one.typed.split(" "),
  never: [...(one.never ?? []), "this is a bug"],
}));
