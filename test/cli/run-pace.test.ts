/** A run at the pace of its providers, on a clock that only waiting moves. */
import { expect, test } from "vitest";

import { idleClock } from "../support/idle-clock.ts";
import { lines, ndjson, runPlace } from "./runs.ts";

const kirimRows = (count: number) =>
  ndjson(
    ...Array.from({ length: count }, (_row, index) => ({
      id: kirimIds[index],
      provider: "kirim",
      name: `Renamed ${index}`,
    })),
  );
let kirimIds: readonly string[] = [];

test("60 writes a minute: the whole of the limit is used, nothing is turned away, no row is lost", async () => {
  const clock = idleClock();
  await using location = await runPlace({ now: clock.now });
  kirimIds = await location.emulator.fill("kirim", { count: 180 });
  const { code, stdout, stderr } = await clock.run(
    location.from("rows.ndjson", kirimRows(180), ["-o", "ndjson"], clock),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(lines(stdout).filter(({ outcome }) => outcome === "updated")).toHaveLength(180);
  const { requests = 0, limited = 0, applied = 0 } = location.emulator.counts["kirim"] ?? {};
  // A full bucket of 60, and one write a second from then on.
  const allowed = 60 + clock.seconds();
  expect(applied / allowed).toBeGreaterThan(0.97);
  expect(limited / requests).toBeLessThan(0.01);
});

test("a slow provider does not hold up a fast one in the same file", async () => {
  const clock = idleClock();
  await using location = await runPlace({ now: clock.now, customers: 100 });
  kirimIds = await location.emulator.fill("kirim", { count: 100 });
  const rows = `${kirimRows(100)}${ndjson(
    ...Array.from({ length: 100 }, (_row, index) => ({
      externalId: `acct-${String(index + 1).padStart(6, "0")}`,
      provider: "flexprice",
      name: `Renamed ${index}`,
    })),
  )}`;
  const { code, stdout } = await clock.run(
    location.from("rows.ndjson", rows, ["-o", "ndjson"], clock),
  );
  expect(code).toBe(0);
  const order = lines(stdout).map(({ provider }) => provider);
  expect(order).toHaveLength(200);
  // All of the fast one's rows stand after the slow one's in the file, and are done long before them.
  expect(order.lastIndexOf("flexprice")).toBeLessThan(order.lastIndexOf("kirim"));
  expect(order.slice(-30)).toEqual(Array.from({ length: 30 }, () => "kirim"));
});

test("the user's own limit takes the place of the provider's, and waiting is said", async () => {
  const clock = idleClock();
  await using location = await runPlace({ now: clock.now, limits: { kirim: false } });
  kirimIds = await location.emulator.fill("kirim", { count: 30 });
  const { code } = await clock.run(
    location.from("rows.ndjson", kirimRows(30), [], {
      ...clock,
      env: { BILLING_KIRIM_RATE_LIMIT: "0.5" },
    }),
  );
  expect(code).toBe(0);
  // Two requests a customer, one in two seconds.
  expect(clock.seconds()).toBeGreaterThan(0.97 * (60 - 1) * 2);
  expect(clock.seconds()).toBeLessThan(60 * 2 * 1.03);
});
