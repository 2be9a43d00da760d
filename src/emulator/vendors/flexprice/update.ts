/** Flexprice's update of a customer (UpdateCustomer in internal/api/v1 and internal/ee/service/customer.go). */
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { own, textOf, without } from "../../state/records.ts";
import { customerOf, put } from "../../state/state.ts";
import type { VendorAnswer, VendorCall } from "../../vendor.ts";
import { keptPersons, personsFlaw, withPersons } from "./contact-persons.ts";
import { findPublished, keepMappings } from "./customers.ts";
import { invalidFormat, panic, refuse, taken, unknownId, unknownLookupKey } from "./errors.ts";
import { type CustomerRequest, readRequest } from "./request.ts";
import { addressFlaw, fitsTable, updateFields, validate } from "./rules.ts";
import { userId } from "./seed.ts";
import { taxFlaw } from "./tax.ts";
import { goTime } from "./time.ts";

/**
 * Answers a PUT. The body is read before the identifiers are looked at, so that a bad one hides a missing id; an id in
 * the path silences the one in the query.
 */
export function updateCustomer(call: VendorCall, pathId?: string): VendorAnswer {
  const request = readRequest(call.body, updateFields);
  if (request === undefined) return invalidFormat;
  const target = resolve(pathId ?? call.query.get("id") ?? "", call);
  if (typeof target !== "string") return target;
  const flaw =
    validate("UpdateCustomerRequest", updateFields, request.texts) ??
    personsFlaw("UpdateCustomerRequest", request.persons) ??
    taxFlaw(request.metadata ?? {});
  if (flaw !== undefined) return flaw;
  const before = customerOf(call.state, target);
  return before === undefined ? unknownId(target) : carryOut(target, before, request, call);
}

function resolve(id: string, { query, state }: VendorCall): string | VendorAnswer {
  const key = query.get("external_customer_id") ?? "";
  if (key === "" && id === "") {
    return refuse(
      "validation_error",
      "Provide id as query parameter (?id=...) or provide external_customer_id as query parameter (?external_customer_id=...)",
    );
  }
  if (key === "") return id;
  const customer = findPublished(key, state);
  if (customer === undefined) return unknownLookupKey(key);
  const found = textOf(customer, "id");
  if (id === "" || id === found) return found;
  return refuse(
    "validation_error",
    "Providing either id or external_customer_id is sufficient. But when providing both, ensure both identifiers refer to the same customer.",
  );
}

function carryOut(
  id: string,
  before: JsonObject,
  { texts, metadata, persons, mappings }: CustomerRequest,
  call: VendorCall,
): VendorAnswer {
  const { state, world, switches } = call;
  const externalId = texts["external_id"];
  const renamed = externalId !== undefined && externalId !== before["external_id"];
  const held = before["metadata"] ?? null;
  // The trail is written into the stored map, which a customer without metadata does not have.
  if (renamed && held === null && switches["nilMetadataPanic"] !== false) return panic;
  const changed: JsonObject = {
    ...before,
    // A mapping that was sent is not here: it is decoded and dropped, as is every unknown field.
    ...texts,
    metadata: metadata ?? (renamed ? withTrail(held, externalId) : held),
  };
  const people = persons === undefined ? undefined : keptPersons(persons, world);
  const after = withPersons(
    texts["billing_currency"] === "" ? without(changed, ["billing_currency"]) : changed,
    people,
  );
  const flaw = addressFlaw(after);
  if (flaw !== undefined) return flaw;
  if (!fitsTable(after)) return refuse("database_error", "Failed to update customer");
  // The index is over published customers only: an archived one may take an id that is in use.
  const published = after["status"] === "published";
  if (renamed && published && findPublished(externalId, state) !== undefined) {
    return taken({ external_id: externalId, email: after["email"] ?? "" });
  }
  const stored = { ...after, updated_at: goTime(world.now()), updated_by: userId };
  put(state, "customers", id, stored);
  keepMappings(call, id, mappings);
  return answer(200, switches["staleStamp"] === false ? stored : after);
}

/** The server assigns the new id before it notes the old one, and so notes the new one. */
function withTrail(metadata: Json | undefined, newId: string): JsonObject {
  const map = isJsonObject(metadata) ? metadata : {};
  const trail = own(map, "old_external_ids");
  const noted = typeof trail === "string" && trail !== "" ? `${trail},${newId}` : newId;
  return { ...map, old_external_ids: noted };
}
