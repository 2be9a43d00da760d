import fc from "fast-check";
import { expect, test } from "vitest";
import { vendors } from "../../../src/emulator/registry.ts";
import { madeCustomer, madeId, madeNumber } from "../../../src/emulator/state/made.ts";

test("an id leads back to its number, and no other id does", () => {
  const form = fc.constantFrom(...vendors.map(({ made }) => made));
  fc.assert(
    fc.property(form, fc.integer({ min: 1, max: 1_000_000 }), (made, n) => {
      const id = madeId(made, n);
      expect(madeNumber(made, id)).toBe(n);
      expect(madeNumber(made, `${id}0`)).not.toBe(n);
      expect(madeNumber(made, `x${id}`)).toBeUndefined();
    }),
  );
});

test.each(["cus_000000", "cus_0001", "cus_-00001", "cus_000001x", "cus_", "", "cus_1e0000"])(
  "%j is no made customer's id",
  (id) => {
    expect(madeNumber({ prefix: "cus_", digits: 6, name: "name" }, id)).toBeUndefined();
  },
);

test("a made customer is the first one under another id, name and external id", () => {
  const first = { id: "a", key: null, title: "Old", n: [1] };
  const making = { prefix: "c", digits: 3, externalId: "key", name: "title", first };
  expect(madeCustomer(making, 12)).toEqual({
    id: "c012",
    key: "acct-000012",
    title: "Customer 000012",
    n: [1],
  });
});
