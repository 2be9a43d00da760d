import { expect, test } from "vitest";

import { copiedOption, strayQuotes } from "../../../../src/cli/args/words/stray-quotes.ts";

test.each([
  ["'tier=gold'", "cmd.exe"],
  ["'tier=gold", "cmd.exe"],
  ["tier='gold'", "cmd.exe"],
  ["tier:='5'", "cmd.exe"],
  ["'Ana Lima'", "cmd.exe"],
  ['"tier=gold"', "one pair of quotes less"],
  ['tier="gold"', "one pair of quotes less"],
  ['"Ana"', "one pair of quotes less"],
  ["“Ana”", "straight quotes"],
  ["‘tier=gold’", "straight quotes"],
  ["„Ana“", "straight quotes"],
  ["`Ana`", "backtick"],
])("%s has its quotes in it", (value, hint) => {
  expect(strayQuotes(value, true)?.message).toBe(`${JSON.stringify(value)} has its quotes in it`);
  expect(strayQuotes(value, true)?.hint).toContain(hint);
  expect(strayQuotes(value, true)?.hint).toContain("--set path:=");
  expect(strayQuotes(value, false)?.hint).not.toContain("--set");
});

test.each([
  "'t Hoofd",
  "rock 'n' roll",
  "'",
  "",
  "tier=gold",
  'tier:="5"',
  'name:="\\"Ana\\""',
  'metadata["a b"]=c',
  '"q"@lake.example',
  "tier=it's",
  "a=b='c",
])("%s has none", (value) => {
  expect(strayQuotes(value, true)).toBeUndefined();
});

test.each([
  ["—name", "write two hyphens: --name"],
  ["–name=Ana", "write two hyphens: --name"],
  ["-–name", "write two hyphens: --name"],
  ["−p", "write a hyphen: -p"],
])("%s is an option but for its dash", (word, hint) => {
  expect(copiedOption(word)?.hint).toBe(hint);
  expect(copiedOption(word)?.name).not.toContain("=");
});

test.each(["--name", "-p", "-5", "— ", "cus_1", "-", "--"])("%s is no such word", (word) => {
  expect(copiedOption(word)).toBeUndefined();
});
