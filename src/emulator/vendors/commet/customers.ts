/** Commet's customers: read, create, update. */
import type { Json, JsonObject } from "../../../domain/json.ts";
import * as check from "../../checks.ts";
import { isoDate, mergedInto, without } from "../../state/records.ts";
import { customerOf, findBy, put } from "../../state/state.ts";
import type { VendorCall, VendorState } from "../../vendor.ts";
import { invalid, type Refusal, refusalOf } from "./errors.ts";
import { readFields } from "./fields.ts";
import type { Contract } from "./versions.ts";

/** A request of one organisation, under the version that it asks for. */
export interface CommetCall extends VendorCall {
  readonly contract: Contract;
  /** The organisation of the key: a sandbox key never sees live customers (sdk-reference.md). */
  readonly livemode: boolean;
}

/** A customer to answer with, or an error. */
export type Result =
  | { readonly status: number; readonly customer: JsonObject; readonly refusal?: never }
  | { readonly refusal: Refusal };

/** By `cus_…` only: that an external id stands in the path as well is said nowhere. */
export function readCustomer(call: CommetCall, id: string): Result {
  const customer = find(id, call);
  return customer === undefined ? unknownId(id) : { status: 200, customer };
}

/** What a creation takes besides: in a batch only the first. */
export const ownId: check.Checks = {
  id: check.matching(/^.{1,100}$/su, "must be a string of 1 to 100 characters"),
};
const addressId: check.Checks = {
  addressId: check.matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu, "must be a UUID"),
};

/**
 * Creates a customer. One with the caller's own `id` comes back as it is, the other fields unread
 * (manage-customers.md): creating is not a way to update.
 */
export function createCustomer(
  call: CommetCall,
  body: Json,
  takes: check.Checks = { ...ownId, ...addressId },
): Result {
  const { contract, livemode, state, world, switches } = call;
  const read = readFields(body, contract, switches, takes);
  if (read.fields === undefined) return { refusal: invalid(read.flaws) };
  const { id: own, address, addressId: _, ...fields } = read.fields;
  if (typeof fields["email"] !== "string") {
    const flaw = { field: contract.emailName, kind: "missing", reason: "is required" } as const;
    return { refusal: invalid([flaw]) };
  }
  const existing = findByExternalId(own, call);
  if (existing !== undefined) return { status: 200, customer: existing };
  const externalId = own ?? fields["externalId"] ?? null;
  if (findByExternalId(externalId, call) !== undefined) return duplicate(externalId);
  const now = isoDate(world.now());
  const id = `cus_${world.uuid().replaceAll("-", "").slice(0, 16)}`;
  const customer: JsonObject = {
    id,
    fullName: null,
    timezone: "UTC",
    metadata: null,
    taxDocument: null,
    documentType: null,
    ...fields,
    externalId,
    createdAt: now,
    updatedAt: now,
    object: "customer",
    livemode,
  };
  put(state, "customers", id, customer);
  keepAddress(id, address, state);
  return { status: 201, customer };
}

/** Changes the fields that are sent; `{}` changes `updatedAt` alone. */
export function updateCustomer(call: CommetCall, body: Json, id: string): Result {
  const { contract, state, world, switches } = call;
  const before = find(id, call);
  if (before === undefined) return unknownId(id);
  const { fields, flaws } = readFields(body, contract, switches);
  if (fields === undefined) return { refusal: invalid(flaws) };
  if (fields["email"] === null) {
    return { refusal: invalid([check.invalidField(contract.emailName, "must be an email")]) };
  }
  const { externalId = null, metadata } = fields;
  const holder = findByExternalId(externalId, call, id);
  if (holder !== undefined) return duplicate(externalId);
  // Whether the map is merged or replaced is stated nowhere; replaced, a client that sends one key loses the others.
  const merges = switches["replaceMetadata"] === false && metadata !== undefined;
  const customer: JsonObject = {
    ...before,
    ...timezoneDefault(call),
    ...without(fields, ["address"]),
    ...(merges ? { metadata: mergedInto(before["metadata"], metadata) } : {}),
    updatedAt: isoDate(world.now()),
  };
  put(state, "customers", id, customer);
  keepAddress(id, fields["address"], state);
  return { status: 200, customer };
}

/**
 * The pages from before the first dated version give `timezone` the default UTC on an update too: an update without it
 * would reset it. Later pages have no default.
 */
function timezoneDefault({ contract, switches }: CommetCall): JsonObject {
  const resets = contract.timezoneDefault || switches["timezoneDefault"] === true;
  return resets && contract.updateMethod === "PUT" ? { timezone: "UTC" } : {};
}

/** Write-only: no answer and no webhook carries the address. A new one takes the place of the whole old one. */
function keepAddress(id: string, address: Json | undefined, state: VendorState): void {
  if (address !== undefined) put(state, "other", `address ${id}`, address);
}

function find(id: string, { state, livemode }: CommetCall): JsonObject | undefined {
  const customer = customerOf(state, id);
  return customer?.["livemode"] === livemode ? customer : undefined;
}

/** The customer of the organisation who has the external id, unless it is this one's own. */
function findByExternalId(
  externalId: Json | undefined,
  { state, livemode }: CommetCall,
  exceptId?: string,
): JsonObject | undefined {
  if (typeof externalId !== "string") return undefined;
  return findBy(
    state,
    "externalId",
    externalId,
    (customer) => customer["livemode"] === livemode && customer["id"] !== exceptId,
  );
}

function unknownId(customerId: string): Result {
  const details = { customerId };
  return { refusal: refusalOf("customer_not_found", { param: "customerId", details }) };
}

function duplicate(externalId: Json): Result {
  return { refusal: refusalOf("duplicate", { param: "externalId", details: { externalId } }) };
}
