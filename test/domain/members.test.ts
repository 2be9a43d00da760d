import { expect, test } from "vitest";

import { parseJson } from "../../src/domain/json.ts";
import { entryAt, identitiesOf, identityOf } from "../../src/domain/members.ts";

test("what every object inherits is no entry of a table", () => {
  expect(entryAt({ name: 1 }, "name")).toBe(1);
  expect(entryAt({ name: 1 }, "constructor")).toBeUndefined();
  expect(entryAt(undefined, "name")).toBeUndefined();
});

test.each([
  ["a string is its own identity", "nw-eu", "nw-eu"],
  ["a number has its digits", 7, "7"],
  [
    "a number beyond a double keeps its digits",
    parseJson("90071992547409931234"),
    "90071992547409931234",
  ],
  ["several members are joined", { country: "NO", type: "vat" }, "NO+vat"],
  ["an empty member does not count", { country: "NO", type: "" }, "NO"],
  ["a member named by the prototype is none", { other: 1 }, undefined],
  ["an object cannot be part of an identity", { country: { code: "NO" } }, undefined],
  ["an empty string identifies nothing", "", undefined],
  ["null identifies nothing", null, undefined],
])("the identity of an item: %s", (_title, item, identity) => {
  expect(identityOf(item, [["country", "type", "constructor"]])).toBe(identity);
});

test.each([
  ["the first that it has", { id: "cp_1", email: "ida@fjord.example" }, "cp_1"],
  ["else the next", { email: "ida@fjord.example" }, "ida@fjord.example"],
  ["an empty one is none", { id: "", email: "ida@fjord.example" }, "ida@fjord.example"],
  ["none at all", { name: "Ida" }, undefined],
])("an item with several identities goes by %s", (_title, item, identity) => {
  expect(identityOf(item, [["id"], ["email"]])).toBe(identity);
});

test("an item with several identities can be called by each", () => {
  const item = { id: "cp_1", email: "ida@fjord.example" };
  const called = ["cp_1", "ida@fjord.example", "cp_1+ida@fjord.example", ""].filter((name) =>
    identitiesOf(item, [["id"], ["email"]]).includes(name),
  );
  expect(called).toEqual(["cp_1", "ida@fjord.example"]);
});
