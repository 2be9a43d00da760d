/** Carries out a plan, and makes sure of what came of it. */
import type { UpdateOutcome, Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer } from "../domain/exchange.ts";
import type { JsonObject } from "../domain/json.ts";
import { shellWord } from "../domain/text/shell-word.ts";
import type { Plan } from "../plan/plan.ts";
import { type Verdict, verifyUpdate } from "../plan/verify.ts";
import {
  failureIn,
  isSuccess,
  recordIn,
  requestIdOf,
  Unreadable,
} from "../providers/wire/answers.ts";
import type { Route } from "../providers/contract.ts";
import { isReplayed, withIdempotencyKey } from "../providers/wire/idempotency.ts";
import { recordId } from "../providers/wire/record.ts";
import { addressing, inDialect, requestFor } from "../providers/wire/requests.ts";
import { locationOf } from "./seal.ts";
import { failed, type Updated } from "./outcomes.ts";
import { type CustomerRead, readCustomer, subjectOf, type Target } from "./read-customer.ts";

export interface WriteOptions {
  /** Whether a record is read again where the update's answer does not prove what was stored. */
  readonly verify: boolean;
  readonly uuid: () => string;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told what is going on, for whoever waits. */
  readonly onStep?: (text: string) => void;
}

/** A plan and the record it was made from. */
export interface Pending {
  readonly read: CustomerRead;
  readonly plan: Plan;
  readonly planned: UpdateOutcome;
}

/** The update as a request, without credential and key. */
export function updateRequest(
  { provider, account, kind, reference }: Target,
  read: CustomerRead,
  body: JsonObject,
): { readonly request: HttpRequest; readonly route: Route } {
  const routes = addressing(provider, kind) ?? provider.byId;
  const route = inDialect(provider, account, routes.update);
  const names = { ref: reference, id: read.id };
  return { request: requestFor(provider, account, route, names, body), route };
}

/** Sends what has to be sent first, then the update. */
export async function writeCustomer(
  target: Target,
  options: WriteOptions,
  pending: Pending,
): Promise<Updated> {
  const { read, plan, planned } = pending;
  if (plan.preparation !== undefined) {
    options.onStep?.(plan.preparation.because);
    const { request } = updateRequest(target, read, plan.preparation.body);
    const answer = await sendWrite(target, options, request);
    if (answer instanceof BillingError) return failed(planned, answer);
    // Without an answer the main update is not begun: what was sent removes nothing and can be sent again.
    if (answer instanceof NoAnswer || !isSuccess(answer)) {
      return failed(planned, preparationFailed(target, answer));
    }
  }
  return update(target, options, pending);
}

function preparationFailed(target: Target, answer: HttpResponse | NoAnswer): BillingError {
  const { provider } = target;
  const hint = "the change itself was not sent; run the command again";
  if (!(answer instanceof NoAnswer)) {
    return withHint(failureIn(provider, answer, subjectOf(target)), hint);
  }
  return new BillingError(
    "unavailable",
    `no answer came to the preparing update: ${answer.message}`,
    {
      provider: provider.id,
      cause: answer,
      hint,
    },
  );
}

/** The answer; a lost one where the request may have been carried out; an error where it certainly was not. */
async function sendWrite(
  { provider, send }: Target,
  options: WriteOptions,
  request: HttpRequest,
): Promise<HttpResponse | NoAnswer | BillingError> {
  try {
    return await send(withIdempotencyKey(provider, request, options.uuid));
  } catch (error) {
    // A login that failed: what it was for was not carried out.
    if (error instanceof BillingError) return error;
    if (!(error instanceof NoAnswer)) throw error;
    if (error.sent) return error;
    return new BillingError(
      "unavailable",
      `${provider.title} could not be reached for the update: ${error.message}`,
      { provider: provider.id, cause: error, hint: nothingWritten(error) },
    );
  }
}

function nothingWritten({ hint }: NoAnswer): string {
  return hint === undefined ? "nothing was written; try again" : `nothing was written; ${hint}`;
}

async function update(target: Target, options: WriteOptions, pending: Pending): Promise<Updated> {
  const { provider } = target;
  const { read, plan } = pending;
  // The read's request is not the one to ask the provider about.
  const { requestId: _read, ...planned } = pending.planned;
  options.onStep?.(`updating ${subjectOf(target)} at ${provider.title}`);
  const { request, route } = updateRequest(target, read, plan.body);
  const response = await sendWrite(target, options, request);
  if (response instanceof BillingError) return failed(planned, response);
  if (response instanceof NoAnswer) {
    const message = `no usable answer came: ${response.message}`;
    return settle(target, options, { ...pending, planned }, message);
  }

  const requestId = requestIdOf(provider, response);
  const traced = {
    ...pending,
    planned: requestId === undefined ? planned : { ...planned, requestId },
  };
  if (!isSuccess(response)) {
    const error = failureIn(provider, response, subjectOf(target));
    if (response.status < 500) return failed(traced.planned, error);
    // Behind a gateway that ran out of time the update may still be under way.
    return settle(
      target,
      options,
      traced,
      error.message,
      response.status === 504 ? undefined : error,
    );
  }

  const replay = isReplayed(provider, response) ? replayWarning(provider.title) : undefined;
  const warnings = replay === undefined ? [] : [replay];
  let stored: JsonObject;
  try {
    stored = recordIn(provider, route, response);
    const id = recordId(provider, stored);
    if (id !== read.id) throw new Unreadable(`the answer is about another customer (${id})`);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return settle(target, options, traced, error.message);
  }
  let proven = replay === undefined && (provider.removalsShowInAnswer || !removesAny(plan));
  // An old answer, whatever it shows, says nothing of what is stored now.
  if (!proven && (options.verify || replay !== undefined)) {
    options.onStep?.("reading back what was stored");
    const again = await readAgain(target, read.id);
    if (again instanceof BillingError && replay !== undefined) {
      return settle(target, options, traced, replay.message);
    }
    if (again instanceof BillingError) {
      warnings.push({
        code: "not_verified",
        message: `the record could not be read back: ${again.message}`,
      });
    } else {
      stored = again.native;
      proven = true;
    }
  }
  const verdict = verifyUpdate(provider, plan, read.native, stored);
  return conclude(target, traced.planned, verdict, warnings, proven);
}

function removesAny({ changes }: Plan): boolean {
  return changes.some(({ kind }) => kind === "removed");
}

function replayWarning(title: string): Warning {
  return {
    code: "replayed_answer",
    message: `${title} gave the stored answer of an earlier request instead of carrying out this one`,
  };
}

/** Milliseconds before each look at a record whose update was not answered: it may still arrive. */
const pausesWithoutAnswer = [0, 1000, 3000];
/** The same after an answer that says no. */
const pausesAfterAnswer = [0, 1000];

/** The verdict as an outcome: what was dropped is a refusal, whatever the status said. */
function conclude(
  { provider }: Target,
  traced: UpdateOutcome,
  verdict: Verdict,
  warnings: readonly Warning[],
  verified: boolean,
): Updated {
  const nothing = verdict.dropped > 0 && verdict.dropped === verdict.changes.length;
  const outcome: UpdateOutcome = {
    ...traced,
    outcome: nothing ? "failed" : "updated",
    changes: verdict.changes,
    after: verdict.after,
    warnings: [...traced.warnings, ...warnings, ...verdict.warnings],
    verified,
  };
  if (verdict.dropped === 0) return { outcome };
  const dropped = verdict.warnings.filter(({ code }) => code === "not_stored");
  return {
    outcome,
    error: new BillingError(
      "rejected",
      `${provider.title} answered success and did not store ${dropped.map(({ field }) => field).join(", ")}`,
      {
        provider: provider.id,
        ...(traced.requestId === undefined ? {} : { requestId: traced.requestId }),
        hint: nothing
          ? `limits and notes on its fields: billing providers ${provider.id}`
          : "the other changes are stored as shown",
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
  options: WriteOptions,
  { read, plan, planned }: Pending,
  what: string,
  answer?: BillingError,
): Promise<Updated> {
  const { provider, kind, reference } = target;
  let again: CustomerRead | BillingError | undefined;
  let verdict: Verdict | undefined;
  for (const pause of answer === undefined ? pausesWithoutAnswer : pausesAfterAnswer) {
    if (pause > 0) await options.sleep(pause);
    options.onStep?.("the outcome is unclear: reading again");
    again = await readAgain(target, read.id);
    verdict =
      again instanceof BillingError
        ? undefined
        : verifyUpdate(provider, plan, read.native, again.native);
    // What cannot be read was tried often enough; what is stored will not be more so.
    if (verdict === undefined || isStored(verdict)) break;
  }

  if (verdict !== undefined && isStored(verdict)) {
    const settled: Warning = {
      code: "settled_by_reading",
      message: `${what}; reading again showed that the change is stored`,
    };
    return conclude(target, planned, verdict, [settled], true);
  }
  if (verdict !== undefined && answer !== undefined && verdict.dropped === verdict.changes.length) {
    return failed(planned, withHint(answer, "reading again showed the customer unchanged"));
  }
  const where = locationOf(target.account) === "emulator" ? " --emulator" : "";
  const by = kind === "id" ? "" : " --by external-id";
  const look = `billing customers get ${shellWord(reference)} -p ${provider.id}${by}${where}`;
  return {
    outcome: {
      ...planned,
      outcome: "unknown",
      ...(verdict === undefined ? {} : { changes: verdict.changes, after: verdict.after }),
    },
    ...(verdict === undefined ? { unseen: true } : {}),
    error: new BillingError(
      "unknown",
      `the update was sent and its outcome is not known: ${what}${again instanceof BillingError ? "; the customer could not be read again" : ""}`,
      {
        provider: provider.id,
        ...(planned.requestId === undefined ? {} : { requestId: planned.requestId }),
        hint: `look before you try again: ${look}; and settle the record: billing history --resolve${where}`,
      },
    ),
  };
}

function isStored({ stored, dropped }: Verdict): boolean {
  return stored > 0 && dropped === 0;
}

/** With a remedy, where the provider's answer gave none. */
function withHint(error: BillingError, hint: string): BillingError {
  const { kind, message, provider, providerError, requestId } = error;
  return new BillingError(kind, message, {
    hint: error.hint ?? hint,
    ...(provider === undefined ? {} : { provider }),
    ...(providerError === undefined ? {} : { providerError }),
    ...(requestId === undefined ? {} : { requestId }),
    cause: error,
  });
}

/** By the vendor's id: the caller's may just have been changed. */
export async function readAgain(target: Target, id: string): Promise<CustomerRead | BillingError> {
  try {
    return await readCustomer({ ...target, kind: "id", reference: id });
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
}
