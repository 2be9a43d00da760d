/** Outcomes as values: how each way an update can end is said. */
import type { FieldChange, PlannedRequest, UpdateOutcome } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpRequest } from "../domain/exchange.ts";
import { type FieldName, fieldNames, titleField } from "../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../domain/json.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import type { Plan } from "../plan/plan.ts";
import type { CustomerRead, Target } from "./read-customer.ts";

/** How it ended; `error` says why whenever that was not as asked. */
export interface Updated {
  readonly outcome: UpdateOutcome;
  readonly error?: BillingError;
  /** What is stored now could not be read: the outcome's `after` is what was asked. */
  readonly unseen?: true;
  /** What was decided, where it came to that. */
  readonly plan?: Plan;
}

/** The plan as an outcome, before anything was written. */
export function plannedOutcome(target: Target, read: CustomerRead, plan: Plan): UpdateOutcome {
  const touched = new Set<FieldName>(plan.touched);
  return {
    provider: target.provider.id,
    id: read.id,
    title: titleOf(plan.before),
    outcome: "planned",
    changes: plan.changes,
    unchanged: fieldNames.flatMap((field) => {
      const value = touched.has(field) ? undefined : fieldValue(plan.before, field);
      return value === undefined ? [] : [{ field, value }];
    }),
    before: plan.before,
    after: plan.after,
    warnings: plan.warnings,
    verified: false,
    ...(read.requestId === undefined ? {} : { requestId: read.requestId }),
  };
}

/** The name by which people know the customer; empty when the record has none. */
export function titleOf(customer: JsonObject): string {
  const name: Json | undefined = customer[titleField];
  return typeof name === "string" ? name : "";
}

/** The request as it is shown: a key that is new each time has no value yet. */
export function previewOf(keyHeader: string | undefined, request: HttpRequest): PlannedRequest {
  const body = parseJson(request.body ?? "{}");
  return {
    method: request.method,
    url: request.url,
    headers: {
      ...request.headers,
      ...(keyHeader === undefined ? {} : { [keyHeader]: "(new for each update)" }),
    },
    body: isJsonObject(body) ? body : {},
  };
}

export function declined(planned: UpdateOutcome): Updated {
  return {
    outcome: { ...planned, outcome: "declined", after: planned.before },
    error: new BillingError(
      "declined",
      "the change needs a confirmation and got none; nothing was written",
      { provider: planned.provider, hint: "look at it with --dry-run, then confirm with --yes" },
    ),
  };
}

/** Known not to have been applied. */
export function failed(planned: UpdateOutcome, error: BillingError): Updated {
  return { outcome: { ...planned, outcome: "failed", after: planned.before }, error };
}

/** Somebody else changed what is to be changed. */
export function conflicting(
  planned: UpdateOutcome,
  moved: readonly FieldChange[],
  since: string,
): Updated {
  const fields = moved.map(({ field }) => field).join(", ");
  return {
    outcome: { ...planned, outcome: "failed", after: planned.before, moved },
    error: new BillingError(
      "conflict",
      `${fields} changed since ${since}; nothing was written, what is stored now stays`,
      {
        provider: planned.provider,
        hint: "look at what is stored now, then plan again; or leave it; or overwrite it with --force",
      },
    ),
  };
}

/** Not even read. */
export function nothingRead({ provider, reference }: Target, error: BillingError): Updated {
  return {
    outcome: {
      provider: provider.id,
      id: reference,
      title: "",
      outcome: "failed",
      changes: [],
      unchanged: [],
      before: {},
      after: {},
      warnings: [],
      verified: false,
      ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    },
    error,
  };
}
