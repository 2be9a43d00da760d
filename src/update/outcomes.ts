/** Outcomes as values: how each way an update can end is said. */
import type { FieldChange, PlannedRequest, UpdateOutcome, Warning } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import type { HttpRequest } from "../domain/exchange.ts";
import { type FieldName, titleField } from "../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../domain/json.ts";
import { mapFailure } from "../domain/map-failure.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import type { Plan } from "../plan/plan.ts";
import type { Verdict } from "../plan/verify.ts";
import type { Provider } from "../providers/contract.ts";
import { fieldsOf } from "../providers/wire/record.ts";
import type { Connection, CustomerRef } from "./connection.ts";
import { knownAccount } from "./known-account.ts";
import type { CustomerRead } from "./read-customer.ts";

/** How it ended; `error` says why whenever that was not as asked. */
export interface Updated {
  readonly outcome: UpdateOutcome;
  readonly error?: BillingError;
  /** What is stored now could not be read: the outcome's `after` is what was asked. */
  readonly unseen?: true;
  /** What was decided, where it came to that. */
  readonly plan?: Plan;
}

/** A plan and the record it was made from. */
export interface Pending {
  readonly read: CustomerRead;
  readonly plan: Plan;
  readonly planned: UpdateOutcome;
}

/** The plan as an outcome, before anything was written. */
export function plannedOutcome(
  { provider, account }: Pick<Connection, "provider" | "account">,
  { id, requestId, customer }: CustomerRead,
  { before, after, changes, touched, warnings, mayBeLost }: Plan,
): UpdateOutcome {
  const named = new Set<FieldName>(touched);
  const unchanged = fieldsOf(provider).flatMap((field) => {
    const value = named.has(field) ? undefined : fieldValue(before, field);
    return value === undefined ? [] : [{ field, value }];
  });
  return compact({
    provider: provider.id,
    account: knownAccount(provider, account, customer),
    id,
    title: titleOf(before),
    outcome: "planned",
    changes,
    unchanged,
    before,
    after,
    warnings,
    mayBeLost: mayBeLost.length === 0 ? undefined : mayBeLost,
    verified: false,
    requestId,
  });
}

/** The name by which people know the customer; empty when the record has none. */
export function titleOf(customer: JsonObject): string {
  const name: Json | undefined = customer[titleField];
  return typeof name === "string" ? name : "";
}

/** The request as it is shown: a key that is new each time has no value yet. */
export function previewOf(keyHeader: string | undefined, request: HttpRequest): PlannedRequest {
  const body = request.body === undefined ? undefined : parseJson(request.body);
  return {
    method: request.method,
    url: request.url,
    headers: {
      ...request.headers,
      ...(keyHeader === undefined ? {} : { [keyHeader]: "(new for each update)" }),
    },
    ...(isJsonObject(body) ? { body } : {}),
  };
}

/** @param why somebody said no, or nobody was there to say yes */
export function declined(planned: UpdateOutcome, why: "no" | "nobody"): Updated {
  return {
    outcome: { ...planned, outcome: "declined", after: planned.before },
    error: new BillingError(
      "declined",
      why === "no"
        ? "declined; nothing was written"
        : "the change needs a confirmation and got none; nothing was written",
      compact({
        provider: planned.provider,
        // Who said no has looked at it.
        hint: why === "no" ? undefined : "look at it with --dry-run, then confirm with --yes",
      }),
    ),
  };
}

/** Known not to have been applied. */
export function failed(planned: UpdateOutcome, error: BillingError): Updated {
  return { outcome: { ...planned, outcome: "failed", after: planned.before }, error };
}

const proofHints = {
  unchanged: "reading again showed the customer unchanged",
  absent: "looking again showed no such customer",
  "locked-out": "nobody could look whether something was stored",
  "not-looked": "nobody looked whether something was stored; see: billing customers get",
  "not-read": "the customer could not be read again; see: billing customers get",
  "not-readable": "the provider never returns what was sent, so nobody could look",
  moved: "reading again showed what others stored meanwhile; see: billing customers get",
} as const satisfies Readonly<Partial<Record<NonNullable<UpdateOutcome["proof"]>, string>>>;

/** A hint that says more than how far a refusal is proven. */
export function hintBesidesProof(hint: string | undefined): string | undefined {
  const isProof = Object.values<string | undefined>(proofHints).includes(hint);
  return isProof ? undefined : hint;
}

/** The provider said no, and how far that is proven. */
export function refused(
  planned: UpdateOutcome,
  error: BillingError,
  proof: keyof typeof proofHints,
): Updated {
  return failed({ ...planned, proof }, withHint(error, proofHints[proof]));
}

/** Somebody else changed what is to be changed. */
export function conflicting(
  planned: UpdateOutcome,
  moved: readonly FieldChange[],
  since: string,
): Updated {
  const fields = moved.map(({ field }) => field).join(", ");
  return failed(
    { ...planned, moved },
    new BillingError(
      "conflict",
      `${fields} changed since ${since}; nothing was written, what is stored now stays`,
      {
        provider: planned.provider,
        hint: "look at what is stored now, then plan again; or leave it; or overwrite it with --force",
      },
    ),
  );
}

/** Of a reading that stopped short of the write it was for: nothing came of that. */
export function beforeWriting(error: BillingError): BillingError {
  return error.kind === "conflict" || error.kind === "interrupted"
    ? mapFailure(error, {
        message: (text) => `${text}; nothing was written`,
        hint: (text) => text,
      })
    : error;
}

/** Not even read. */
export function nothingRead(
  { provider, account }: Pick<Connection, "provider" | "account">,
  { reference }: CustomerRef,
  error: BillingError,
): Updated {
  return {
    outcome: compact({
      provider: provider.id,
      account: knownAccount(provider, account),
      id: reference,
      title: "",
      outcome: "failed",
      changes: [],
      unchanged: [],
      before: {},
      after: {},
      warnings: [],
      verified: false,
      requestId: error.requestId,
    }),
    error,
  };
}

/**
 * What is stored, compared with what was asked: what was dropped is a refusal, whatever the status said.
 *
 * @param verifiedBy what shows that the compared record is what is stored now; missing: nothing does
 */
export function verified(
  { id, title }: Provider,
  planned: UpdateOutcome,
  { changes, after, warnings: found, dropped, beside }: Verdict,
  warnings: readonly Warning[],
  verifiedBy: UpdateOutcome["verifiedBy"],
): Updated {
  const nothing = dropped > 0 && dropped === changes.length;
  const outcome: UpdateOutcome = {
    ...planned,
    outcome: nothing ? "failed" : "updated",
    changes,
    after,
    warnings: [...planned.warnings, ...warnings, ...found],
    verified: verifiedBy !== undefined,
    ...(verifiedBy === undefined ? {} : { verifiedBy }),
    ...(beside.length === 0 ? {} : { beside }),
    ...(nothing ? { proof: "not-seen" } : {}),
  };
  if (dropped === 0) return { outcome };
  const lost = found.filter(({ code }) => code === "not_stored").map(({ field }) => field);
  return {
    outcome,
    error: new BillingError(
      "rejected",
      `${title} answered success and did not store ${lost.join(", ")}`,
      compact({
        provider: id,
        requestId: planned.requestId,
        hint: nothing
          ? `limits and notes on its fields: billing providers ${id}`
          : "the other changes are stored as shown",
      }),
    ),
  };
}

/** With a remedy, where the provider's answer gave none. */
export function withHint(error: BillingError, hint: string): BillingError {
  const { kind, message, complaints, provider, providerError, requestId } = error;
  return new BillingError(
    kind,
    message,
    compact({
      hint: error.hint ?? hint,
      complaints,
      provider,
      providerError,
      requestId,
      cause: error,
    }),
  );
}
