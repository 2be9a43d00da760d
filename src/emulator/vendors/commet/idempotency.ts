/** Commet's `Idempotency-Key`: remembered for 24 hours per write (docs/api-reference/customers.md, docs/errors). */
import { isJsonObject, sameJson } from "../../../domain/json.ts";
import type { Json } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import type { Session } from "./customers.ts";
import { idempotencyInProgress, idempotencyKeyMismatch, sayRefusal } from "./errors.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";
import type { VendorAnswer } from "../../vendor.ts";

/** How long a write under a key goes on where the switch `slowKeys` is on, in milliseconds. */
const writeTakes = 2000;

/**
 * Carries out a write once per key. A repeat gets the first answer again, the same key with another operation or
 * payload is refused. Only a write that was carried out is remembered; of failed ones the documents say nothing.
 */
export function once(
  key: string | undefined,
  operation: string,
  payload: Json,
  { contract, livemode, state, world, switches }: Session,
  write: () => VendorAnswer,
): VendorAnswer {
  if (key === undefined || key === "") return write();
  const name = `${livemode ? "live" : "sandbox"} ${key}`;
  const kept = recallAnswer(name, state, world);
  if (kept !== undefined) {
    const { request } = kept;
    if (!isJsonObject(request) || request["operation"] !== operation) {
      return sayRefusal(idempotencyKeyMismatch, contract);
    }
    if (!sameJson(request["payload"], payload)) return sayRefusal(idempotencyKeyMismatch, contract);
    const running = world.now() - Number(request["began"]) < writeTakes;
    if (switches["slowKeys"] === true && running) {
      return sayRefusal(idempotencyInProgress, contract);
    }
    return answer(kept.status, kept.json);
  }
  const result = write();
  if (result.status < 300) {
    rememberAnswer(name, result, { operation, payload, began: world.now() }, state, world);
  }
  return result;
}
