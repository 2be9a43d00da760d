import { expect, test } from "vitest";

import { localMinute } from "../../../src/render/text/local-time.ts";

test.each([
  ["Europe/Oslo", "2026-11-01T13:02:59.999Z", "2026-11-01 14:02"],
  ["Europe/Oslo", "2026-07-01T22:30:00.000Z", "2026-07-02 00:30"],
  ["America/Los_Angeles", "2026-01-01T00:00:00.000Z", "2025-12-31 16:00"],
  ["Asia/Kolkata", "2026-11-01T13:02:00.000Z", "2026-11-01 18:32"],
  ["UTC", "2026-11-01T15:02:00+02:00", "2026-11-01 13:02"],
])("in %s, %s is %s", (timeZone, iso, shown) => {
  expect(localMinute(iso, timeZone)).toBe(shown);
});

test("without a zone it is the machine's own", () => {
  const local = new Date(2026, 10, 1, 0, 5);
  expect(localMinute(local.toISOString())).toBe("2026-11-01 00:05");
});

test("what is no time is given back", () => {
  expect(localMinute("soon")).toBe("soon");
});
