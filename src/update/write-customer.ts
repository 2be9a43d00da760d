/** Carries out a plan, and makes sure of what came of it. */
import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer } from "../domain/exchange.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Plan } from "../plan/plan.ts";
import { leavesOut, type SeenIn } from "../plan/beside.ts";
import { verifyUpdate } from "../plan/verify.ts";
import type { Provider } from "../providers/contract.ts";
import type { Route } from "../providers/route.ts";
import {
  failureIn,
  isSuccess,
  recordIn,
  requestIdOf,
  Unreadable,
} from "../providers/wire/answers.ts";
import { isReplayed, withIdempotencyKey } from "../providers/wire/idempotency.ts";
import { recordId } from "../providers/wire/record.ts";
import { addressing, inDialect, requestFor } from "../providers/wire/requests.ts";
import { type Connection, type CustomerRef, describeRef } from "./connection.ts";
import { failed, type Pending, type Updated, verified, withHint } from "./outcomes.ts";
import { type CustomerRead, readAgain } from "./read-customer.ts";
import { settleWrite, type Waiting } from "./settle-write.ts";

export interface WriteOptions extends Waiting {
  /** Whether a record is read again where the update's answer does not prove what was stored. */
  readonly verify: boolean;
  readonly uuid: () => string;
}

/** The update as a request, without credential and key. */
export function updateRequest(
  { provider, account }: Connection,
  { kind, reference }: CustomerRef,
  { id }: CustomerRead,
  body: JsonObject,
): { readonly request: HttpRequest; readonly route: Route } {
  const routes = addressing(provider, kind) ?? provider.byId;
  const route = inDialect(provider, account, routes.update);
  return { request: requestFor(provider, account, route, { ref: reference, id }, body), route };
}

/** Sends what has to be sent first, then the update. */
export async function writeCustomer(
  connection: Connection,
  ref: CustomerRef,
  options: WriteOptions,
  pending: Pending,
): Promise<Updated> {
  const { read, plan, planned } = pending;
  if (plan.preparation !== undefined) {
    options.onStep?.(plan.preparation.because);
    const { request } = updateRequest(connection, ref, read, plan.preparation.body);
    const answer = await sendWrite(connection, options, request);
    if (answer instanceof BillingError) return failed(planned, answer);
    // Without an answer the main update is not begun: what was sent removes nothing and can be sent again.
    if (answer instanceof NoAnswer || !isSuccess(answer)) {
      return failed(planned, preparationFailed(connection.provider, ref, answer));
    }
  }
  return update(connection, ref, options, pending);
}

function preparationFailed(
  provider: Provider,
  ref: CustomerRef,
  answer: HttpResponse | NoAnswer,
): BillingError {
  const hint = "the change itself was not sent; run the command again";
  if (!(answer instanceof NoAnswer)) {
    return withHint(failureIn(provider, answer, describeRef(ref)), hint);
  }
  return new BillingError(
    "unavailable",
    `no answer came to the preparing update: ${answer.message}`,
    { provider: provider.id, cause: answer, hint },
  );
}

/** The answer; a lost one where the request may have been carried out; an error where it certainly was not. */
async function sendWrite(
  { provider, send }: Connection,
  { uuid }: WriteOptions,
  request: HttpRequest,
): Promise<HttpResponse | NoAnswer | BillingError> {
  try {
    return await send(withIdempotencyKey(provider, request, uuid));
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

async function update(
  connection: Connection,
  ref: CustomerRef,
  options: WriteOptions,
  pending: Pending,
): Promise<Updated> {
  const { provider } = connection;
  const { read, plan } = pending;
  // The read's request is not the one to ask the provider about.
  const { requestId: _read, ...untraced } = pending.planned;
  options.onStep?.(`updating ${describeRef(ref)} at ${provider.title}`);
  const { request, route } = updateRequest(connection, ref, read, plan.body);
  const response = await sendWrite(connection, options, request);
  if (response instanceof BillingError) return failed(untraced, response);

  const requestId = response instanceof NoAnswer ? undefined : requestIdOf(provider, response);
  const planned = requestId === undefined ? untraced : { ...untraced, requestId };
  const settle = (what: string, answer?: BillingError): Promise<Updated> =>
    settleWrite(connection, ref, options, { read, plan, planned }, what, answer);
  if (response instanceof NoAnswer) return settle(`no usable answer came: ${response.message}`);
  if (!isSuccess(response)) {
    const error = failureIn(provider, response, describeRef(ref), connection.account);
    if (response.status < 500) return failed(planned, error);
    // Behind a gateway that ran out of time the update may still be under way.
    return settle(error.message, response.status === 504 ? undefined : error);
  }

  let stored: JsonObject;
  try {
    stored = recordIn(provider, route, response);
    const id = recordId(provider, stored);
    if (id !== read.id) throw new Unreadable(`the answer is about another customer (${id})`);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return settle(error.message);
  }
  const replay = isReplayed(provider, response) ? replayWarning(provider.title) : undefined;
  const warnings = replay === undefined ? [] : [replay];
  let seenIn: SeenIn = "answer";
  const isWhole = !leavesOut(provider, read.native, stored, plan.body);
  let proven =
    replay === undefined && isWhole && (provider.removalsShowInAnswer || !removesAny(plan));
  // An old answer, whatever it shows, says nothing of what is stored now.
  if (!proven && (options.verify || replay !== undefined)) {
    options.onStep?.("reading back what was stored");
    const again = await readAgain(connection, read.id);
    if (!(again instanceof BillingError)) {
      stored = again.native;
      seenIn = "reading";
      proven = true;
    } else if (replay !== undefined) {
      return settle(replay.message);
    } else {
      const message = `the record could not be read back: ${again.message}`;
      warnings.push({ code: "not_verified", message });
    }
  }
  const verdict = verifyUpdate(provider, plan, read.native, stored, seenIn);
  return verified(provider, planned, verdict, warnings, proven);
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
