import { expect, test } from "vitest";

import { failureAnnotations, warningAnnotation } from "../../../src/render/ci/annotations.ts";

const inFile = ({ name }: { readonly name: string }) => (name.startsWith("-") ? undefined : name);

test("a failure without complaints is one line, with its hint", () => {
  const told = { message: "not found", hint: "look at billing customers list", complaints: [] };
  expect(failureAnnotations(told, inFile)).toBe(
    "::error::not found%0Ahint: look at billing customers list\n",
  );
});

test("a complaint stands beside its file, and an option in front of what is wrong with it", () => {
  const complaints = [
    { location: { name: "rows.csv", line: 3, column: 7 }, message: "no e-mail" },
    { location: { name: "patch.yaml", line: 2 }, message: "unknown key", hint: "name" },
    { location: { name: "--phone" }, message: "no such field" },
    { message: "nothing to change" },
  ];
  expect(failureAnnotations({ message: "4 things", complaints }, inFile).split("\n")).toEqual([
    "::error file=rows.csv,line=3,col=7::no e-mail",
    "::error file=patch.yaml,line=2::unknown key%0Ahint: name",
    "::error::--phone: no such field",
    "::error::nothing to change",
    "",
  ]);
});

test.each([
  ["100% sure", "::warning::100%25 sure\n"],
  ["%0A::error::stolen", "::warning::%250A::error::stolen\n"],
  ["a\n::error::stolen", String.raw`::warning::a\n::error::stolen` + "\n"],
  ["a\r::error::stolen", String.raw`::warning::a\r::error::stolen` + "\n"],
  ["::stop-commands::x", String.raw`::warning::\u003a:stop-commands::x` + "\n"],
  ["##[group]", String.raw`::warning::\u0023#[group]` + "\n"],
])("%j is one command and no other", (message, line) => {
  expect(warningAnnotation(message)).toBe(line);
});

test("no file ends its property", () => {
  const location = { name: "a,line=9::b%.csv", line: 1 };
  const found = failureAnnotations(
    { message: "", complaints: [{ location, message: "x" }] },
    inFile,
  );
  expect(found).toBe("::error file=a%2Cline=9%3A%3Ab%25.csv,line=1::x\n");
});

test("of many complaints GitHub shows ten", () => {
  const complaints = Array.from({ length: 30 }, (_none, index) => ({ message: `no ${index}` }));
  expect(failureAnnotations({ message: "", complaints }, inFile).match(/^::/gmu)).toHaveLength(10);
});
