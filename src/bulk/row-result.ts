/** What came of one customer, as a row of a run has it. */
import { compact } from "../domain/compact.ts";
import { errorDocument } from "../domain/documents/errors/error-document.ts";
import type { BillingError } from "../domain/errors.ts";
import type { RowResult } from "../domain/run/run.ts";
import type { CustomerRef } from "../update/connection.ts";
import type { Updated } from "../update/outcomes.ts";

/** Which row, and which customer it names. */
export interface RowSubject extends CustomerRef {
  readonly row: number;
  readonly provider: string;
}

/** The row's result after the update was tried. */
export function rowResult(
  { row, kind, reference }: RowSubject,
  { outcome: ended, error }: Updated,
): RowResult {
  const { provider, account, id, outcome, changes, warnings, ...said } = ended;
  const { mayBeLost, beside, verifiedBy, requestId, changeId } = said;
  return compact({
    row,
    provider,
    account,
    id,
    externalId: kind === "id" ? undefined : reference,
    outcome,
    changes,
    warnings,
    mayBeLost,
    beside,
    verifiedBy,
    requestId,
    changeId,
    error: error === undefined ? undefined : errorDocument(error),
  });
}

/** The row's result where nothing was tried. */
export function rowRefused(
  { row, provider, kind, reference }: RowSubject,
  outcome: "failed" | "skipped",
  error: BillingError,
): RowResult {
  return compact({
    row,
    provider,
    id: reference,
    externalId: kind === "id" ? undefined : reference,
    outcome,
    changes: [],
    warnings: [],
    error: errorDocument(error),
  });
}
