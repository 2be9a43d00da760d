/** Updates one customer: read, plan, confirm, write, compare. */
import type { PlannedRequest, UpdateOutcome, Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer } from "../domain/exchange.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { type FieldName, fieldNames } from "../domain/fields.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import { type Plan, planUpdate } from "../plan/plan.ts";
import { type Verdict, verifyUpdate } from "../plan/verify.ts";
import { failureIn, isSuccess, recordIn, requestIdOf, Unreadable } from "../providers/answers.ts";
import type { Route } from "../providers/contract.ts";
import { isReplayed, withIdempotencyKey } from "../providers/idempotency.ts";
import { addressing, inDialect, requestFor } from "../providers/requests.ts";
import { type CustomerRead, readCustomer, subjectOf, type Target } from "./read-customer.ts";

export interface UpdateOptions {
  readonly patch: CustomerPatch;
  /** Ends after the plan: nothing is written. */
  readonly dryRun: boolean;
  /** Whether a record is read again where the update's answer does not prove what was stored. */
  readonly verify: boolean;
  /** Asked before a change that destroys something; false: it does not happen. */
  readonly confirm: (planned: UpdateOutcome) => Promise<boolean>;
  readonly uuid: () => string;
  /** Told what is going on, for whoever waits. */
  readonly onStep?: (text: string) => void;
  /** Called right before the write; may throw to stop it. */
  readonly onWrite?: () => void;
}

/** How it ended; `error` says why whenever that was not as asked. */
export interface Updated {
  readonly outcome: UpdateOutcome;
  readonly error?: BillingError;
}

/** Never throws a {@link BillingError} once the customer's provider was spoken to: the outcome carries it. */
export async function updateCustomer(target: Target, options: UpdateOptions): Promise<Updated> {
  const { provider } = target;
  options.onStep?.(`reading ${subjectOf(target)} at ${provider.title}`);
  let read: CustomerRead;
  try {
    read = await readCustomer(target);
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind === "usage") throw error;
    return { outcome: nothingRead(target, error), error };
  }

  const plan = planUpdate(provider, read.native, options.patch);
  const planned = outcomeOf(target, read, plan);
  if (plan.changes.length === 0) return { outcome: { ...planned, outcome: "unchanged" } };

  const { request, route } = updateRequest(target, read, plan);
  if (options.dryRun) {
    return { outcome: { ...planned, request: preview(provider.idempotency?.header, request) } };
  }

  if (plan.changes.some((change) => change.destructive !== undefined)) {
    if (!(await options.confirm(planned))) return declined(planned);
  }
  options.onWrite?.();
  options.onStep?.(`updating ${subjectOf(target)} at ${provider.title}`);
  return write(target, options, { read, plan, planned, request, route });
}

function declined(planned: UpdateOutcome): Updated {
  return {
    outcome: { ...planned, outcome: "declined", after: planned.before },
    error: new BillingError(
      "declined",
      "the change destroys something and was not confirmed; nothing was written",
      { provider: planned.provider, hint: "look at it with --dry-run, then confirm with --yes" },
    ),
  };
}

interface Pending {
  readonly read: CustomerRead;
  readonly plan: Plan;
  readonly planned: UpdateOutcome;
  readonly request: HttpRequest;
  readonly route: Route;
}

async function write(target: Target, options: UpdateOptions, pending: Pending): Promise<Updated> {
  const { provider, send } = target;
  const { read, plan, planned, route } = pending;
  const request = withIdempotencyKey(provider, pending.request, options.uuid);

  let response: HttpResponse;
  try {
    response = await send(request);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return error.sent
      ? settle(target, options, pending, `no answer came: ${error.message}`)
      : failed(
          planned,
          new BillingError(
            "unavailable",
            `${provider.title} could not be reached for the update: ${error.message}`,
            { provider: provider.id, cause: error, hint: "nothing was written; try again" },
          ),
        );
  }

  const requestId = requestIdOf(provider, response);
  const traced = requestId === undefined ? planned : { ...planned, requestId };
  if (!isSuccess(response)) {
    const error = failureIn(provider, response, subjectOf(target));
    return response.status >= 500
      ? settle(target, options, { ...pending, planned: traced }, error.message, error)
      : failed(traced, error);
  }

  const warnings = isReplayed(provider, response) ? [replayWarning(provider.title)] : [];
  let stored: JsonObject;
  try {
    stored = recordIn(provider, route, response);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return settle(target, options, { ...pending, planned: traced }, error.message);
  }
  const removal = plan.changes.some(({ kind }) => kind === "removed");
  if (options.verify && removal && !provider.removalsShowInAnswer) {
    options.onStep?.("reading back what was stored");
    const again = await readAgain(target, read);
    if (again instanceof BillingError) {
      warnings.push({
        code: "not_verified",
        message: `the record could not be read back: ${again.message}`,
      });
    } else stored = again.native;
  }
  return conclude(traced, verifyUpdate(provider, plan, read.native, stored), warnings);
}

function replayWarning(title: string): Warning {
  return {
    code: "replayed_answer",
    message: `${title} gave the stored answer of an earlier request instead of carrying out this one`,
  };
}

/** The verdict as an outcome: what was dropped is a refusal, whatever the status said. */
function conclude(traced: UpdateOutcome, verdict: Verdict, warnings: readonly Warning[]): Updated {
  const nothing = verdict.dropped > 0 && verdict.dropped === verdict.changes.length;
  const outcome: UpdateOutcome = {
    ...traced,
    outcome: nothing ? "failed" : "updated",
    changes: verdict.changes,
    after: verdict.after,
    warnings: [...traced.warnings, ...warnings, ...verdict.warnings],
    verified: true,
  };
  if (verdict.dropped === 0) return { outcome };
  const dropped = verdict.warnings.filter(({ code }) => code === "not_stored");
  return {
    outcome,
    error: new BillingError(
      "rejected",
      `the provider answered success and did not store ${dropped.map(({ field }) => field).join(", ")}`,
      {
        provider: traced.provider,
        ...(traced.requestId === undefined ? {} : { requestId: traced.requestId }),
        hint: "the other changes, if any, are stored as shown",
      },
    ),
  };
}

/**
 * An update whose outcome is unclear is looked up by reading again. What is seen stored was stored; what is not seen
 * after an answer of 5xx was not; without an answer it may still be on its way.
 */
async function settle(
  target: Target,
  options: UpdateOptions,
  { read, plan, planned }: Pending,
  what: string,
  answer?: BillingError,
): Promise<Updated> {
  const { provider, kind, reference } = target;
  options.onStep?.("the outcome is unclear: reading again");
  const again = await readAgain(target, read);
  const verdict =
    again instanceof BillingError
      ? undefined
      : verifyUpdate(provider, plan, read.native, again.native);

  if (verdict !== undefined && verdict.stored > 0 && verdict.dropped === 0) {
    return conclude(planned, verdict, [
      {
        code: "settled_by_reading",
        message: `${what}; reading again showed that the change is stored`,
      },
    ]);
  }
  if (verdict !== undefined && answer !== undefined && verdict.dropped === verdict.changes.length) {
    return failed(planned, answer);
  }
  const look = `billing customers get ${shellWord(reference)} -p ${provider.id}${kind === "id" ? "" : " --by external-id"}`;
  return {
    outcome: {
      ...planned,
      outcome: "unknown",
      ...(verdict === undefined ? {} : { changes: verdict.changes, after: verdict.after }),
    },
    error: new BillingError(
      "unknown",
      `the update was sent and its outcome is not known: ${what}`,
      {
        provider: provider.id,
        ...(planned.requestId === undefined ? {} : { requestId: planned.requestId }),
        hint: `look before you try again: ${look}`,
      },
    ),
  };
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** By the vendor's id: the caller's may just have been changed. */
async function readAgain(target: Target, read: CustomerRead): Promise<CustomerRead | BillingError> {
  try {
    return await readCustomer({ ...target, kind: "id", reference: read.id });
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}

function failed(planned: UpdateOutcome, error: BillingError): Updated {
  return { outcome: { ...planned, outcome: "failed", after: planned.before }, error };
}

function updateRequest(
  { provider, account, kind, reference }: Target,
  read: CustomerRead,
  plan: Plan,
): { readonly request: HttpRequest; readonly route: Route } {
  const routes = addressing(provider, kind) ?? provider.byId;
  const route = inDialect(provider, account, routes.update);
  const names = { ref: reference, id: read.id };
  return { request: requestFor(provider, account, route, names, plan.body), route };
}

function preview(keyHeader: string | undefined, request: HttpRequest): PlannedRequest {
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

function outcomeOf(target: Target, read: CustomerRead, plan: Plan): UpdateOutcome {
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
  const name: Json | undefined = customer["name"];
  return typeof name === "string" ? name : "";
}

function nothingRead({ provider, reference }: Target, error: BillingError): UpdateOutcome {
  return {
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
  };
}
