/** Maple's customer routes below `/companies/{company_id}/customers`; answers are bare customers. */
import type { Json, JsonObject } from "../../../domain/json.ts";
import { invalidField } from "../../checks.ts";
import { answer } from "../../server/answer.ts";
import {
  isoDate,
  mergedInto,
  own,
  pick,
  readObject,
  textOf,
  without,
} from "../../state/records.ts";
import { customerOf, findBy, put } from "../../state/state.ts";
import type { Switches, VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import * as errors from "./errors.ts";
import { readCreateBody, readUpdateBody, writeOnlyFields } from "./fields.ts";
import { mapleCompanyId } from "./seed.ts";

/** By id, else by identifier; both stand in the same place of the path. */
function findCustomer(key: string, state: VendorState): JsonObject | undefined {
  return customerOf(state, key) ?? findBy(state, "identifier", key);
}

export function readCustomer({ state }: VendorCall, _company: string, key: string): VendorAnswer {
  const customer = findCustomer(key, state);
  return customer === undefined ? errors.refuse("notFound") : answer(200, customer);
}

export function createCustomer({ body: text, state, world, switches }: VendorCall): VendorAnswer {
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const { fields, flaws } = readCreateBody(body, switches);
  if (fields === undefined) return errors.invalid(flaws);
  const conflict = identifierTaken(fields, "", state);
  if (conflict !== undefined) return conflict;
  const id = `cus_${world.uuid().replaceAll("-", "")}`;
  const now = isoDate(world.now());
  const named = without(fields, writeOnlyFields);
  const customer = { ...blankCustomer, ...named, id, created_at: now, updated_at: now };
  put(state, "customers", id, customer);
  keepWriteOnly(id, fields, state);
  return answer(201, customer);
}

/** PATCH: a named field is replaced whole, objects included, and null clears; the switches say otherwise. */
export function updateCustomer(
  { body: text, state, world, switches }: VendorCall,
  _company: string,
  key: string,
): VendorAnswer {
  const stored = findCustomer(key, state);
  if (stored === undefined) return errors.refuse("notFound");
  if (switches["refuseManagedExternally"] === true && stored["managed_externally"] === true) {
    return errors.refuse("managedExternally");
  }
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const { fields, flaws } = readUpdateBody(body, switches);
  if (fields === undefined) return errors.invalid(flaws);
  const id = textOf(stored, "id");
  const conflict = identifierTaken(fields, id, state);
  if (conflict !== undefined) return conflict;
  const changes: JsonObject = Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null || switches["nullClears"] === true)
      .map(([name, value]) => [name, valueToStore(name, value, stored, switches)]),
  );
  const named = without(changes, writeOnlyFields);
  const customer = { ...stored, ...named, updated_at: isoDate(world.now()) };
  put(state, "customers", id, customer);
  keepWriteOnly(id, changes, state);
  return answer(200, customer);
}

/** Turns a customer that another system manages into one that is managed here. */
export function startManaging(
  { state, world }: VendorCall,
  _company: string,
  key: string,
): VendorAnswer {
  const stored = findCustomer(key, state);
  if (stored === undefined) return errors.refuse("notFound");
  const customer = { ...stored, managed_externally: false, updated_at: isoDate(world.now()) };
  put(state, "customers", textOf(stored, "id"), customer);
  return answer(200, customer);
}

function valueToStore(name: string, value: Json, stored: JsonObject, switches: Switches): Json {
  const merges =
    (name === "metadata" && switches["mergeMetadata"] === true) ||
    (name === "address" && switches["mergeAddress"] === true);
  return merges ? mergedInto(stored[name], value) : value;
}

function keepWriteOnly(id: string, fields: JsonObject, state: VendorState): void {
  const named = pick(fields, writeOnlyFields);
  if (Object.keys(named).length === 0) return;
  const slot = `write-only ${id}`;
  put(state, "other", slot, mergedInto(own(state.other, slot), named));
}

function identifierTaken(
  { identifier }: JsonObject,
  id: string,
  state: VendorState,
): VendorAnswer | undefined {
  if (typeof identifier !== "string") return undefined;
  const holder = findBy(state, "identifier", identifier, (customer) => customer["id"] !== id);
  return holder && errors.invalid([invalidField("identifier", "is already taken")]);
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
