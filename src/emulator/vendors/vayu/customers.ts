/** Vayu's customer routes below `/customers`. */
import { isJsonArray, isJsonObject, type JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { isoDate, mergedInto, pick, readObject, without } from "../../state/records.ts";
import { customerOf, customersOf, findBy, put, remove } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import * as errors from "./errors.ts";
import { amounts, listedMembers, vayuFlaws } from "./fields.ts";

/** The two arrays whose update schema has `default: []`: left out, they are emptied. */
const emptyArrays: JsonObject = { aliases: [], taxIds: [] };

/** What PUT neither takes nor, when it replaces the whole record, drops. */
const keptAlways = ["id", "name", "createdAt", "updatedAt", ...amounts];

export function readCustomer({ state }: VendorCall, id: string): VendorAnswer {
  const customer = customerOf(state, id.toLowerCase());
  if (customer !== undefined) return answer(200, { customer });
  return isObjectId(id) ? unknownId(id) : errors.invalidParameter("customerId");
}

/** By `externalId` or `name`; a miss is a 404 (vayu-py 0.3.11). */
export function lookUpBy(key: "externalId" | "name") {
  return ({ state }: VendorCall, value: string): VendorAnswer => {
    const customer = findBy(state, key, value);
    if (customer !== undefined) return answer(200, { customer });
    return errors.refuse("resource_not_found", `Customer with ${key} ${value} not found`);
  };
}

/** As the schema spells them. */
const integrationTypes: readonly string[] = `
  Hubspot Stripe NetSuite Salesforce QuickBooks Slack S3 Vayu Morning Anrok Snowflake Connact Xero
`
  .trim()
  .split(/\s+/u);

/** By the customer's id in another system. */
export function lookUpIntegration({ state }: VendorCall, type: string, id: string): VendorAnswer {
  if (!integrationTypes.includes(type)) return errors.invalidParameter("integrationType");
  const customer = customersOf(state).find(({ externalIntegration: links = null }) =>
    (isJsonArray(links) ? links : [])
      .filter(isJsonObject)
      .some((link) => link["type"] === type && link["id"] === id),
  );
  if (customer !== undefined) return answer(200, { customer });
  return errors.refuse("resource_not_found", `Customer with ${type} id ${id} not found`);
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
  const kept = switches["amounts"] === "store" ? body : without(body, amounts);
  const customer = { id, ...emptyArrays, ...kept, createdAt: now, updatedAt: now };
  put(state, "customers", id, customer);
  return answer(200, { customer });
}

/** PUT: named fields are replaced whole, lists and the address included; what is left out depends on the switches. */
export function updateCustomer(call: VendorCall, given: string): VendorAnswer {
  const { state, world, switches } = call;
  if (!isObjectId(given)) return errors.invalidParameter("customerId");
  const id = given.toLowerCase();
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
    ...(switches["amounts"] === "store" ? body : without(body, amounts)),
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
  if (switches["replaceWhole"] === true) return pick(stored, keptAlways);
  return switches["dropUnlisted"] === true
    ? pick(stored, [...keptAlways, ...listedMembers])
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
