import type { Change, UpdateOutcome } from "../domain/change.ts";
import type { JsonObject } from "../domain/json.ts";

/** The machine form of an outcome; its shape is `outcomeSchema`. Keys without a value are left out. */
export function outcomeDocument(outcome: UpdateOutcome): JsonObject {
  const { request, requestId } = outcome;
  return {
    provider: outcome.provider,
    id: outcome.id,
    outcome: outcome.outcome,
    changes: outcome.changes.map(changeDocument),
    before: outcome.before,
    after: outcome.after,
    warnings: outcome.warnings.map(({ code, field, message }) => ({
      code,
      ...(field === undefined ? {} : { field }),
      message,
    })),
    verified: outcome.verified,
    ...(requestId === undefined ? {} : { requestId }),
    ...(request === undefined
      ? {}
      : {
          request: {
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: request.body,
          },
        }),
  };
}

function changeDocument(change: Change): JsonObject {
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
  };
}
