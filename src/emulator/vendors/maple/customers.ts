/** Maple's customer routes below `/companies/{company_id}/customers`; answers are bare customers. */
import { isJsonObject } from "../../../domain/json.ts";
import type { Json, JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import * as errors from "./errors.ts";
import { readCreateBody, readUpdateBody, writeOnlyFields } from "./fields.ts";
import { mapleCompanyId } from "./seed.ts";
import { findBy, isoDate, own, put, readObject, textOf, without } from "../../state/records.ts";
import type { Switches, VendorAnswer, VendorState, VendorWorld } from "../../vendor.ts";

/** By id, else by identifier; both stand in the same place of the path. */
function findCustomer(key: string, state: VendorState): JsonObject | undefined {
  return own(state.customers, key) ?? findBy(state, "identifier", key);
}

export function readCustomer(key: string, state: VendorState): VendorAnswer {
  const customer = findCustomer(key, state);
  return customer === undefined ? errors.notFound : answer(200, customer);
}

export function createCustomer(
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): VendorAnswer {
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const read = readCreateBody(body, switches);
  if ("flaws" in read) return errors.invalid(read.flaws);
  const conflict = identifierTaken(read.fields, "", state);
  if (conflict !== undefined) return conflict;
  const id = `cus_${world.uuid().replaceAll("-", "")}`;
  const now = isoDate(world.now());
  const customer = {
    ...blankCustomer,
    ...without(read.fields, writeOnlyFields),
    id,
    created_at: now,
    updated_at: now,
  };
  put(state, "customers", id, customer);
  keepWriteOnly(id, read.fields, state);
  return answer(201, customer);
}

/** PATCH: a named field is replaced whole, objects included, and null clears; the switches say otherwise. */
export function updateCustomer(
  key: string,
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): VendorAnswer {
  const stored = findCustomer(key, state);
  if (stored === undefined) return errors.notFound;
  if (switches["refuseManagedExternally"] === true && stored["managed_externally"] === true) {
    return errors.managedExternally;
  }
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const read = readUpdateBody(body, switches);
  if ("flaws" in read) return errors.invalid(read.flaws);
  const id = textOf(stored, "id");
  const conflict = identifierTaken(read.fields, id, state);
  if (conflict !== undefined) return conflict;
  const named = Object.entries(read.fields).filter(
    ([, value]) => value !== null || switches["nullClears"] === true,
  );
  const changes = Object.fromEntries(
    named.map(([name, value]) => [name, valueToStore(name, value, stored, switches)]),
  );
  const customer = {
    ...stored,
    ...without(changes, writeOnlyFields),
    updated_at: isoDate(world.now()),
  };
  put(state, "customers", id, customer);
  keepWriteOnly(id, changes, state);
  return answer(200, customer);
}

/** Turns a customer that another system manages into one that is managed here. */
export function startManaging(key: string, state: VendorState, world: VendorWorld): VendorAnswer {
  const stored = findCustomer(key, state);
  if (stored === undefined) return errors.notFound;
  const customer = { ...stored, managed_externally: false, updated_at: isoDate(world.now()) };
  put(state, "customers", textOf(stored, "id"), customer);
  return answer(200, customer);
}

function valueToStore(name: string, value: Json, stored: JsonObject, switches: Switches): Json {
  const before = stored[name];
  const merged =
    (name === "metadata" && switches["mergeMetadata"] === true) ||
    (name === "address" && switches["mergeAddress"] === true);
  return merged && isJsonObject(before) && isJsonObject(value) ? { ...before, ...value } : value;
}

function keepWriteOnly(id: string, fields: JsonObject, state: VendorState): void {
  const named = Object.entries(fields).filter(([name]) => writeOnlyFields.includes(name));
  if (named.length === 0) return;
  const slot = `write-only ${id}`;
  const before = own(state.other, slot);
  put(state, "other", slot, {
    ...(isJsonObject(before) ? before : {}),
    ...Object.fromEntries(named),
  });
}

function identifierTaken(
  fields: JsonObject,
  id: string,
  state: VendorState,
): VendorAnswer | undefined {
  const identifier = fields["identifier"];
  if (typeof identifier !== "string") return undefined;
  const holder = findBy(state, "identifier", identifier);
  if (holder === undefined || holder["id"] === id) return undefined;
  return errors.invalid([{ field: "identifier", kind: "invalid", reason: "is already taken" }]);
}

const blankCustomer: JsonObject = {
  id: "",
  company_id: mapleCompanyId,
  identifier: null,
  name: null,
  org_name: null,
  email: null,
  phone: null,
  title: null,
  locale: "en",
  status: "ACTIVE",
  exclude_from_metrics: false,
  managed_externally: false,
  address: null,
  billing_emails: [],
  owner_id: null,
  parent_customer_id: null,
  metadata: {},
  customer_integration_metadata: {},
  mrr: { currency: "USD", value_in_cents: 0 },
  arr: { currency: "USD", value_in_cents: 0 },
  computed_entitlements: [],
  integration_references: [],
};
