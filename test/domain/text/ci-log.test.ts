import { expect, test } from "vitest";

import { isCiLog, withoutCommands } from "../../../src/domain/text/ci-log.ts";

test.each([
  ["::set-output name=approved::true", String.raw`\u003a:set-output name=approved::true`],
  ["  ::debug::x", String.raw`  \u003a:debug::x`],
  ["\u00a0\u3000::debug::x", `\u00a0\u3000${String.raw`\u003a:debug::x`}`],
  ["\u001b[1m::error::x", `\u001b[1m${String.raw`\u003a:error::x`}`],
  [":\u001b[31m:error::x", `${String.raw`\u003a`}\u001b[31m:error::x`],
  ["a\n::error::x\n::end", String.raw`a${"\n"}\u003a:error::x${"\n"}\u003a:end`],
  ["a\r::error::x", String.raw`a${"\r"}\u003a:error::x`],
  ["name ##[set-output name=a;]b", String.raw`name \u0023#[set-output name=a;]b`],
  ["###[group]", String.raw`#\u0023#[group]`],
  ["x ##vso[task.setvariable variable=a]b", String.raw`x \u0023#vso[task.setvariable variable=a]b`],
  ["##VSO[task.complete]", String.raw`\u0023#VSO[task.complete]`],
  ["##teamcity[buildStatus text='ok']", String.raw`\u0023#teamcity[buildStatus text='ok']`],
  ["section_start:1700000000:x", String.raw`section\u005fstart:1700000000:x`],
  ["a section_end:1:x", String.raw`a section\u005fend:1:x`],
])("%j", (text, expected) => {
  expect(withoutCommands(text)).toBe(expected);
  expect(withoutCommands(expected)).toBe(expected);
});

test.each([
  "a ::debug::x",
  "a::b",
  "10:30",
  ":x:",
  "## heading",
  "# [link]",
  "issue ##12 [done]",
  "section_starter:",
  "my section",
  '{\n  "a": 1\n}',
])("%j is left as it is", (text) => {
  expect(withoutCommands(text)).toBe(text);
});

test("what is escaped within JSON stays the same JSON", () => {
  const value = { name: "##[x] section_start:1:a ##vso[y]", "##teamcity[": ["::a"] };
  const text = withoutCommands(JSON.stringify(value, undefined, 2));
  expect(text).not.toMatch(/##/u);
  expect(JSON.parse(text)).toEqual(value);
});

test.each(["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITLAB_CI"])("%s says so", (name) => {
  expect(isCiLog({ [name]: "true" })).toBe(true);
  expect(isCiLog({ [name]: "" })).toBe(false);
  expect(isCiLog({ CI: "true" })).toBe(false);
});
