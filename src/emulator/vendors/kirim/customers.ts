/** Kirim's customer routes below `/customers`. */
import { isJsonObject } from "../../../domain/json.ts";
import type { Json, JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import * as errors from "./errors.ts";
import type { KirimError } from "./errors.ts";
import { readCreateBody, readUpdateBody } from "./fields.ts";
import { isoDate, own, put, readObject, without } from "../../state/records.ts";
import type { Switches, VendorState, VendorWorld } from "../../vendor.ts";

/** What a route came to: the members of the answer beside `request_id`, or an error. */
export type KirimResult =
  | { readonly status: number; readonly content: JsonObject }
  | { readonly error: KirimError };

/** Only this route has `whatsapp_accounts`. */
export function readCustomer(id: string, state: VendorState): KirimResult {
  const customer = own(state.customers, id);
  return customer === undefined
    ? { error: errors.notFound }
    : { status: 200, content: { data: customer } };
}

/** Starts as `pending`; the status of success is not documented, so a switch says it. */
export function createCustomer(
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): KirimResult {
  const body = readObject(text);
  if (body === undefined) return { error: errors.notJson };
  const read = readCreateBody(body, switches);
  if ("flaw" in read) return { error: errors.invalidField(read.flaw) };
  const id = `cus_${crockfordId(world)}`;
  const now = isoDate(world.now());
  const customer = {
    id,
    object: "customer",
    name: null,
    email: null,
    status: "pending",
    metadata: null,
    archived_at: null,
    team_id: "t9f2kq81mzxa",
    ...read.fields,
    created_at: now,
    updated_at: now,
    whatsapp_accounts: [],
  };
  put(state, "customers", id, customer);
  return { status: switches["createStatus"] === "200" ? 200 : 201, content: brief(customer) };
}

/** PATCH: a named field is replaced, metadata whole unless a switch says otherwise. */
export function updateCustomer(
  id: string,
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): KirimResult {
  const stored = own(state.customers, id);
  if (stored === undefined) return { error: errors.notFound };
  const body = readObject(text);
  if (body === undefined) return { error: errors.notJson };
  const read = readUpdateBody(body, switches);
  if ("flaw" in read) return { error: errors.invalidField(read.flaw) };
  if (stored["status"] === "archived" && switches["changeArchived"] !== true) {
    return { error: errors.archived };
  }
  const before = stored["metadata"];
  const metadata = read.fields["metadata"];
  const merged =
    switches["mergeMetadata"] === true && isJsonObject(before) && isJsonObject(metadata)
      ? { metadata: { ...before, ...metadata } }
      : {};
  const customer = withArchivedAt({ ...stored, ...read.fields, ...merged }, stored, world);
  put(state, "customers", id, customer);
  return { status: 200, content: brief(customer) };
}

/** DELETE archives; nothing is ever removed. The answer's shape is not documented. */
export function archiveCustomer(id: string, state: VendorState, world: VendorWorld): KirimResult {
  const stored = own(state.customers, id);
  if (stored === undefined) return { error: errors.notFound };
  const customer = withArchivedAt({ ...stored, status: "archived" }, stored, world);
  put(state, "customers", id, customer);
  return { status: 200, content: brief(customer) };
}

/** `archived_at` is there exactly when the status is archived. */
function withArchivedAt(customer: JsonObject, stored: JsonObject, world: VendorWorld): JsonObject {
  const now = isoDate(world.now());
  const since: Json = stored["archived_at"] ?? now;
  const archivedAt = customer["status"] === "archived" ? since : null;
  return { ...customer, archived_at: archivedAt, updated_at: now };
}

function brief(customer: JsonObject): JsonObject {
  return { data: withoutAccounts(customer) };
}

/** A customer as every route but GET by id shows it. */
export function withoutAccounts(customer: JsonObject): JsonObject {
  return without(customer, ["whatsapp_accounts"]);
}
