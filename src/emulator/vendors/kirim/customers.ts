/** Kirim's customer routes below `/customers`. */
import type { Json, JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import { isoDate, mergedInto, readObject, without } from "../../state/records.ts";
import { customerOf, put } from "../../state/state.ts";
import type { VendorCall } from "../../vendor.ts";
import { errorOf, invalidBody, type KirimResult } from "./errors.ts";
import { readCreateBody, readUpdateBody } from "./fields.ts";

/** Only this route has `whatsapp_accounts`. */
export function readCustomer({ state }: VendorCall, id: string): KirimResult {
  const customer = customerOf(state, id);
  return customer === undefined
    ? { error: errorOf("notFound") }
    : { status: 200, content: { data: customer } };
}

/** Starts as `pending`; the status of success is not documented, so a switch says it. */
export function createCustomer(call: VendorCall): KirimResult {
  const { world, switches } = call;
  const body = readObject(call.body);
  if (body === undefined) return { error: errorOf("notJson") };
  const { fields, flaws } = readCreateBody(body, switches);
  if (fields === undefined) return { error: invalidBody(flaws) };
  const now = isoDate(world.now());
  const customer = {
    id: `cus_${crockfordId(world)}`,
    object: "customer",
    name: null,
    email: null,
    status: "pending",
    metadata: null,
    archived_at: null,
    team_id: "t9f2kq81mzxa",
    ...fields,
    created_at: now,
    updated_at: now,
    whatsapp_accounts: [],
  };
  return stored(customer.id, customer, call, switches["createStatus"] === "200" ? 200 : 201);
}

/** PATCH: a named field is replaced, metadata whole unless a switch says otherwise. */
export function updateCustomer(call: VendorCall, id: string): KirimResult {
  const { state, switches } = call;
  const before = customerOf(state, id);
  if (before === undefined) return { error: errorOf("notFound") };
  const body = readObject(call.body);
  if (body === undefined) return { error: errorOf("notJson") };
  const { fields, flaws } = readUpdateBody(body, switches);
  if (fields === undefined) return { error: invalidBody(flaws) };
  if (before["status"] === "archived" && switches["changeArchived"] !== true) {
    return { error: errorOf("archived") };
  }
  const { metadata } = fields;
  const merges = switches["mergeMetadata"] === true && metadata !== undefined;
  const merged = merges ? { metadata: mergedInto(before["metadata"], metadata) } : {};
  return stored(id, withArchivedAt({ ...before, ...fields, ...merged }, before, call), call);
}

/** DELETE archives; nothing is ever removed. The answer's shape is not documented. */
export function archiveCustomer(call: VendorCall, id: string): KirimResult {
  const before = customerOf(call.state, id);
  if (before === undefined) return { error: errorOf("notFound") };
  return stored(id, withArchivedAt({ ...before, status: "archived" }, before, call), call);
}

/** `archived_at` is there exactly when the status is archived. */
function withArchivedAt(
  customer: JsonObject,
  before: JsonObject,
  { world }: VendorCall,
): JsonObject {
  const now = isoDate(world.now());
  const since: Json = before["archived_at"] ?? now;
  const archivedAt = customer["status"] === "archived" ? since : null;
  return { ...customer, archived_at: archivedAt, updated_at: now };
}

function stored(
  id: string,
  customer: JsonObject,
  { state }: VendorCall,
  status = 200,
): KirimResult {
  put(state, "customers", id, customer);
  return { status, content: { data: withoutAccounts(customer) } };
}

/** A customer as every route but GET by id shows it. */
export function withoutAccounts(customer: JsonObject): JsonObject {
  return without(customer, ["whatsapp_accounts"]);
}
