/** Carries a plan out between its two entries of the journal. */
import type { UpdateOutcome, Warning } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import type { BillingError } from "../domain/errors.ts";
import type { FieldName } from "../domain/fields.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import { type FieldImage, imagesOf } from "../plan/images.ts";
import type { FieldTurn } from "../plan/inverse.ts";
import type { Plan } from "../plan/plan.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import type { Pending, Updated } from "./outcomes.ts";

/** Writes down what is about to happen, and what came of it. */
export interface Recorder {
  /**
   * @returns the change's id
   * @throws {BillingError} when it cannot be written down: the update then does not happen
   */
  readonly intent: (planned: UpdateOutcome, turns: readonly FieldTurn[]) => Promise<string>;
  /** @returns a warning when it could not be written down: the update has happened all the same */
  readonly result: (
    change: string,
    outcome: UpdateOutcome,
    stored: readonly FieldImage[],
    error: BillingError | undefined,
  ) => Promise<Warning | undefined>;
}

/** Writes down what will be sent, lets it be sent, and writes down what came of it. */
export async function recorded(
  provider: Provider,
  recorder: Recorder | undefined,
  { plan, planned }: Pending,
  write: () => Promise<Updated>,
): Promise<Updated> {
  const changeId = await recorder?.intent(planned, turnsOf(provider, plan));
  const ended = await write();
  if (recorder === undefined || changeId === undefined) return { ...ended, plan };
  const outcome = { ...ended.outcome, changeId };
  const seen =
    ended.unseen === true ? [] : plan.touched.filter((field) => isReadable(provider, field));
  const stored = imagesOf(outcome.after, seen);
  const warning = await recorder.result(changeId, outcome, stored, ended.error);
  const warnings = warning === undefined ? outcome.warnings : [...outcome.warnings, warning];
  return { ...ended, plan, outcome: { ...outcome, warnings } };
}

/** Every touched field before and after, for whoever wants to take it back. */
export function turnsOf(
  provider: Provider,
  { before, after, touched }: Plan,
): readonly FieldTurn[] {
  return touched.map((field) =>
    isReadable(provider, field)
      ? compact({ field, before: fieldValue(before, field), after: fieldValue(after, field) })
      : { field, unreadable: true },
  );
}

function isReadable(provider: Provider, field: FieldName): boolean {
  return mappingOf(provider, field)?.access !== "write-only";
}
