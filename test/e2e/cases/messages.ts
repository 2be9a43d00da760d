/** What is said to common mistakes: the remedy, in the words to be written. */
import type { Case } from "./case.ts";

const commet = "-p commet --emulator";
const vayu = "65f0c1a2b3d4e5f60718293a -p vayu --emulator";
const kept = "--base-url http://127.0.0.1:9 --no-retry";
const maple = (token: string) => ({
  "c.yaml": `providers:\n  maple:\n    companyId: cmp_1\n    token: ${token}\n`,
});

const lines: readonly (Case & { readonly typed: string })[] = [
  {
    met: "--by-external-id",
    typed: `customers update --by-external-id x --name Y ${commet}`,
    code: 2,
    says: ["write --by external-id"],
  },
  {
    met: "--by-external-id of get",
    typed: `customers get --by-external-id x ${commet}`,
    code: 2,
    says: ["write --by external-id"],
  },
  {
    met: "--external-id for an id",
    typed: `customers update --external-id x --name Y ${commet}`,
    code: 2,
    says: ["<id> is missing", "billing customers update x --by external-id"],
  },
  {
    met: "two ids",
    typed: `customers update cus_1 cus_2 --name Y ${commet}`,
    code: 2,
    says: ['"cus_2" is one word too many', "several customers are changed with --from"],
  },
  {
    met: "two ids of get",
    typed: `customers get cus_1 cus_2 ${commet}`,
    code: 2,
    says: ['"cus_2" is one word too many', "one customer at a time", "billing customers list"],
  },
  {
    met: "three ids",
    typed: `customers update cus_1 cus_2 cus_3 --name Y ${commet}`,
    code: 2,
    says: ['"cus_2" and "cus_3" are 2 words too many', "--from"],
  },
  {
    met: "a path with its quotes",
    typed: `api GET '/customers' ${commet}`,
    code: 2,
    says: [`<path>: "'/customers'" has its quotes in it`, "cmd.exe"],
  },
  {
    met: "a path that Git Bash rewrote",
    typed: `api GET C:/msys64/customers ${commet}`,
    code: 2,
    says: ["is a path of Windows", "set MSYS_NO_PATHCONV=1"],
  },
  {
    met: "a value without quotes",
    typed: `customers update cus_1 --name Ana Lima ${commet}`,
    code: 2,
    says: ['"Lima" is one word too many', "needs quotes", "write --name 'Ana Lima'"],
  },
  {
    met: "JSON beside flags, which nothing reads",
    typed: `customers update cus_7Qm2rT --name x -n ${commet}`,
    stdin: '{"email":"a@b.example"}',
    code: 0,
    says: ["looks like JSON, and is not read", "--file -", "--from -"],
  },
  {
    met: "Kirim by one's own id",
    typed: "customers get S-209 --by external-id -p kirim --emulator",
    code: 2,
    says: ["billing customers list -p kirim --metadata <key>=S-209"],
  },
  {
    met: "Kirim by one's own id in a row",
    typed: "customers update --from a.ndjson --by external-id -p kirim --emulator",
    files: { "a.ndjson": '{"id":"S 209","name":"x"}\n' },
    code: 2,
    says: ["billing customers list -p kirim --metadata <key>='S 209'"],
  },
  {
    met: "a number for a string",
    typed: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"name":5}',
    code: 2,
    says: ['stdin:1:2: "name": expected a string, got the number 5'],
  },
  {
    met: "a number for a string in a row",
    typed: `customers update --from a.ndjson ${commet}`,
    files: { "a.ndjson": '{"id":"cus_7Qm2rT","name":5}\n' },
    code: 2,
    says: ['a.ndjson:1:20: "name": expected a string'],
  },
  {
    met: "a string for a list",
    typed: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"aliases":"x"}',
    code: 2,
    says: ['"aliases": expected a list'],
  },
  {
    met: "a number within a list's item",
    typed: `customers update ${vayu} -f -`,
    stdin: '{"contacts":[{"email":5}]}',
    code: 2,
    says: ['"contacts[0].email": expected a string'],
  },
  {
    met: "a number for a group",
    typed: `customers update cus_7Qm2rT ${commet} -f -`,
    stdin: '{"address":5}',
    code: 2,
    says: ['"address": expected an object'],
  },
  {
    met: "an e-mail address where contacts have it",
    typed: `customers update ${vayu} --email a@b.co`,
    code: 2,
    says: ["contacts[<email>].email="],
  },
  {
    met: "an e-mail address of a customer without contacts",
    typed: "customers create -p vayu --emulator --name A --email a@b.co",
    code: 2,
    says: [`--set 'contacts+:={"email":`],
  },
  {
    met: "a run of creations that is resumed",
    typed: "customers create --resume",
    code: 2,
    says: ["--resume: no such option", "write billing customers update --resume"],
  },
  {
    met: "a phone number where contacts have it",
    typed: `customers update ${vayu} --phone +49301`,
    code: 2,
    says: ["contacts[<email>].phone="],
  },
  {
    met: "a string that is missing in an item that is added",
    typed:
      'customers update cust_01K5T3Q5B7C9D1E3F5G7H9J1K3 -p flexprice --emulator --set contactPersons+:={"lastName":"x"}',
    code: 2,
    says: ['--set: "contactPersons+.firstName": expected a string, got nothing'],
  },
  {
    met: "the same in one of several",
    typed: `customers update ${vayu} -f -`,
    stdin: '{"contacts+":[{"email":"a@b.example"},{"email":5}]}',
    code: 2,
    says: ['"contacts+[1].email": expected a string, got the number 5'],
  },
  {
    met: "an option for the id",
    typed: `customers update --id cus_7Qm2rT --name x ${commet}`,
    code: 2,
    says: ["--id: no such option", "write the id alone, without an option"],
  },
  {
    met: "an option for one's own id where there is none",
    typed: `customers get --external-id usr_5512 ${commet}`,
    code: 2,
    says: ["write the id alone, and --by external-id"],
  },
  {
    met: "a format as an option",
    typed: `customers list --csv ${commet}`,
    code: 2,
    says: ["write -o csv"],
  },
  {
    met: "a column with the name of a group's field",
    typed: "customers update --from a.csv -p maple --emulator",
    files: { "a.csv": "id,Postal_Code\ncus_2Nb8LmPq,1\n" },
    code: 2,
    says: ['--map "Postal_Code=address.postalCode"'],
  },
  {
    met: "a lost character in a value",
    typed: `customers update cus_7Qm2rT --name A\u{FFFD} -n ${commet}`,
    code: 0,
    prints: ["! replacement_character: name holds U+FFFD"],
  },
  ...["-f a.xlsx", "--metadata-file a.xlsx"].map((words) => ({
    met: `a workbook with ${words}`,
    typed: `customers update cus_7Qm2rT ${words} -n ${commet}`,
    files: { "a.xlsx": "PK\u0003\u0004 xl/workbook.xml" },
    code: 2,
    says: ["a.xlsx: the file is a workbook of a spreadsheet", "are read with --from"],
  })),
  {
    met: "a column in another case",
    typed: `customers update --from a.csv ${commet}`,
    files: { "a.csv": "id,Name\ncus_7Qm2rT,x\n" },
    code: 2,
    says: ['--map "Name=name"'],
  },
  {
    met: "a column in other words",
    typed: `customers update --from a.csv ${commet}`,
    files: { "a.csv": "id,E-Mail\ncus_7Qm2rT,x\n" },
    code: 2,
    says: ['--map "E-Mail=email"'],
  },
  {
    met: "update without its group",
    typed: `update cus_7Qm2rT --name x ${commet}`,
    code: 2,
    says: ['did you mean "customers update"?'],
  },
  {
    met: "get without its group",
    typed: `get cus_7Qm2rT ${commet}`,
    code: 2,
    says: ['did you mean "customers get"?'],
  },
  {
    met: "--json",
    typed: `customers get cus_7Qm2rT ${commet} --json`,
    code: 2,
    says: ["write -o json"],
  },
  {
    met: "--yaml",
    typed: `customers update cus_7Qm2rT --name x ${commet} --yaml`,
    code: 2,
    says: ["write -o yaml"],
  },
  {
    met: "a country alone",
    typed: `customers update cus_7Qm2rT ${commet} --country DE`,
    code: 2,
    says: ["--country … --address-line1 … --city … --postal-code …"],
  },
  {
    met: "a secret that only begins like a variable",
    typed: `customers get cus_1 -p maple --config c.yaml ${kept}`,
    files: maple('"$ecret-0001"'),
    code: 7,
    says: ["refused the connection"],
  },
];

export const messageCases: readonly Case[] = lines.map((one) => ({
  ...one,
  typed: one.typed.split(" "),
  never: ["this is a bug"],
}));
