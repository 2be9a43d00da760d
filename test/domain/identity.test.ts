import { expect, test } from "vitest";

import { identityOf } from "../../src/domain/identity.ts";
import { parseJson } from "../../src/domain/json.ts";

test.each([
  ["a text is its own identity", "nw-eu", "nw-eu"],
  ["a number is told by its digits", 7, "7"],
  [
    "a number beyond a double keeps its digits",
    parseJson("90071992547409931234"),
    "90071992547409931234",
  ],
  ["several members are joined", { country: "NO", type: "vat" }, "NO+vat"],
  ["an empty member does not count", { country: "NO", type: "" }, "NO"],
  ["a member named by the prototype is none", { other: 1 }, undefined],
  ["an object cannot be part of an identity", { country: { code: "NO" } }, undefined],
  ["an empty text tells nothing", "", undefined],
  ["null tells nothing", null, undefined],
])("%s", (_title, item, identity) => {
  expect(identityOf(item, ["country", "type", "constructor"])).toBe(identity);
});
