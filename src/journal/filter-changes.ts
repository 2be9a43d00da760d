import type { RecordedChange, RecordedOutcome } from "../domain/run/recorded-change.ts";

/** Which changes to show; what is missing does not matter. */
export interface ChangeFilter {
  readonly provider?: string;
  /** The provider's id of the customer, or part of the customer's name, each in any case. */
  readonly customer?: string;
  readonly outcome?: RecordedOutcome;
  /** Milliseconds since 1970; what was sent then or later. */
  readonly since?: number;
}

/** The changes that pass, in their order. */
export function filterChanges(
  changes: readonly RecordedChange[],
  { provider, customer, outcome, since }: ChangeFilter,
): readonly RecordedChange[] {
  const name = customer?.toLowerCase();
  return changes.filter(
    (change) =>
      (provider === undefined || change.provider === provider) &&
      (outcome === undefined || change.outcome === outcome) &&
      (since === undefined || Date.parse(change.at) >= since) &&
      (name === undefined ||
        change.id.toLowerCase() === name ||
        (name !== "" && change.name.toLowerCase().includes(name))),
  );
}
