/** Commet's customers: read, create, update. */
import { isJsonObject } from "../../../domain/json.ts";
import type { Json, JsonObject } from "../../../domain/json.ts";
import * as check from "../../checks.ts";
import { customerNotFound, duplicate, invalid } from "./errors.ts";
import type { Refusal } from "./errors.ts";
import { readFields } from "./fields.ts";
import type { Contract } from "./versions.ts";
import { isoDate, own, put, without } from "../../state/records.ts";
import type { Switches, VendorState, VendorWorld } from "../../vendor.ts";

/** What a request is read with. */
export interface Session {
  readonly contract: Contract;
  /** The organisation of the key: a sandbox key never sees live customers (sdk-reference.md). */
  readonly livemode: boolean;
  readonly state: VendorState;
  readonly world: VendorWorld;
  readonly switches: Switches;
}

/** A customer to answer with, or an error. */
export type Result =
  | { readonly status: number; readonly customer: JsonObject; readonly refusal?: never }
  | { readonly refusal: Refusal };

/** Customers of the session's organisation. */
export function customersOf({ state, livemode }: Session): readonly JsonObject[] {
  return Object.values(state.customers).filter((customer) => customer["livemode"] === livemode);
}

/** By `cus_…` only: that an external id stands in the path as well is said nowhere. */
export function readCustomer(id: string, session: Session): Result {
  const customer = find(id, session);
  if (customer === undefined) return { refusal: customerNotFound(id) };
  return { status: 200, customer };
}

/**
 * Creates a customer. One with the caller's own `id` comes back as it is, the other fields unread
 * (manage-customers.md): creating is not a way to update.
 */
export function createCustomer(body: Json, session: Session): Result {
  const { contract, livemode, state, world, switches } = session;
  const read = readFields(body, contract, switches, {
    id: check.matching(/^.{1,100}$/su, "must be a string of 1 to 100 characters"),
    addressId: check.matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu, "must be a UUID"),
  });
  if (read.flaws !== undefined) return { refusal: invalid(read.flaws) };
  const { id: ownId, address, addressId: _, ...fields } = read.fields;
  if (typeof fields["email"] !== "string") {
    const flaw = { field: contract.emailName, kind: "missing", reason: "is required" } as const;
    return { refusal: invalid([flaw]) };
  }
  if (ownId !== undefined && ownId !== null) {
    const existing = findByExternalId(ownId, session);
    if (existing !== undefined) return { status: 200, customer: existing };
  }
  const externalId = ownId ?? fields["externalId"] ?? null;
  if (typeof externalId === "string" && findByExternalId(externalId, session) !== undefined) {
    return { refusal: duplicate(externalId) };
  }
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
export function updateCustomer(id: string, body: Json, session: Session): Result {
  const { contract, state, world, switches } = session;
  const before = find(id, session);
  if (before === undefined) return { refusal: customerNotFound(id) };
  const read = readFields(body, contract, switches);
  if (read.flaws !== undefined) return { refusal: invalid(read.flaws) };
  const { fields } = read;
  if (fields["email"] === null) {
    const flaw = {
      field: contract.emailName,
      kind: "invalid",
      reason: "must be an email",
    } as const;
    return { refusal: invalid([flaw]) };
  }
  const externalId = fields["externalId"];
  if (typeof externalId === "string") {
    const holder = findByExternalId(externalId, session);
    if (holder !== undefined && holder["id"] !== id) return { refusal: duplicate(externalId) };
  }
  const customer: JsonObject = {
    ...before,
    ...timezoneDefault(session),
    ...without(fields, ["address"]),
    ...mergedMetadata(before["metadata"], fields["metadata"], switches),
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
function timezoneDefault({ contract, switches }: Session): JsonObject {
  const resets = contract.timezoneDefault || switches["timezoneDefault"] === true;
  return resets && contract.updateMethod === "PUT" ? { timezone: "UTC" } : {};
}

/** Whether the map is merged or replaced is stated nowhere; replaced, a client that sends one key loses the others. */
function mergedMetadata(before: Json | undefined, sent: Json | undefined, switches: Switches) {
  if (switches["replaceMetadata"] !== false) return {};
  return isJsonObject(before) && isJsonObject(sent) ? { metadata: { ...before, ...sent } } : {};
}

/** Write-only: no answer and no webhook carries the address. A new one takes the place of the whole old one. */
function keepAddress(id: string, address: Json | undefined, state: VendorState): void {
  if (address !== undefined) put(state, "other", `address ${id}`, address);
}

function find(id: string, { state, livemode }: Session): JsonObject | undefined {
  const customer = own(state.customers, id);
  return customer?.["livemode"] === livemode ? customer : undefined;
}

function findByExternalId(externalId: Json, session: Session): JsonObject | undefined {
  return customersOf(session).find((customer) => customer["externalId"] === externalId);
}
