import { expect, test } from "vitest";

import { commet } from "../../../src/providers/commet.ts";
import { vayu } from "../../../src/providers/vayu.ts";
import { onlyKnown, unknownMembers } from "../../../src/providers/wire/unknown-members.ts";

const record = {
  id: "65f0c1a2b3d4e5f60718293a",
  name: "A",
  status: "ACTIVE",
  tags: [],
  paidAmount: 5,
  updatedAt: "now",
  address: { city: "Oslo", county: "X", ward: null },
  contacts: [
    { email: "a@x.example", department: "AP" },
    { name: "no address", floor: 3 },
  ],
  taxIds: "odd",
};

test("what the update cannot carry is named where it stands; what holds nothing cannot be lost", () => {
  expect(unknownMembers(vayu, record)).toEqual([
    "status",
    "address.county",
    "contacts[a@x.example].department",
    "contacts[].floor",
  ]);
});

test("what is known stays, whatever it is", () => {
  const { address, contacts, taxIds } = record;
  expect(onlyKnown(vayu, { address, contacts, taxIds })).toEqual({
    address: { city: "Oslo" },
    contacts: [{ email: "a@x.example" }, { name: "no address" }],
    taxIds: "odd",
  });
});

test("where no page lists them, the members of an object are not judged", () => {
  expect(unknownMembers(commet, { metadata: { anything: 1 } })).toEqual([]);
});
