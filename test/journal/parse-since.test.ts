import { describe, expect, test } from "vitest";

import { parseSince } from "../../src/journal/parse-since.ts";

// Noon here, wherever that is.
const now = new Date(2026, 10, 8, 12).getTime();
const hour = 3_600_000;

describe("a moment is", () => {
  test.each([
    ["30m", now - hour / 2],
    ["12h", now - 12 * hour],
    ["7d", now - 7 * 24 * hour],
    ["2w", now - 14 * 24 * hour],
    ["0d", now],
    ["today", new Date(2026, 10, 8).getTime()],
    ["yesterday", new Date(2026, 10, 7).getTime()],
    ["Yesterday", new Date(2026, 10, 7).getTime()],
    ["2026-11-01", new Date(2026, 10, 1).getTime()],
    ["2024-02-29", new Date(2024, 1, 29).getTime()],
    ["2026-11-01T09:30", new Date(2026, 10, 1, 9, 30).getTime()],
    ["2026-11-01 09:30", new Date(2026, 10, 1, 9, 30).getTime()],
    ["2026-11-01T09:30Z", Date.UTC(2026, 10, 1, 9, 30)],
    ["2026-11-01T09:30:15.250+02:00", Date.UTC(2026, 10, 1, 7, 30, 15, 250)],
  ])("%s", (text, moment) => {
    expect(parseSince(text, now)).toBe(moment);
  });
});

describe("no moment is", () => {
  test.each([
    ["tomorrow"],
    ["yesterday 09:00"],
    ["constructor"],
    [""],
    ["7"],
    ["7y"],
    ["-7d"],
    ["1.5d"],
    ["2026-02-30"],
    ["2026-13-01"],
    ["2026-11-01T25:00"],
    ["11/01/2026"],
    ["2026"],
    [`${"9".repeat(400)}d`],
  ])("%j", (text) => {
    expect(() => parseSince(text, now)).toThrow(
      expect.objectContaining({ kind: "usage", message: `--since: "${text}" is not a time` }),
    );
  });
});
