import { expect, test } from "vitest";
import { faultHelp } from "../../../src/emulator/faults/help.ts";
import { parseFault } from "../../../src/emulator/faults/text.ts";

test("the help tells every kind once and fits a terminal", () => {
  const kinds = faultHelp.flatMap((line) => /^ {2}([a-z-]+[\da-z]*) {2}/u.exec(line)?.[1] ?? []);
  expect(kinds).toHaveLength(22);
  expect(new Set(kinds).size).toBe(22);
  expect(faultHelp.filter((line) => line.length > 100)).toEqual([]);
});

test("its examples are faults", () => {
  const examples = faultHelp.slice(faultHelp.indexOf("Examples") + 1);
  expect(examples).toHaveLength(6);
  for (const example of examples) expect(parseFault(example.trim())).toHaveProperty("kind");
});
