/** A customer's ids in other systems (internal/api/dto/integration.go; flexprice/flexprice, internal/api/router.go). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import { answer } from "../../server/answer.ts";
import { pick, textOf } from "../../state/records.ts";
import { customerOf, put } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import { invalidFormat, refuse, unknownId } from "./errors.ts";
import { readStruct, readStructs } from "./json.ts";
import { mappingFields, validate } from "./rules.ts";
import { newRow } from "./seed.ts";

const names = Object.keys(mappingFields);

/** The links of all customers. */
export function linksIn(state: VendorState): readonly JsonObject[] {
  const kept = state.other["integrations"];
  return isJsonArray(kept) ? kept.filter(isJsonObject) : [];
}

/** POST /integrations/link, which works where `integration_entity_mapping` does not. */
export function linkCustomer(call: VendorCall): VendorAnswer {
  const struct = readStruct(call.body);
  const [link] = (struct === undefined ? undefined : readStructs([struct], names)) ?? [];
  if (link === undefined) return invalidFormat;
  const flaw = linkFlaw("LinkIntegrationMappingRequest", link);
  if (flaw !== undefined) return flaw;
  const id = textOf(link, "entity_id");
  if (link["entity_type"] !== "customer") {
    return refuse("validation_error", "The emulator links customers only");
  }
  if (customerOf(call.state, id) === undefined) return unknownId(id);
  return answer(201, { mapping: storeLink(call, link) });
}

/** What the validator says of a link; undefined when it is content. */
export function linkFlaw(struct: string, link: JsonObject): VendorAnswer | undefined {
  return validate(
    struct,
    mappingFields,
    Object.fromEntries(names.map((name) => [name, textOf(link, name)])),
  );
}

/** Keeps a link in the place of the one that the customer has with the same system. */
export function storeLink({ state, world }: VendorCall, link: JsonObject): Json {
  const isSame = (other: JsonObject) =>
    ["entity_id", "entity_type", "provider_type"].every((name) => other[name] === link[name]);
  const stored: JsonObject = {
    id: `eim_${crockfordId(world)}`,
    ...pick(link, [...names, "metadata"]),
    ...newRow(world.now()),
  };
  const others = linksIn(state).filter((other) => !isSame(other));
  put(state, "other", "integrations", [...others, stored]);
  return stored;
}
