import { expect, test } from "vitest";

import { lateRequests } from "../../../src/emulator/faults/late.ts";

test("a late request is carried out once so many reads at its vendor were answered", async () => {
  const done: string[] = [];
  const late = lateRequests();
  late.add("kirim", 1, async () => done.push("first"));
  late.add("kirim", 2, async () => done.push("second"));
  await late.readAnswered("maple");
  expect(done).toEqual([]);
  await late.readAnswered("kirim");
  expect(done).toEqual(["first"]);
  await late.readAnswered("kirim");
  await late.readAnswered("kirim");
  expect(done).toEqual(["first", "second"]);
});
