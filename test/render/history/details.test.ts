import { beforeAll, expect, test } from "vitest";

import type { RecordedChange } from "../../../src/domain/run/recorded-change.ts";
import { historyDetails } from "../../../src/render/history/details.ts";
import { prepareMeasuring } from "../../../src/render/text/measure.ts";
import { createStyle } from "../../../src/render/text/style.ts";
import { recordOf } from "../history.ts";
import { move, rename } from "../outcomes.ts";

const view = { now: Date.parse("2026-11-03T12:00:00.000Z"), timeZone: "Europe/Oslo" };

beforeAll(() => prepareMeasuring("é"));

function draw(change: RecordedChange, columns: number): string {
  return historyDetails(change, createStyle({ colour: false, columns }), view);
}

test("a change is shown as it was shown before it was made, with the facts of how it went", () => {
  const record = recordOf({
    changes: [rename, move],
    fields: [
      { field: "name", before: "Northwind Robotics", after: "Northwind Robotics AG" },
      { field: "address.city", before: "Berlin", after: "Hamburg" },
    ],
    storedFields: [
      { field: "name", stored: "Northwind Robotics AG" },
      { field: "address.city", stored: "HAMBURG" },
    ],
    requestId: "req_81",
    known: { facts: { environmentId: "env_1" }, profile: "staging", mode: "test" },
    note: "reading again showed that the change is stored",
    resolved: true,
    undoneBy: "01K95A7E1H0J8W3C6P2Q4Z9D5F",
  });
  expect(draw(record, 80)).toBe(
    `\
vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics   2 changes
    FIELD          BEFORE               AFTER
  ~ name           Northwind Robotics   Northwind Robotics AG
  ~ address.city   Berlin               Hamburg
change:      01K8ZJ3QDG4T7N2M9XV5R1B6CA
outcome:     updated
             undone by 01K95A7E1H0J8W3C6P2Q4Z9D5F
             found out later, by reading again
note:        reading again showed that the change is stored
sent:        2026-11-01 14:02
settled:     2026-11-01 14:02
differs:     address.city stored differently
sent to:     https://vayu.example
account:     environment env_1, profile staging, test
key:         3f9a
request id:  req_81
written by:  billing 0.1.0
`,
  );
});

test("on a narrow terminal its changes are stacked", () => {
  expect(draw(recordOf({}), 40)).toContain(
    "  ~ name\n    - Northwind Robotics\n    + Northwind Robotics AG\nchange:",
  );
});

test("a change of a run says of which row it was", () => {
  const text = draw(recordOf({ run: "01M8ZJ3QDG4T7N2M9XV5R1B6CA", row: 17 }), 80);
  expect(text).toContain("\nrun:         01M8ZJ3QDG4T7N2M9XV5R1B6CA, row 17\n");
});

test("a change that was never settled does not say when", () => {
  const { settledAt: _settledAt, ...record } = recordOf({ outcome: "unknown" });
  const text = draw(record, 80);
  expect(text).not.toContain("settled:");
  expect(text).toContain("outcome:     unknown\n             no end recorded\n");
});

test("a touched field that holds nothing although something was asked is told", () => {
  expect(draw(recordOf({ storedFields: [{ field: "name" }] }), 80)).toContain("differs:     name");
  expect(draw(recordOf({ storedFields: [] }), 80)).not.toContain("differs:");
});
