import { expect, test } from "vitest";

import { shortHint, shortMessage } from "../../../src/domain/text/short-text.ts";
import { growth, times } from "../../support/growth.ts";

const long = "k".repeat(1_048_576);

test("a message of usual length stays as it is", () => {
  const message = `unknown key "${"n".repeat(200)}"; did you mean "name"?`;
  expect(shortMessage(message)).toBe(message);
  expect(shortMessage(`${message} ${message}`)).toBe(`${message} ${message}`);
});

test("what a message quotes keeps its beginning and its end", () => {
  expect(shortMessage(`rows.csv:3: unknown key "${long}"; did you mean "name"?`)).toBe(
    `rows.csv:3: unknown key "${"k".repeat(199)}…(1048578 characters)…${"k".repeat(59)}"; did you mean "name"?`,
  );
});

test("a value without quotes, or with an open one, is bounded as well", () => {
  for (const message of [`customer ${long} is none`, `stuck at "${long}`, `"\\"${long} is`]) {
    expect(shortMessage(message).length).toBeLessThan(3600);
  }
  expect(shortMessage(`customer ${long} is none`)).toMatch(/^customer k.*k is none$/u);
});

test("no character is cut in half", () => {
  const text = shortMessage(`"${"x".repeat(198)}${"😀".repeat(500)}y"`);
  expect(text.isWellFormed()).toBe(true);
});

test("a command in a hint stays whole", () => {
  const hint = `run: billing customers update c --set 'a:="${"v".repeat(2000)}"'`;
  expect(shortHint(hint)).toBe(hint);
  expect(shortHint(long).length).toBeLessThan(3600);
});

test("it takes no time", () => {
  const shortening = (n: number) => {
    const messages = ['"'.repeat(n), `"${"\\".repeat(n)}`];
    return () => messages.map((message) => shortMessage(message));
  };
  expect(growth(shortening, 60_001)).toBeLessThan(5 * times);
});

test("a value of 10 MB is shortened", () => {
  const message = `the key "${"w".repeat(10_000_000)}" is taken`;
  expect(shortMessage(message)).toMatch(
    /^the key "w{199}…\(10000002 characters\)…w{59}" is taken$/u,
  );
});
