/** Vayu's customer routes below `/customers`. */
import { isJsonObject } from "../../../domain/json.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { findBy, isoDate, own, put, readObject, remove } from "../../state/records.ts";
import type { Switches, VendorAnswer, VendorState, VendorWorld } from "../../vendor.ts";
import * as errors from "./errors.ts";
import { vayuFlaws } from "./fields.ts";

/** The two arrays whose update schema has `default: []`: left out, they are emptied. */
const defaultedArrays = ["aliases", "taxIds"];

/** What PUT neither takes nor, when it replaces the whole record, drops. */
const keptAlways = ["id", "name", "createdAt", "updatedAt"];

export function readCustomer(id: string, state: VendorState): VendorAnswer {
  if (!isObjectId(id)) return errors.invalidParameter("customerId");
  const customer = own(state.customers, id);
  return customer === undefined ? unknownId(id) : answer(200, { customer });
}

/** By `externalId` or `name`; the status of a miss is not documented, so a switch says it. */
export function lookUpCustomer(
  key: "externalId" | "name",
  value: string,
  state: VendorState,
  switches: Switches,
): VendorAnswer {
  const customer = findBy(state, key, value);
  if (customer !== undefined) return answer(200, { customer });
  return switches["lookupMiss"] === "400"
    ? errors.invalidParameter(key)
    : errors.notFound(`Customer with ${key} ${value} not found`);
}

export function createCustomer(
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): VendorAnswer {
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const flaws = vayuFlaws(body, ["name"], switches);
  if (flaws.length > 0) return errors.invalidBody(flaws);
  const conflict = externalIdTaken(body, "", state);
  if (conflict !== undefined) return conflict;
  const id = world.uuid().replaceAll("-", "").slice(0, 24);
  const now = isoDate(world.now());
  const customer = { id, aliases: [], taxIds: [], ...body, createdAt: now, updatedAt: now };
  put(state, "customers", id, customer);
  return answer(200, { customer });
}

/** PUT: named fields are replaced whole, lists and the address included; what is left out depends on the switches. */
export function updateCustomer(
  id: string,
  text: string,
  state: VendorState,
  world: VendorWorld,
  switches: Switches,
): VendorAnswer {
  if (!isObjectId(id)) return errors.invalidParameter("customerId");
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const flaws = vayuFlaws(body, [], switches);
  if (flaws.length > 0) return errors.invalidBody(flaws);
  const stored = own(state.customers, id);
  if (stored === undefined) return unknownId(id);
  const conflict = externalIdTaken(body, id, state);
  if (conflict !== undefined) return conflict;
  const customer = {
    ...(switches["replaceWhole"] === true ? pick(stored, keptAlways) : stored),
    ...(switches["arrayDefaults"] === true ? emptyArrays() : {}),
    ...mergedAddress(stored, body, switches),
    updatedAt: isoDate(world.now()),
  };
  put(state, "customers", id, customer);
  return answer(200, { customer });
}

/** DELETE answers with the record and `deletedAt`, then forgets it. */
export function deleteCustomer(id: string, state: VendorState, world: VendorWorld): VendorAnswer {
  if (!isObjectId(id)) return errors.invalidParameter("customerId");
  const customer = own(state.customers, id);
  if (customer === undefined) return unknownId(id);
  remove(state, "customers", id);
  return answer(200, { customer: { ...customer, deletedAt: isoDate(world.now()) } });
}

function mergedAddress(stored: JsonObject, body: JsonObject, switches: Switches): JsonObject {
  const [before, after] = [stored["address"], body["address"]];
  if (switches["mergeAddress"] !== true || !isJsonObject(before) || !isJsonObject(after))
    return body;
  return { ...body, address: { ...before, ...after } };
}

function externalIdTaken(
  body: JsonObject,
  id: string,
  state: VendorState,
): VendorAnswer | undefined {
  const externalId = body["externalId"];
  if (typeof externalId !== "string") return undefined;
  const holder = findBy(state, "externalId", externalId);
  return holder === undefined || holder["id"] === id ? undefined : errors.taken(externalId);
}

function emptyArrays(): JsonObject {
  return Object.fromEntries(defaultedArrays.map((name) => [name, []]));
}

function pick(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

function isObjectId(id: string): boolean {
  return /^[0-9a-fA-F]{24}$/u.test(id);
}

function unknownId(id: string): VendorAnswer {
  return errors.notFound(`Customer with id ${id} not found`);
}
