import { expect, test } from "vitest";

import type { FieldChange } from "../../../src/domain/change.ts";
import { confirmModes } from "../../../src/domain/confirmation.ts";
import { needsConsent } from "../../../src/plan/checks/consent.ts";

const name = { field: "name" } as const;
const cases: readonly (readonly [string, FieldChange, string])[] = [
  ["a new key", { field: "metadata.a", kind: "added", after: "1" }, "always"],
  ["what was null", { ...name, kind: "added", before: null, after: "A" }, "always"],
  ["what was an empty string", { ...name, kind: "changed", before: "", after: "A" }, "always"],
  ["what was an empty list", { ...name, kind: "changed", before: [], after: ["A"] }, "always"],
  ["what was an empty map", { ...name, kind: "changed", before: {}, after: { a: 1 } }, "always"],
  ["another name", { ...name, kind: "changed", before: "A", after: "B" }, "always changes-data"],
  ["what was 0", { ...name, kind: "changed", before: 0, after: 1 }, "always changes-data"],
  [
    "what was false",
    { ...name, kind: "changed", before: false, after: true },
    "always changes-data",
  ],
  [
    "another order",
    { ...name, kind: "changed", before: [1, 2], after: [2, 1], orderOnly: true },
    "always changes-data",
  ],
  [
    "what nobody can see",
    { ...name, kind: "added", after: "A", unreadable: true },
    "always changes-data",
  ],
  [
    "what destroys",
    { ...name, kind: "removed", before: "A", destructive: "removes data" },
    "always changes-data destructive",
  ],
  [
    "what destroys though nothing was there",
    { ...name, kind: "added", after: "archived", destructive: "takes it out of use" },
    "always changes-data destructive",
  ],
];

test.each(cases)("%s", (_name, change, asked) => {
  const asking = confirmModes.filter((mode) => needsConsent(mode, { changes: [change] }));
  expect(asking.toReversed().join(" ")).toBe(asked);
});

test("what may be lost is as what destroys", () => {
  const asking = confirmModes.filter((mode) =>
    needsConsent(mode, { changes: [], mayBeLost: ["status"] }),
  );
  expect(asking).toEqual(["destructive", "changes-data", "always"]);
});

test("one change of several is enough, and a mode that is not said is the usual one", () => {
  const [first, ...others] = cases.map(([, change]) => change);
  expect(
    needsConsent("changes-data", { changes: [first, others[4]].flatMap((one) => one ?? []) }),
  ).toBe(true);
  const changes = cases.map(([, change]) => change);
  expect(needsConsent(undefined, { changes })).toBe(true);
  expect(needsConsent(undefined, { changes: changes.slice(0, 6) })).toBe(false);
});
