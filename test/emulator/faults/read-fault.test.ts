import { expect, test } from "vitest";
import { BillingError } from "../../../src/domain/errors.ts";
import { readFaults } from "../../../src/emulator/faults/read-fault.ts";

test("one fault and a list of faults are both read", () => {
  const one = { vendor: "vayu", call: "read", kind: "truncate" } as const;
  const two = { vendor: "any", call: "any", kind: "slow", ms: 5 } as const;
  expect(readFaults(one)).toEqual([one]);
  expect(readFaults([one, two])).toEqual([one, two]);
  expect(readFaults([])).toEqual([]);
});

test("everything that is wrong with a list is told at once", () => {
  const read = () =>
    readFaults([
      { vendor: "vayu", kind: "truncate" },
      { vendor: "vayu", call: 7, kind: "empty" },
      "vayu:read:500",
      { vendor: "vayu", call: "update", kind: "drop", members: [] },
    ]);
  expect(read).toThrow(BillingError);
  try {
    read();
  } catch (error) {
    expect((error as BillingError).complaints.map(({ message }) => message)).toEqual([
      "a fault needs a call: one of read, update, list, create, delete, login, any",
      "the call of a fault is a text",
      '"vayu:read:500" is not a fault: expected an object',
      expect.stringContaining('"members" of a fault cannot be []'),
    ]);
  }
});
