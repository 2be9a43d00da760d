import { expect, test } from "vitest";

import { commands } from "../../../../src/cli/commands.ts";
import { runCli } from "../../../support/run-cli.ts";

/** A word for each operand, of every command that takes a fixed number of them. */
const all = await Promise.all(
  commands.map(async ({ words, load }) => ({ words, spec: await load() })),
);
const fixed = all.filter(({ spec }) => spec.operands.every(({ variadic }) => variadic !== true));

test.each(fixed)("$words says how many words are too many, and what to do", async (one) => {
  const { words, spec } = one;
  const operands = spec.operands.map(() => "a");
  const said = async (...extra: readonly string[]) => {
    const { code, stderr } = await runCli([...words.split(" "), ...operands, ...extra]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await said("b")).toMatch(/^error: "b" is one word too many; .+\nhint: .+\n$/u);
  expect(await said("b", "c")).toMatch(/^error: "b" and "c" are 2 words too many; .+\nhint: .+/u);
  const four = await said("b", "c", "d", "e");
  expect(four).toMatch(/^error: "b", "c", "d" and 1 more are 4 words too many; .+\nhint: .+/u);
  expect(four).not.toContain("{word}");
});

const update = "customers update";

test.each([
  ["customers get a b", "one customer at a time; many are read with billing customers list"],
  [`${update} a b -p commet`, "several customers are changed with --from"],
  ["customers list cus_1 -p commet", "one customer is read with billing customers get cus_1"],
  ["customers list commet", "name a provider with -p commet"],
  ["customers get a commet", "name a provider with -p commet"],
  ["providers commet kirim", "one provider, or none for all of them"],
  ["config check commet kirim", "one provider, or none for all of them"],
  ["customers create Ana", "fields are given as options, such as --name Ana"],
  ["config init companyId=cmp_1", "write --set companyId=cmp_1\n"],
  [
    `${update} a name=Z`,
    "to set a field by its path write --set name=Z; a key of the metadata, --metadata",
  ],
  [`${update} a --name Ana Lima -p commet`, "write --name 'Ana Lima'"],
  [`${update} a -p commet --name Ana Maria Lima`, "write --name 'Ana Maria Lima'"],
  [`${update} a --name=Ana Lima -p commet`, "write --name 'Ana Lima'"],
  [`${update} a -p commet --metadata=k=v Lima`, "write --metadata 'k=v Lima'"],
  [`${update} --name Ana b c -p commet d`, "several customers are changed with --from"],
  [`${update} --name Ana b c`, "several customers are changed with --from"],
  [`${update} a -p commet b`, "several customers are changed with --from"],
  ["customers list --search Ana Lima", "write --search 'Ana Lima'"],
  ["history 01ABC", "one change is shown with billing history show 01ABC"],
])("billing %s", async (words, hint) => {
  const { code, stderr } = await runCli(words.split(" "));
  expect(code).toBe(2);
  expect(stderr).toContain("too many");
  expect(stderr).toContain(`hint: ${hint}`);
});

test.each([
  [["apply", "'plan.json'"], "<plan>", "cmd.exe passes single quotes on"],
  [["undo", '"01ABC"'], "<change>", "one pair of quotes less"],
  [["completion", "“bash”"], "<shell>", "straight quotes"],
  [["providers", "'commet'"], "<name>", "cmd.exe"],
  [["help", "'update'"], "<topic>", "cmd.exe"],
  [["api", "'GET'", "/customers"], "<method>", "cmd.exe"],
  [["api", "GET", "'/customers?limit=2'"], "<path>", "cmd.exe"],
  [["api", "GET", '"/customers"'], "<path>", "one pair of quotes less"],
  [["api", "GET", "`/customers`"], "<path>", "a backtick quotes in no shell"],
] as const)("%j: the quotes and the shell are named", async (words, operand, shell) => {
  const { code, stderr } = await runCli(words);
  expect(code).toBe(2);
  expect(stderr).toContain(`${operand}: `);
  expect(stderr).toContain("has its quotes in it");
  expect(stderr).toContain(shell);
});
