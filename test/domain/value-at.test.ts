import { expect, test } from "vitest";

import { parsePath } from "../../src/domain/path.ts";
import { valueAt } from "../../src/domain/value-at.ts";

const customer = {
  name: "Ana",
  address: { city: "Oslo" },
  metadata: { "a.b": 1, tier: null },
  contacts: [{ name: "Ida", email: "ida@x.example" }, { email: "bo@x.example" }],
  aliases: ["nw-eu", "nw-us"],
  native: { tags: ["x", "y"], people: [{ id: "p1", age: 7 }] },
};

test.each([
  ["name", "Ana"],
  ["address.city", "Oslo"],
  ['metadata["a.b"]', 1],
  ["metadata.tier", null],
  ["contacts[ida@x.example].name", "Ida"],
  ["aliases[nw-us]", "nw-us"],
  ["native.tags[1]", "y"],
  ["native.people[p1].age", 7],
  ["name.first", undefined],
  ["contacts[nobody].name", undefined],
  ["native.toString", undefined],
])("%s", (path, value) => {
  expect(valueAt(customer, parsePath(path))).toEqual(value);
});
