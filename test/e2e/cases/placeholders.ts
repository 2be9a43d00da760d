/** What stands for a credential and is none, wherever a credential may be. */
import type { Case } from "./case.ts";

const kept = "--base-url http://127.0.0.1:9 --no-retry";
const get = `customers get cus_1 -p maple ${kept}`.split(" ");
const companyId = "companyId: cmp_1";

/** As a file has it, and the form that is said instead. */
const texts: readonly (readonly [text: string, says: string])[] = [
  ["${MAPLE_TOKEN}", "write { env: MAPLE_TOKEN }"],
  ["$MAPLE_TOKEN", "write { env: MAPLE_TOKEN }"],
  ["%MAPLE_TOKEN%", "write { env: MAPLE_TOKEN }"],
  ["${{ secrets.MAPLE_TOKEN }}", "write { env: MAPLE_TOKEN }"],
  ["{{ MAPLE_TOKEN }}", "write { env: MAPLE_TOKEN }"],
  ["env:MAPLE_TOKEN", "write { env: MAPLE_TOKEN }"],
  ["op://billing/maple/token", 'write { command: [op, read, "op://billing/maple/token"] }'],
  ["file:/run/secrets/maple", "write { file: /run/secrets/maple }"],
  ["vault:secret/maple#token", "write { command: [vault, kv, get, -field=…, …] }"],
  ["<your key>", "write { env: NAME }, { file: path } or { keychain: name }"],
  ["xxx", "write { env: NAME }, { file: path } or { keychain: name }"],
  ["changeme", "write { env: NAME }, { file: path } or { keychain: name }"],
];

const inFile = (text: string): string =>
  `providers:\n  maple:\n    ${companyId}\n    token: ${JSON.stringify(text)}\n`;

export const placeholderCases: readonly Case[] = texts.flatMap(([text, says]) => [
  {
    met: `${text} for a secret in a file`,
    typed: [...get, "--config", "c.yaml"],
    files: { "c.yaml": inFile(text) },
    code: 3,
    says: [/c\.yaml:4:12: (?:maple|providers)/u, says],
  },
  {
    met: `${text} for a secret in a variable`,
    typed: get,
    env: { BILLING_MAPLE_TOKEN: text, BILLING_MAPLE_COMPANY_ID: "cmp_1" },
    code: 3,
    says: ["BILLING_MAPLE_TOKEN: maple token: the secret", says],
  },
]);
