import { describe, expect, test } from "vitest";

import { findChange } from "../../src/journal/find-change.ts";
import { recordOf } from "./records.ts";

const ids = [
  "01JBK3T5V0AAAAAAAAAAAAAAAA",
  "01JBK3T5V0AAAAAAAAAAAAAAAB",
  "01JC0000000000000000000001",
];
const changes = ids.map((change) => recordOf({ change }));

describe("a change is found by", () => {
  test.each([
    ["its id", "01JBK3T5V0AAAAAAAAAAAAAAAB", 1],
    ["its id in lower case", "01jbk3t5v0aaaaaaaaaaaaaaaa", 0],
    ["the beginning that it alone has", "01JC00", 2],
    ["a beginning with an O for a zero and an L for a one", "ol jcoo".replace(" ", ""), 2],
    ["its id among spaces", " 01JC0000000000000000000001\n", 2],
  ])("%s", (_name, text, index) => {
    expect(findChange(changes, text).change).toBe(ids[index]);
  });
});

describe("no change is found by", () => {
  test.each([
    ["five characters", "01JC0", '"01JC0" is too short for a change: at least 6 characters'],
    ["nothing", "", "is too short"],
    [
      "what two begin with",
      "01JBK3T5",
      '"01JBK3T5" is the beginning of 2 changes: 01JBK3T5V0AAAAAAAAAAAAAAAA, 01JBK3T5V0AAAAAAAAAAAAAAAB',
    ],
    [
      "a mistyped id, but the nearest is named",
      "01JC0000000000000000000007",
      "is recorded; did you mean 01JC0000000000000000000001?",
    ],
    ["something else entirely", "WHATEVERITIS", 'no change "WHATEVERITIS" is recorded'],
    ["more than an id", "01JC00000000000000000000011", "is recorded"],
  ])("%s", (_name, text, words) => {
    expect(() => findChange(changes, text)).toThrow(
      expect.objectContaining({ kind: "usage", message: expect.stringContaining(words) }),
    );
  });

  test("what many begin with: the newest five are listed", () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      recordOf({ change: `01JBK3T5V0AAAAAAAAAAAAAA${String(index).padStart(2, "0")}` }),
    );
    expect(() => findChange(many, "01JBK3")).toThrow(
      /the beginning of 12 changes: 7 more, 01JBK3T5V0AAAAAAAAAAAAAA07, .*AA11$/u,
    );
  });
});
