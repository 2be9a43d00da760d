/** How a row of a run can end, in the order in which it is reported; `skipped`: not valid, and left out as was asked. */
export const rowOutcomes = [
  "updated",
  "created",
  "unchanged",
  "planned",
  "failed",
  "unknown",
  "declined",
  "skipped",
] as const;
