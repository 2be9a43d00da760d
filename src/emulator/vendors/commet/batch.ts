/** POST /customers/batch: what can be created is created, the rest is told (docs/api-reference/customers.md). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { invalidField } from "../../checks.ts";
import { textOf } from "../../state/records.ts";
import { type CommetCall, createCustomer, ownId } from "./customers.ts";
import { invalid, type Refusal } from "./errors.ts";

type Batch =
  | { readonly batch: JsonObject; readonly refusal?: never }
  | { readonly refusal: Refusal };

const most = 100;

/** A success even when every one of the customers failed. */
export function createBatch(call: CommetCall, body: Json): Batch {
  const customers = isJsonObject(body) ? body["customers"] : undefined;
  if (!isJsonArray(customers) || customers.length < 1 || customers.length > most) {
    return { refusal: invalid([invalidField("customers", `must be a list of 1 to ${most}`)]) };
  }
  const successful: Json[] = [];
  const failed: Json[] = [];
  for (const [index, data] of customers.entries()) {
    const result = createCustomer(call, data, ownId);
    if (result.refusal === undefined) {
      const { id = null, externalId = null, email = null } = result.customer;
      successful.push({ id, externalId, email });
    } else {
      failed.push({ index, error: told(result.refusal), data });
    }
  }
  const { livemode } = call;
  return { batch: { successful, failed, object: "customer_batch", livemode } };
}

/** A text, as the samples have it. */
function told({ message, details }: Refusal): string {
  const flaws = isJsonArray(details) ? details.filter(isJsonObject) : [];
  return [
    message,
    ...flaws.map((flaw) => `${textOf(flaw, "field")} ${textOf(flaw, "message")}`),
  ].join(": ");
}
