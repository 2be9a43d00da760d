/** Recorded changes to draw, invented. */
import fc from "fast-check";

import type { RecordedChange } from "../../src/domain/run/recorded-change.ts";
import { hostileOutcome, hostileText, outcomeFull } from "./hostile.ts";
import { rename } from "./outcomes.ts";

export function recordOf(facts: Partial<RecordedChange>): RecordedChange {
  return {
    changeId: "01K8ZJ3QDG4T7N2M9XV5R1B6CA",
    at: "2026-11-01T13:02:10.000Z",
    tool: "0.1.0",
    provider: "vayu",
    baseUrl: "https://vayu.example",
    account: "3f9a",
    id: "65f0c1a2b3d4e5f60718293a",
    name: "Northwind Robotics",
    fields: [{ field: "name", before: "Northwind Robotics", after: "Northwind Robotics AG" }],
    changes: [rename],
    outcome: "updated",
    settledAt: "2026-11-01T13:02:11.000Z",
    ...facts,
  };
}

/** Records whose every text is what the worst API would have sent. */
export const hostileRecord: fc.Arbitrary<RecordedChange> = fc
  .tuple(
    hostileOutcome,
    fc.constantFrom("updated" as const, "failed" as const, "unknown" as const),
    fc.record(
      {
        note: hostileText,
        run: hostileText,
        row: fc.nat(),
        undoneBy: hostileText,
        undoes: hostileText,
        requestId: hostileText,
      },
      { requiredKeys: [] },
    ),
    fc.record({ account: hostileText, baseUrl: hostileText, tool: hostileText }),
  )
  .map(([{ provider, account: known, id, title, changes }, outcome, extras, facts]) => {
    const fields = changes.map(({ field, before, after }) => ({
      field,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    }));
    const storedFields = changes.map(({ field }) => ({ field, stored: title }));
    return {
      ...recordOf({ provider, known, id, name: title, changes, fields, storedFields, outcome }),
      ...extras,
      ...facts,
    };
  });

/** A record in which every string is the text, and every member is there. */
export function recordFull(text: string): RecordedChange {
  const { provider, account: known, id, title, changes } = outcomeFull(text);
  return recordOf({
    provider,
    known,
    id,
    name: title,
    changes,
    tool: text,
    baseUrl: text,
    account: text,
    fields: [{ field: text, before: text, after: [text] }],
    storedFields: [{ field: text, stored: text }],
    note: text,
    run: text,
    row: 3,
    undoneBy: text,
    undoes: text,
    requestId: text,
  });
}
