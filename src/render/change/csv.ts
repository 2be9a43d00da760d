/** What one update changes, as CSV: a record for each field, and one where no field changes. */
import type { FieldChange, UpdateOutcome, Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import { recordsCsv } from "../fields/choose.ts";
import { columnsNamed } from "../fields/lists.ts";
import { recordDocument } from "../machine/history-json.ts";

const ofField = "field kind before after".split(" ");

export const outcomeCsv = recordsCsv(
  columnsNamed(
    ..."provider account.mode id outcome".split(" "),
    ...ofField,
    ..."stored.value verifiedBy mayBeLost beside warnings changeId requestId".split(" "),
  ),
  ({ before: _before, after: _after, ...outcome }: UpdateOutcome) =>
    byField(outcome.changes, {
      ...outcome,
      warnings: outcome.warnings.map(warningText).join("; "),
      ...namesBeside(outcome),
    }),
);

/** With `--as-curl`. */
export const curlCsv = recordsCsv(
  columnsNamed("provider", "id", "outcome", "curl"),
  (outcome: UpdateOutcome) => [outcome],
);

export const recordCsv = recordsCsv(
  columnsNamed(
    ..."at changeId run row provider id name outcome".split(" "),
    ...ofField,
    ..."settledAt undoes undoneBy requestId note".split(" "),
  ),
  (change: RecordedChange) => byField(change.changes, recordDocument(change)),
);

function byField(changes: readonly FieldChange[], facts: object): readonly object[] {
  return changes.length === 0 ? [facts] : changes.map((change) => ({ ...facts, ...change }));
}

function warningText({ code, message }: Warning): string {
  return `${code}: ${message}`;
}

/** Of what is in danger or changed beside, the names: what it holds is in the documents. */
export function namesBeside({
  beside,
  mayBeLost,
}: Pick<UpdateOutcome, "beside" | "mayBeLost">): object {
  return compact({
    beside: beside?.map(({ field }) => field).join(", "),
    mayBeLost: mayBeLost?.join(", "),
  });
}
