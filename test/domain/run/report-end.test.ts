import { expect, test } from "vitest";

import { isPlanned, type ReportEnd } from "../../../src/domain/run/report-end.ts";

test.each<[ReportEnd, boolean]>([
  ["planned", true],
  ["unchanged", true],
  ["failed", true],
  ["declined", true],
  ["finished", false],
  ["interrupted", false],
  ["stopped", false],
])("a run that ends as %s was only planned: %j", (end, is) => {
  expect(isPlanned(end)).toBe(is);
});
