import { expect, test } from "vitest";

import type { Json } from "../../src/domain/json.ts";
import { withAdded } from "../../src/plan/added-members.ts";
import { flexprice } from "../../src/providers/flexprice.ts";
import { vayu } from "../../src/providers/vayu.ts";

const ida = { id: "p_1", firstName: "Ida", email: "ida@f.no", isPrimary: true };
const desk = { id: "p_2", firstName: "Desk", isPrimary: false };
const held = [ida, desk];
const added = (want: Json, have: Json = held) => withAdded(flexprice, "contactPersons", want, have);

test.each<[string, Json, Json]>([
  [
    "by an e-mail address",
    [{ firstName: "Ada", email: "ida@f.no" }],
    [{ id: "p_1", firstName: "Ada", email: "ida@f.no" }],
  ],
  ["by all that it says", [{ firstName: "Desk" }], [desk]],
  ["by the id", [{ id: "p_2", firstName: "D" }], [{ id: "p_2", firstName: "D", isPrimary: false }]],
  ["a new one is left as it is", [{ firstName: "New" }], [{ firstName: "New" }]],
  ["what is no object, too", ["Ida"], ["Ida"]],
])("an item is the same one %s", (_title, want, expected) => {
  expect(added(want)).toEqual(expected);
});

test("that someone is the primary person is not what a left-out member means", () => {
  expect(added([{ email: "ida@f.no", firstName: "Ida" }])).toEqual([
    { id: "p_1", email: "ida@f.no", firstName: "Ida" },
  ]);
});

test("of two that could be meant, none is", () => {
  const twins = [desk, { ...desk, id: "p_3" }];
  expect(added([{ firstName: "Desk" }], twins)).toEqual([{ firstName: "Desk" }]);
});

test("no list, and a vendor that adds nothing: as it is", () => {
  expect(added(null)).toBeNull();
  expect(added([{ firstName: "Desk" }], null)).toEqual([{ firstName: "Desk" }]);
  expect(withAdded(vayu, "contacts", [{ name: "A" }], [{ name: "A", id: "1" }])).toEqual([
    { name: "A" },
  ]);
});
