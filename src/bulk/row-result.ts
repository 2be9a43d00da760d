/** What came of one customer, as a row of a run tells it. */
import type { BillingError } from "../domain/errors.ts";
import type { RowResult } from "../domain/run.ts";
import type { ReferenceKind } from "../providers/wire/requests.ts";
import type { Updated } from "../update/outcomes.ts";
import { rowError } from "../update/row-error.ts";

/** Which row, and which customer it names. */
export interface RowSubject {
  readonly row: number;
  readonly provider: string;
  readonly kind: ReferenceKind;
  readonly reference: string;
}

/** The row's result after the update was tried. */
export function rowResult(
  { row, kind, reference }: RowSubject,
  { outcome, error }: Updated,
): RowResult {
  const { provider, id, changes, warnings, requestId, changeId } = outcome;
  return {
    row,
    provider,
    id,
    ...(kind === "id" ? {} : { externalId: reference }),
    outcome: outcome.outcome,
    changes,
    warnings,
    ...(requestId === undefined ? {} : { requestId }),
    ...(changeId === undefined ? {} : { changeId }),
    ...(error === undefined ? {} : { error: rowError(error) }),
  };
}

/** The row's result where nothing was tried. */
export function rowRefused(
  { row, provider, kind, reference }: RowSubject,
  outcome: "failed" | "skipped",
  error: BillingError,
): RowResult {
  return {
    row,
    provider,
    id: reference,
    ...(kind === "id" ? {} : { externalId: reference }),
    outcome,
    changes: [],
    warnings: [],
    error: rowError(error),
  };
}
