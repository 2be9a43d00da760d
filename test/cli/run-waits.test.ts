/** A provider that wants nothing for hours: its rows stop, the others go on, and it is said when to try again. */
import { describe, expect, test } from "vitest";

import { customerIds, providerNames } from "./providers.ts";
import { commetId, lines, ndjson, renames, runPlace } from "./runs.ts";

const patience = (provider: string, retryAfter: number | string, call = "update") =>
  ({ vendor: provider, call, kind: "status", status: 429, retryAfter, times: 10_000 }) as never;

/** Milliseconds that were slept at most are not what decides: that all ends is. */
const single = ["--concurrency", "2"];

test.each([
  ["two hours", 7200, []],
  ["two hours, without a retry", 7200, ["--no-retry"]],
  ["a minute, where ten seconds are accepted", 60, ["--max-wait", "10"]],
  ["a number beyond every date", 99_999_999_999, []],
  ["a date in 2099", "Thu, 01 Jan 2099 00:00:00 GMT", []],
] as const)(
  "asked for %s: the provider's rows stop and the others are done",
  async (_what, seconds, words) => {
    await using location = await runPlace({ faults: [patience("commet", seconds)] });
    const rows = `${renames(10)}${ndjson(
      ...[1, 2, 3, 4].map((n) => ({ id: `cus_0000000${n}`, provider: "maple", title: "VP" })),
    )}`;
    const run = await location.from("rows.ndjson", rows, [
      "-p",
      "commet",
      ...single,
      ...words,
      "-o",
      "json",
    ]);
    expect(run.sleeps.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(30_000);
    expect(run.code).toBe(9);
    const { results, summary } = run.json();
    expect(summary).toMatchObject({ end: "stopped", counts: { updated: 4 }, rows: 14 });
    expect(summary.waits).toMatchObject([{ provider: "commet" }]);
    expect(summary.resume).toMatch(/^billing customers update --resume \w+/u);
    expect(results.length).toBeLessThan(10);
    const { error } = JSON.parse(run.stderr);
    expect(error).toMatchObject({ code: "partial", exitCode: 9 });
    expect(error.message).toMatch(/commet (?:wants|says that it wants) nothing/u);
    expect(error.hint).toContain(summary.resume);
    // What was stopped is gone on with.
    expect(location.emulator.counts["commet"]?.applied ?? 0).toBe(0);
  },
);

test("the time to try again is said, in words and for programs", async () => {
  const start = Date.parse("2026-11-25T12:00:00Z");
  await using location = await runPlace({ faults: [patience("commet", 7200)], now: () => start });
  const run = await location.from(
    "rows.ndjson",
    renames(5),
    ["-p", "commet", ...single, "-o", "json"],
    {
      now: () => start,
    },
  );
  const [wait] = run.json().summary.waits;
  expect(wait.until).toMatch(/^2026-11-25T14:0/u);
  expect(run.stderr).toContain(`nothing until ${wait.until}`);
});

describe.each(providerNames)("the last row at %s", (provider) => {
  const id = customerIds[provider];
  const row = ndjson({ id, name: "Renamed", provider });

  test.each([
    ["in seconds", 7200, /nothing until 2026-11-25T14:0/u],
    ["in thousands of years", 99_999_999_999, /nothing until 5\d{3}-/u],
    ["beyond every date", 999_999_999_999_999, /says that it wants nothing any more/u],
    ["by a date", "Thu, 01 Jan 2099 00:00:00 GMT", /nothing until 2(?:099|098)-/u],
  ] as const)("is told when to try again, and how: %s", async (_what, wait, says) => {
    const now = () => Date.parse("2026-11-25T12:00:00Z");
    await using location = await runPlace({ faults: [patience(provider, wait)], now });
    const run = await location.from("rows.ndjson", row, ["-o", "json"], { now });
    expect(run.code).toBe(9);
    const { results, summary } = run.json();
    expect(results).toMatchObject([{ outcome: "failed", error: { status: 429 } }]);
    expect(summary.waits).toMatchObject([{ provider }]);
    const { error } = JSON.parse(run.stderr);
    expect(error.message).toMatch(says);
    expect(error.hint).toContain(summary.resume);
    expect(run.sleeps).toEqual([]);
  });

  test.each([-5, "1.5", "soon", "", "-1.5", "1e3"])(
    "is not stopped by what is no time: Retry-After: %j",
    async (wait) => {
      await using location = await runPlace({
        faults: [{ ...(patience(provider, wait) as object), times: 1 } as never],
      });
      const run = await location.from("rows.ndjson", row, ["-o", "json"]);
      expect(run.code).toBe(0);
      expect(run.json().summary).not.toHaveProperty("waits");
    },
  );
});

test("several providers at once are told each with its own time", async () => {
  const now = () => Date.parse("2026-11-25T12:00:00Z");
  await using location = await runPlace({
    faults: [patience("commet", 7200), patience("kirim", 3600)],
    now,
  });
  const rows = ndjson(
    ...(["commet", "kirim", "maple"] as const).map((provider) => {
      return { id: customerIds[provider], name: "Renamed", provider };
    }),
  );
  const run = await location.from("rows.ndjson", rows, ["-o", "json"], { now });
  expect(run.code).toBe(9);
  expect(run.json().summary).toMatchObject({
    counts: { updated: 1, failed: 2 },
    waits: expect.arrayContaining([
      { provider: "commet", until: expect.stringMatching(/^2026-11-25T14:0/u) },
      { provider: "kirim", until: expect.stringMatching(/^2026-11-25T13:0/u) },
    ]),
  });
  const { message } = JSON.parse(run.stderr).error;
  expect(message).toContain("commet wants nothing until 2026-11-25T14:0");
  expect(message).toContain("kirim wants nothing until 2026-11-25T13:0");
});

test.each([[["--dry-run"]], [["--ordered"]], [["--dry-run", "--ordered"]]])(
  "reading stops as well: %s",
  async (words) => {
    await using location = await runPlace({ faults: [patience("commet", 7200, "read")] });
    const rows = `${renames(10)}${ndjson({ id: "cus_00000001", provider: "maple", title: "VP" })}`;
    const run = await location.from("rows.ndjson", rows, [
      "-p",
      "commet",
      ...single,
      ...words,
      "-o",
      "ndjson",
    ]);
    expect(run.code).toBe(9);
    expect(lines(run.stdout).filter(({ provider }) => provider === "maple")).toHaveLength(1);
    expect(
      location.emulator.requests.filter(({ vendor }: any) => vendor === "commet").length,
    ).toBeLessThan(10);
  },
);

test("a run that was stopped so goes on when the provider answers again", async () => {
  await using location = await runPlace({
    faults: [
      {
        vendor: "commet",
        call: "update",
        kind: "status",
        status: 429,
        retryAfter: 7200,
        times: 1,
      } as never,
    ],
  });
  const first = await location.from("rows.ndjson", renames(6), [
    "-p",
    "commet",
    "--concurrency",
    "1",
  ]);
  expect(first.code).toBe(9);
  const second = await location.run(["customers", "update", "--resume"]);
  expect(second.code).toBe(0);
  for (let number = 1; number <= 6; number += 1) {
    expect((await location.record("commet", commetId(number)))["fullName"]).toBe(
      `Renamed ${number}`,
    );
  }
});
