/** Vayu's customer routes below `/customers`. */
import type { JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { isoDate, mergedInto, pick, readObject } from "../../state/records.ts";
import { customerOf, findBy, put, remove } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import * as errors from "./errors.ts";
import { listedMembers, vayuFlaws } from "./fields.ts";

/** The two arrays whose update schema has `default: []`: left out, they are emptied. */
const emptyArrays: JsonObject = { aliases: [], taxIds: [] };

/** What PUT neither takes nor, when it replaces the whole record, drops. */
const keptAlways = ["id", "name", "createdAt", "updatedAt"];

/** Figures that the server computes (vayu-py 0.3.11). */
const computed = [
  "totalOutstandingAmount",
  "openAmount",
  "overdueAmount",
  "pendingPaymentAmount",
  "paidAmount",
];

export function readCustomer({ state }: VendorCall, id: string): VendorAnswer {
  const customer = customerOf(state, id);
  if (customer !== undefined) return answer(200, { customer });
  return isObjectId(id) ? unknownId(id) : errors.invalidParameter("customerId");
}

/** By `externalId` or `name`; the status of a miss is not documented, so a switch says it. */
export function lookUpBy(key: "externalId" | "name") {
  return ({ state, switches }: VendorCall, value: string): VendorAnswer => {
    const customer = findBy(state, key, value);
    if (customer !== undefined) return answer(200, { customer });
    return switches["lookupMiss"] === "400"
      ? errors.invalidParameter(key)
      : errors.refuse("resource_not_found", `Customer with ${key} ${value} not found`);
  };
}

export function createCustomer({ body: text, state, world, switches }: VendorCall): VendorAnswer {
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const flaws = vayuFlaws(body, ["name"], switches);
  if (flaws.length > 0) return errors.invalidBody(flaws);
  const conflict = externalIdTaken(body, "", state);
  if (conflict !== undefined) return conflict;
  const id = world.uuid().replaceAll("-", "").slice(0, 24);
  const now = isoDate(world.now());
  const customer = { id, ...emptyArrays, ...body, createdAt: now, updatedAt: now };
  put(state, "customers", id, customer);
  return answer(200, { customer });
}

/** PUT: named fields are replaced whole, lists and the address included; what is left out depends on the switches. */
export function updateCustomer(call: VendorCall, id: string): VendorAnswer {
  const { state, world, switches } = call;
  if (!isObjectId(id)) return errors.invalidParameter("customerId");
  const body = readObject(call.body);
  if (body === undefined) return errors.notJson;
  const flaws = vayuFlaws(body, [], switches);
  if (flaws.length > 0) return errors.invalidBody(flaws);
  const stored = customerOf(state, id);
  if (stored === undefined) return unknownId(id);
  const conflict = externalIdTaken(body, id, state);
  if (conflict !== undefined) return conflict;
  const { address } = body;
  const merges = switches["mergeAddress"] === true && address !== undefined;
  const customer: JsonObject = {
    ...kept(stored, switches),
    ...(switches["arrayDefaults"] === true ? emptyArrays : {}),
    ...body,
    ...(merges ? { address: mergedInto(stored["address"], address) } : {}),
    updatedAt: isoDate(world.now()),
  };
  put(state, "customers", id, customer);
  return answer(200, { customer });
}

/**
 * What is there before the body is laid over it. Members of a record that the update's schema does not list, such as
 * `status` and `externalIntegration` (the newest generated models), cannot be in the body.
 */
function kept(stored: JsonObject, switches: VendorCall["switches"]): JsonObject {
  if (switches["replaceWhole"] === true) return pick(stored, [...keptAlways, ...computed]);
  return switches["dropUnlisted"] === true
    ? pick(stored, [...keptAlways, ...computed, ...listedMembers])
    : stored;
}

/** DELETE answers with the record and `deletedAt`, then forgets it. */
export function deleteCustomer(call: VendorCall, id: string): VendorAnswer {
  const customer = customerOf(call.state, id);
  if (customer === undefined) return readCustomer(call, id);
  remove(call.state, "customers", id);
  return answer(200, { customer: { ...customer, deletedAt: isoDate(call.world.now()) } });
}

function externalIdTaken(
  { externalId }: JsonObject,
  id: string,
  state: VendorState,
): VendorAnswer | undefined {
  if (typeof externalId !== "string") return undefined;
  const holder = findBy(state, "externalId", externalId, (customer) => customer["id"] !== id);
  const message = `Customer with externalId ${externalId} already exists`;
  return holder && errors.refuse("resource_already_exists", message, "externalId");
}

function isObjectId(id: string): boolean {
  return /^[0-9a-fA-F]{24}$/u.test(id);
}

function unknownId(id: string): VendorAnswer {
  return errors.refuse("resource_not_found", `Customer with id ${id} not found`);
}
