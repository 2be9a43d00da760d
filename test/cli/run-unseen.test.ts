import { expect, test } from "vitest";

import { customerIds } from "./providers.ts";
import { lines, ndjson, runPlace } from "./runs.ts";

test("a row that could not be read when the run was shown is not said to have changed since", async () => {
  await using location = await runPlace({
    faults: [{ vendor: "kirim", call: "read", kind: "status", status: 503, times: 1 } as never],
  });
  const rows = ndjson({ id: customerIds.kirim, status: "suspended" });
  const words = ["-p", "kirim", "--no-retry", "-o", "ndjson"];
  const first = await location.from("rows.ndjson", rows, words);
  expect(first.code).toBe(9);
  const [row] = lines(first.stdout);
  expect(row).toMatchObject({ outcome: "failed", error: { code: "unavailable" } });
  expect(row.error.message).toContain("could not be read when the run was shown");
  expect((await location.record("kirim", customerIds.kirim))["status"]).toBe("active");
  const resume = ["customers", "update", "--resume", "-y", "-o", "ndjson"];
  const second = await location.run(resume);
  expect(second.code).toBe(0);
  expect((await location.record("kirim", customerIds.kirim))["status"]).toBe("suspended");
});
