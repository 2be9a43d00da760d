import { expect, test } from "vitest";

import { isPersonal, mapMembers, maskAt, maskPath } from "../../../src/render/mask/mask-value.ts";

test.each([
  ["email", true],
  ["contacts[ida@fjord.example].phone", true],
  ['metadata["tax.note"]', false],
  ['metadata["pan"]', true],
  ["metadata.tier", false],
  ["orgName", false],
])("a path is personal by its members: %s", (path, personal) => {
  expect(isPersonal(path)).toBe(personal);
});

test("what a bracket says of a person is masked with the path", () => {
  expect(maskPath("contacts[ida@fjord.example].phone")).toBe("contacts[i…@fjord.example].phone");
  expect(maskPath("metadata.tier")).toBe("metadata.tier");
});

test("a value is masked whole where it is personal, else as far as it is", () => {
  expect(maskAt("phone", "+4755501020")).toBe("+…20");
  expect(maskAt("contacts", [{ title: "CFO", email: "ida@fjord.example", seats: 2 }])).toEqual([
    { title: "CFO", email: "i…@fjord.example", seats: 2 },
  ]);
  expect(maskAt("metadata.note", "ask ida@fjord.example")).toBe("ask i…@fjord.example");
});

test("members keep their names and their order", () => {
  expect(mapMembers({ b: 1, a: 2 }, (name) => name)).toEqual({ b: "b", a: "a" });
});
