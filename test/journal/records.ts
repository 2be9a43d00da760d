/** Entries to record and changes to find, invented. */
import type { RecordedChange } from "../../src/domain/run/recorded-change.ts";
import type { IntentFacts } from "../../src/journal/record.ts";

export function intentOf(facts: Partial<IntentFacts> & Pick<IntentFacts, "changeId">): IntentFacts {
  return {
    provider: "vayu",
    baseUrl: "https://vayu.example",
    account: "3f9a",
    id: "65f0c1a2b3d4e5f60718293a",
    name: "Northwind Robotics",
    fields: [{ field: "name", before: "Northwind Robotics", after: "Northwind Robotics AG" }],
    changes: [
      {
        field: "name",
        kind: "changed",
        before: "Northwind Robotics",
        after: "Northwind Robotics AG",
      },
    ],
    ...facts,
  };
}

export function recordOf(facts: Partial<RecordedChange> = {}): RecordedChange {
  return {
    ...intentOf({ changeId: "01JBK3T5V00000000000000001" }),
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    outcome: "updated",
    settledAt: "2026-11-01T13:02:11.000Z",
    ...facts,
  };
}
