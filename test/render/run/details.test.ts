import { beforeAll, expect, test } from "vitest";

import type { RunRecord } from "../../../src/domain/run/run.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { runDetails } from "../../../src/render/run/details.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { runId, runOf } from "../runs.ts";

const view = { now: Date.parse("2026-11-03T12:00:00.000Z"), timeZone: "Europe/Oslo" };

beforeAll(() => prepareMeasuring("é"));

function draw(record: RunRecord, columns: number): string {
  return runDetails(record, createStyle({ colour: false, columns }), view);
}

test("a run is shown with how far it came, and what it was told to do", () => {
  const record = runOf(
    {
      rows: 9632,
      options: { shard: "1/8", metadata: ["tier=gold", "wave=2"], yes: true, verify: false },
      undoes: "01K8ZJ3QDG4T7N2M9XV5R1B6CA",
    },
    {
      end: "interrupted",
      endedAt: "2026-11-02T13:05:00.000Z",
      counts: { updated: 1000, failed: 4 },
    },
  );
  expect(draw(record, 100)).toBe(`\
update customers.csv, 1,204 rows
run:         ${runId}
outcome:     interrupted
             undo of 01K8ZJ3QDG4T7N2M9XV5R1B6CA
             not finished: billing customers update --resume ${runId}
rows:        1,000 updated, 4 failed
             200 left
             1,204 chosen of 9,632 rows
began:       2026-11-02 14:02
ended:       2026-11-02 14:05
input:       /home/ida/customers.csv
             csv, 81,204 bytes
sha256:      ${"ab".repeat(32)}
directory:   /home/ida
options:     --shard 1/8
             --metadata tier=gold --metadata wave=2
             --yes
             --no-verify
sent to:     commet https://commet.example
account:     3f9a
begun by:    billing 0.1.0
`);
});

test("a run without an end says what that may mean", () => {
  const text = draw(runOf({}), 100);
  expect(text).toContain("outcome:     no end recorded: it was killed, or is still going\n");
  expect(text).not.toContain("ended:");
  expect(text).not.toContain("left");
  expect(text).not.toContain("options:");
});
