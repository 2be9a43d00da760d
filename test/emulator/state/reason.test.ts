import { expect, test } from "vitest";
import { reasonCode, reasonOf } from "../../../src/emulator/state/reason.ts";

test("a status is told in HTTP's own words", () => {
  expect([reasonOf(402), reasonCode(402)]).toEqual(["Payment Required", "payment_required"]);
  expect([reasonOf(599), reasonCode(599)]).toEqual(["Unknown", "unknown"]);
});
