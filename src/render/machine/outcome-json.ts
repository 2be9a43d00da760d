import type { FieldChange, PlannedRequest, UpdateOutcome, Warning } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import type { OutcomeDocument } from "../../domain/documents/outcome.ts";

/** The machine form of an outcome. Keys without a value are left out. */
export function outcomeDocument(outcome: UpdateOutcome): OutcomeDocument {
  const { preparation, request } = outcome;
  return compact({
    provider: outcome.provider,
    id: outcome.id,
    outcome: outcome.outcome,
    changes: outcome.changes.map(changeDocument),
    before: outcome.before,
    after: outcome.after,
    warnings: outcome.warnings.map(warningDocument),
    verified: outcome.verified,
    requestId: outcome.requestId,
    changeId: outcome.changeId,
    moved: outcome.moved?.map(changeDocument),
    preparation: preparation && {
      because: preparation.because,
      request: requestDocument(preparation.request),
    },
    request: request && requestDocument(request),
  });
}

function requestDocument({ method, url, headers, body }: PlannedRequest): PlannedRequest {
  return { method, url, headers, body };
}

/** The machine form of one warning, in every document that has warnings. */
export function warningDocument({ code, field, message }: Warning): Warning {
  return compact({ code, field, message });
}

/** The machine form of one change, in every document that has changes. */
export function changeDocument(change: FieldChange): FieldChange {
  const { field, kind, before, after, orderOnly, stored, unreadable, destructive } = change;
  return compact({ field, kind, before, after, orderOnly, stored, unreadable, destructive });
}
