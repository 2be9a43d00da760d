/** What is said to common mistakes: the remedy, in the words to be written. */
import type { Case } from "./case.ts";

const commet = "-p commet --emulator";
const vayu = "65f0c1a2b3d4e5f60718293a -p vayu --emulator";
const kept = "--base-url http://127.0.0.1:9 --no-retry";
const maple = (token: string) => ({
  "c.yaml": `providers:\n  maple:\n    companyId: cmp_1\n    token: ${token}\n`,
});

export const messages: readonly Case[] = [
  {
    what: "--by-external-id",
    line: `customers update --by-external-id x --name Y ${commet}`,
    code: 2,
    says: ["write --by external-id"],
  },
  {
    what: "--by-external-id of get",
    line: `customers get --by-external-id x ${commet}`,
    code: 2,
    says: ["write --by external-id"],
  },
  {
    what: "--external-id for an id",
    line: `customers update --external-id x --name Y ${commet}`,
    code: 2,
    says: ["<id> is missing", "billing customers update x --by external-id"],
  },
  {
    what: "two ids",
    line: `customers update cus_1 cus_2 --name Y ${commet}`,
    code: 2,
    says: ['"cus_2" is one word too many', "--from"],
  },
  {
    what: "a value without quotes",
    line: `customers update cus_1 --name Ana Lima ${commet}`,
    code: 2,
    says: ['"Lima" is one word too many', "needs quotes"],
  },
  {
    what: "a number for a string",
    line: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"name":5}',
    code: 2,
    says: ['stdin:1:2: "name": expected a string, got the number 5'],
  },
  {
    what: "a number for a string in a row",
    line: `customers update --from a.ndjson ${commet}`,
    files: { "a.ndjson": '{"id":"cus_7Qm2rT","name":5}\n' },
    code: 2,
    says: ['a.ndjson:1:20: "name": expected a string'],
  },
  {
    what: "a string for a list",
    line: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"aliases":"x"}',
    code: 2,
    says: ['"aliases": expected a list'],
  },
  {
    what: "a number within a list's item",
    line: `customers update ${vayu} -f -`,
    stdin: '{"contacts":[{"email":5}]}',
    code: 2,
    says: ['"contacts[0].email": expected a string'],
  },
  {
    what: "a number for a group",
    line: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"address":5}',
    code: 2,
    says: ['"address": expected an object'],
  },
  {
    what: "an e-mail address where contacts have it",
    line: `customers update ${vayu} --email a@b.co`,
    code: 2,
    says: ["contacts[<email>].email="],
  },
  {
    what: "a phone number where contacts have it",
    line: `customers update ${vayu} --phone +49301`,
    code: 2,
    says: ["contacts[<email>].phone="],
  },
  {
    what: "a column in another case",
    line: `customers update --from a.csv ${commet}`,
    files: { "a.csv": "id,Name\ncus_7Qm2rT,x\n" },
    code: 2,
    says: ['--map "Name=name"'],
  },
  {
    what: "a column in other words",
    line: `customers update --from a.csv ${commet}`,
    files: { "a.csv": "id,E-Mail\ncus_7Qm2rT,x\n" },
    code: 2,
    says: ['--map "E-Mail=email"'],
  },
  {
    what: "update without its group",
    line: `update cus_7Qm2rT --name x ${commet}`,
    code: 2,
    says: ['did you mean "customers update"?'],
  },
  {
    what: "get without its group",
    line: `get cus_7Qm2rT ${commet}`,
    code: 2,
    says: ['did you mean "customers get"?'],
  },
  {
    what: "--json",
    line: `customers get cus_7Qm2rT ${commet} --json`,
    code: 2,
    says: ["write -o json"],
  },
  {
    what: "--yaml",
    line: `customers update cus_7Qm2rT --name x ${commet} --yaml`,
    code: 2,
    says: ["write -o yaml"],
  },
  {
    what: "a country alone",
    line: `customers update cus_7Qm2rT ${commet} --country DE`,
    code: 2,
    says: ["--country … --address-line1 … --city … --postal-code …"],
  },
  {
    what: "${NAME} for a secret",
    line: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple("${MAPLE_TOKEN}"),
    code: 3,
    says: ["c.yaml:4:12:", "{ env: MAPLE_TOKEN }"],
  },
  {
    what: "$NAME for a secret",
    line: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple("$MAPLE_TOKEN"),
    code: 3,
    says: ["{ env: MAPLE_TOKEN }"],
  },
  {
    what: "%NAME% for a secret",
    line: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple('"%MAPLE_TOKEN%"'),
    code: 3,
    says: ["{ env: MAPLE_TOKEN }"],
  },
  {
    what: "a CI system's {{ name }} for a secret",
    line: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple('"${{ secrets.MAPLE_TOKEN }}"'),
    code: 3,
    says: ["{ env: MAPLE_TOKEN }"],
  },
  {
    what: "a secret that only begins like a variable",
    line: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple('"$ecret-0001"'),
    code: 7,
    says: ["refused the connection"],
  },
];
