/** Flexprice's customers: read, create, delete (internal/api/v1/customer.go, internal/ee/service/customer.go). */
import { isJsonArray, type JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import { answer } from "../../server/answer.ts";
import { textOf } from "../../state/records.ts";
import { customerOf, findBy, put } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import { keptPersons, personsFlaw, withPersons } from "./contact-persons.ts";
import { invalidFormat, refuse, taken, unknownId, unknownLookupKey } from "./errors.ts";
import { linkFlaw, linksIn, storeLink } from "./links.ts";
import { readRequest } from "./request.ts";
import { addressFlaw, createFields, fitsTable, holdsNul, leftOut, validate } from "./rules.ts";
import { newRow, userId } from "./seed.ts";
import { linkTaxes, overridesFlaw, taxFlaw } from "./tax.ts";
import { goTime } from "./time.ts";

/** What no database can be asked by. */
const unaskable = refuse("database_error", "Failed to get customer");

/** By id; gives archived ones too. */
export function readCustomer(call: VendorCall, id: string): VendorAnswer {
  if (holdsNul(id)) return unaskable;
  return sayCustomer(customerOf(call.state, id), unknownId(id), call);
}

/** By the caller's own id; an archived customer is not found. */
export function lookUpCustomer(call: VendorCall, key: string): VendorAnswer {
  if (holdsNul(key)) return unaskable;
  return sayCustomer(findPublished(key, call.state), unknownLookupKey(key), call);
}

function sayCustomer(
  customer: JsonObject | undefined,
  missing: VendorAnswer,
  { query, state }: VendorCall,
): VendorAnswer {
  const expand = query.get("expand");
  const flaw = expandFlaw(expand);
  if (flaw !== undefined) return flaw;
  return customer === undefined ? missing : answer(200, expanded(customer, expand, state));
}

/** The one customer that is published under an external id; archived ones may share it. */
export function findPublished(externalId: string, state: VendorState): JsonObject | undefined {
  return findBy(state, "external_id", externalId, (customer) => customer["status"] === "published");
}

/** `integrations` is the only name that may be expanded. */
export function expandFlaw(expand: string | null | undefined): VendorAnswer | undefined {
  const field = (expand ?? "").split(",").find((name) => name !== "" && name !== "integrations");
  if (field === undefined) return undefined;
  return refuse("validation_error", "Field is not allowed to be expanded", { field });
}

/** With `integrations` where they were asked for and there are some; no answer to a write has them. */
export function expanded(
  customer: JsonObject,
  expand: string | null | undefined,
  state: VendorState,
): JsonObject {
  if (expand === null || expand === undefined || expand === "") return customer;
  const integrations = linksIn(state).filter((link) => link["entity_id"] === customer["id"]);
  return integrations.length === 0 ? customer : { ...customer, integrations };
}

/** Here "" stands for absent in every optional field; `integration_entity_mapping` is checked, not stored. */
export function createCustomer(call: VendorCall): VendorAnswer {
  const { body, state, world } = call;
  const request = readRequest(body, createFields);
  if (request === undefined) return invalidFormat;
  const given = Object.fromEntries(Object.entries(request.texts).filter(([, text]) => text !== ""));
  const flaw =
    validate("CreateCustomerRequest", createFields, { external_id: "", name: "", ...given }) ??
    firstFlaw(request.mappings) ??
    personsFlaw("CreateCustomerRequest", request.persons) ??
    taxFlaw(request.metadata ?? {}) ??
    overridesFlaw(request.taxes);
  if (flaw !== undefined) return flaw;
  const id = `cust_${crockfordId(world)}`;
  const unset = Object.keys(createFields).filter((name) => !leftOut.includes(name));
  const created: JsonObject = {
    id,
    ...Object.fromEntries(unset.map((name) => [name, ""])),
    timezone: "UTC",
    ...given,
    metadata: request.metadata ?? null,
    ...newRow(world.now()),
  };
  const customer = withPersons(created, keptPersons(request.persons ?? [], world));
  const broken = addressFlaw(customer);
  if (broken !== undefined) return broken;
  if (!fitsTable(customer)) return refuse("database_error", "Failed to create customer");
  const externalId = textOf(customer, "external_id");
  if (findPublished(externalId, state) !== undefined) return taken({ external_id: externalId });
  put(state, "customers", id, customer);
  keepMappings(call, id, request.mappings);
  linkTaxes(call, id, request.taxes);
  return answer(201, customer);
}

function firstFlaw(mappings: readonly JsonObject[]): VendorAnswer | undefined {
  const struct = "CreateEntityIntegrationMappingRequest";
  return mappings.map((link) => linkFlaw(struct, link)).find((flaw) => flaw !== undefined);
}

/** Decoded and dropped, unless the switch says that it is kept as the page "Update customer" lets one think. */
export function keepMappings(call: VendorCall, id: string, mappings: readonly JsonObject[]): void {
  if (call.switches["storeMapping"] !== true) return;
  for (const link of mappings) storeLink(call, { ...link, entity_id: id, entity_type: "customer" });
}

/** Archives; a second time there is nothing to delete. */
export function deleteCustomer({ state, world }: VendorCall, id: string): VendorAnswer {
  const customer = customerOf(state, id);
  if (customer === undefined) return unknownId(id);
  if (customer["status"] !== "published") return refuse("not_found", "Customer does not exist");
  const subscribed = state.other["subscribed"];
  if (isJsonArray(subscribed) && subscribed.includes(id)) {
    return refuse(
      "invalid_operation",
      "Please cancel all subscriptions before deleting the customer",
    );
  }
  const stamp = { updated_at: goTime(world.now()), updated_by: userId };
  put(state, "customers", id, { ...customer, status: "archived", ...stamp });
  return { status: 204, body: undefined };
}
