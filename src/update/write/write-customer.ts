/** Carries out a plan, and makes sure of what came of it. */
import type { UpdateOutcome } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { type HttpRequest, type HttpResponse, NoAnswer } from "../../domain/exchange.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Route } from "../../providers/route.ts";
import { requestIdOf } from "../../providers/wire/answers.ts";
import { failureIn, isSuccess } from "../../providers/wire/failures.ts";
import { isReplayed, withIdempotencyKey } from "../../providers/wire/idempotency.ts";
import { addressing, inDialect, requestFor } from "../../providers/wire/requests.ts";
import { type WriteAnswer, writeAnswer } from "../../providers/wire/write-answer.ts";
import { checkSuccess, type Verify } from "./check-success.ts";
import { type Connection, type CustomerRef, describeRef } from "../connection.ts";
import type { Waiting } from "./look.ts";
import { failed, type Pending, type Updated, withHint } from "../outcomes.ts";
import { withPrepared } from "./prepared.ts";
import type { CustomerRead } from "../read-customer.ts";
import { settleRefusal, settleUnclear } from "./settle-write.ts";

export interface WriteOptions extends Waiting {
  /** What proves that it was stored. */
  readonly verify: Verify;
  readonly uuid: () => string;
  /** Awaited each time before the write leaves. */
  readonly leaving?: () => Promise<void>;
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
    const { request, route } = updateRequest(connection, ref, read, plan.preparation.body);
    const answer = await sendWrite(connection, options, request);
    if (answer instanceof BillingError) return failed(planned, answer);
    // Without an answer the main update is not begun: what was sent removes nothing and can be sent again.
    if (answer instanceof NoAnswer || !isSuccess(connection.provider, answer)) {
      const isOpen =
        answer instanceof NoAnswer ||
        answerTo(connection, ref, read, route, answer).kind !== "refused";
      const seen: UpdateOutcome = isOpen ? { ...planned, proof: "preparing" } : planned;
      return failed(seen, preparationFailed(connection, ref, answer));
    }
    const ended = await update(connection, ref, options, pending);
    return withPrepared(connection.provider, pending, plan.preparation.body, ended);
  }
  return update(connection, ref, options, pending);
}

function answerTo(
  { provider, account }: Connection,
  ref: CustomerRef,
  { id }: CustomerRead,
  route: Route,
  response: HttpResponse,
): WriteAnswer {
  return writeAnswer(provider, route, response, { id, subject: describeRef(ref), account });
}

function preparationFailed(
  { provider, account }: Connection,
  ref: CustomerRef,
  answer: HttpResponse | NoAnswer,
): BillingError {
  const hint = "the change itself was not sent; run the command again";
  if (!(answer instanceof NoAnswer)) {
    return withHint(failureIn(provider, answer, describeRef(ref), account), hint);
  }
  return new BillingError(
    "unavailable",
    `no answer came to the preparing update: ${answer.message}`,
    { provider: provider.id, cause: answer, hint },
  );
}

/**
 * The answer; a lost one where the request may have been carried out; an error where it certainly was not.
 *
 * @param what the request is for, in words
 */
export async function sendWrite(
  { provider, send }: Connection,
  { uuid, leaving }: Pick<WriteOptions, "uuid" | "leaving">,
  request: HttpRequest,
  what = "the update",
): Promise<HttpResponse | NoAnswer | BillingError> {
  try {
    return await send({
      ...withIdempotencyKey(provider, request, uuid),
      ...compact({ leaving }),
    });
  } catch (error) {
    // A login that failed: what it was for was not carried out.
    if (error instanceof BillingError) return error;
    if (!(error instanceof NoAnswer)) throw error;
    if (error.sent) return error;
    return new BillingError(
      "unavailable",
      `${provider.title} could not be reached for ${what}: ${error.message}`,
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
  const sent: Pending = { read, plan, planned };
  if (response instanceof NoAnswer) {
    const what = `no usable answer came: ${response.message}`;
    return settleUnclear(connection, ref, options, sent, { why: what });
  }
  const answer = answerTo(connection, ref, read, route, response);
  switch (answer.kind) {
    case "unclear":
      return settleUnclear(connection, ref, options, sent, answer);
    case "refused":
      return settleRefusal(
        connection,
        ref,
        { ...options, confirms: options.verify !== false },
        sent,
        answer,
      );
    case "success": {
      const old = isReplayed(provider, response);
      return checkSuccess(connection, ref, options, sent, { ...answer, isReplayed: old });
    }
  }
}
