/** Outcomes to draw, invented. */
import type { FieldChange, UpdateOutcome } from "../../src/domain/change.ts";

export const rename: FieldChange = {
  field: "name",
  kind: "changed",
  before: "Northwind Robotics",
  after: "Northwind Robotics AG",
};

export const move: FieldChange = {
  field: "address.city",
  kind: "changed",
  before: "Berlin",
  after: "Hamburg",
};

export const untitle: FieldChange = {
  field: "contacts[ida@f.no].title",
  kind: "removed",
  before: "AP",
};

export function outcomeOf(facts: Partial<UpdateOutcome>): UpdateOutcome {
  return {
    provider: "vayu",
    account: {},
    id: "65f0c1a2b3d4e5f60718293a",
    title: "Northwind Robotics",
    outcome: "updated",
    changes: [rename],
    unchanged: [],
    before: { name: "Northwind Robotics" },
    after: { name: "Northwind Robotics AG" },
    warnings: [],
    verified: true,
    ...facts,
  };
}
