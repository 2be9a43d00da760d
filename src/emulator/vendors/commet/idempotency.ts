/** Commet's `Idempotency-Key`: remembered for 24 hours per write (docs/api-reference/customers.md, docs/errors). */
import { isJsonObject, type Json, sameJson } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { recallAnswer, rememberAnswer } from "../../server/remembered-answers.ts";
import type { VendorAnswer } from "../../vendor.ts";
import type { CommetCall } from "./customers.ts";
import { refusalOf, sayRefusal } from "./errors.ts";

/** How long a write under a key goes on where the switch `slowKeys` is on, in milliseconds. */
const writeTakes = 2000;

/**
 * Carries out a write once per key. A repeat gets the first answer again, the same key with another operation or
 * payload is refused. Only a write that was carried out is remembered; of failed ones the documents say nothing.
 */
export function once(
  { method, path, headers, contract, livemode, state, world, switches }: CommetCall,
  payload: Json,
  write: () => VendorAnswer,
): VendorAnswer {
  const key = headers["idempotency-key"];
  const operation = `${method} ${path}`;
  if (key === undefined || key === "") return write();
  const name = `${livemode ? "live" : "sandbox"} ${key}`;
  const kept = recallAnswer(name, state, world);
  if (kept !== undefined) {
    const { request } = kept;
    const same =
      isJsonObject(request) &&
      request["operation"] === operation &&
      sameJson(request["payload"], payload);
    if (!same) return sayRefusal(refusalOf("idempotency_key_mismatch"), contract);
    const running = world.now() - Number(request["began"]) < writeTakes;
    if (switches["slowKeys"] === true && running) {
      return sayRefusal(refusalOf("idempotency_in_progress"), contract);
    }
    return answer(kept.status, kept.json);
  }
  const result = write();
  if (result.status < 300) {
    rememberAnswer(name, result, { operation, payload, began: world.now() }, state, world);
  }
  return result;
}
