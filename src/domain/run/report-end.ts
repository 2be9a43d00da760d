/** How a run ended, or what of it was only planned came to. */
import type * as z from "zod";

import { planEnd } from "../documents/run.ts";
import type { RunEnd } from "./run.ts";

export type ReportEnd = RunEnd | z.infer<typeof planEnd>;

/** Whether nothing was sent. */
export function isPlanned(end: ReportEnd): boolean {
  return planEnd.options.some((word) => word === end);
}
