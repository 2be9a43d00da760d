import type { FieldChange, PlannedRequest, UpdateOutcome, Warning } from "../../domain/change.ts";
import type { JsonObject } from "../../domain/json.ts";

/** The machine form of an outcome; its shape is `outcomeSchema`. Keys without a value are left out. */
export function outcomeDocument(outcome: UpdateOutcome): JsonObject {
  const { changeId, moved, preparation, request, requestId } = outcome;
  return {
    provider: outcome.provider,
    id: outcome.id,
    outcome: outcome.outcome,
    changes: outcome.changes.map(changeDocument),
    before: outcome.before,
    after: outcome.after,
    warnings: outcome.warnings.map(warningDocument),
    verified: outcome.verified,
    ...(outcome.verifiedBy === undefined ? {} : { verifiedBy: outcome.verifiedBy }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(changeId === undefined ? {} : { changeId }),
    ...(moved === undefined ? {} : { moved: moved.map(changeDocument) }),
    ...(preparation === undefined
      ? {}
      : {
          preparation: {
            because: preparation.because,
            request: requestDocument(preparation.request),
          },
        }),
    ...(request === undefined ? {} : { request: requestDocument(request) }),
  };
}

function requestDocument({ method, url, headers, body }: PlannedRequest): JsonObject {
  return { method, url, headers, body };
}

/** The machine form of one warning, in every document that has warnings. */
export function warningDocument({ code, field, message }: Warning): JsonObject {
  return { code, ...(field === undefined ? {} : { field }), message };
}

/** The machine form of one change; its shape is `changeSchema`. */
export function changeDocument(change: FieldChange): JsonObject {
  const { before, after, stored } = change;
  return {
    field: change.field,
    kind: change.kind,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(change.orderOnly ? { orderOnly: true } : {}),
    ...(stored === undefined
      ? {}
      : { stored: stored.value === undefined ? {} : { value: stored.value } }),
    ...(change.unreadable ? { unreadable: true } : {}),
    ...(change.destructive === undefined ? {} : { destructive: change.destructive }),
  };
}
