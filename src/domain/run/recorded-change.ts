/** A write as the journal remembers it. */
import type * as z from "zod";

import type {
  damagedSchema,
  recordedOutcome,
  recordSchema,
  storedSchema,
} from "../documents/history.ts";

/** How a recorded write ended; `unknown` also where nothing was recorded of its end. */
export type RecordedOutcome = z.infer<typeof recordedOutcome>;

/** A whole field as it was stored; `stored` missing: no value there. */
export type StoredField = Readonly<z.infer<typeof storedSchema>>;

/** One write: what was meant, recorded before it was sent, and the last that was recorded of its end. */
export type RecordedChange = Readonly<z.infer<typeof recordSchema>>;

/** A line of the journal that tells nothing. */
export type DamagedLine = Readonly<z.infer<typeof damagedSchema>>;

/** Whether a write that ended so has changed something. */
export function isApplied(outcome: string): outcome is "updated" | "created" {
  return outcome === "updated" || outcome === "created";
}

/** Whether something else may still be found out of it: nobody knows, or it was only not found stored. */
export function isOpen({
  outcome,
  resolved,
  unproven,
}: Pick<RecordedChange, "outcome" | "resolved" | "unproven">): boolean {
  return (
    outcome === "unknown" || (outcome === "failed" && (resolved === true || unproven === true))
  );
}
