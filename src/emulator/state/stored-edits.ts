/** Changes to stored customers that no request of the client's asked for. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { withValueAt } from "../native-path.ts";
import { own, textOf } from "./records.ts";
import { customerOf, put } from "./state.ts";
import type { Vendor, VendorAnswer, VendorState, VendorWorld } from "../vendor.ts";

/** How somebody else changes a customer; gives the customer as it is then. */
export type Edit = (customer: JsonObject) => JsonObject;

/** Sets values by path in the vendor's own record. */
export function settingPaths(set: JsonObject): Edit {
  return (customer) =>
    Object.entries(set).reduce(
      (edited, [path, value]) => withValueAt(edited, path, value),
      customer,
    );
}

/** Merges members, objects within objects; lists are replaced, null is a value like others. */
export function merging(members: JsonObject): Edit {
  return (customer) => merged(customer, members);
}

function merged(before: JsonObject, members: JsonObject): JsonObject {
  const changed = Object.entries(members).map(([name, value]) => {
    const old = own(before, name);
    return [name, isJsonObject(old) && isJsonObject(value) ? merged(old, value) : value] as const;
  });
  return { ...before, ...Object.fromEntries(changed) };
}

/** Carries an edit out and notes its time as the vendor would; undefined when there is no such customer. */
export function editStored(
  id: string,
  edit: Edit,
  state: VendorState,
  { updated }: Vendor,
  world: VendorWorld,
): JsonObject | undefined {
  const before = customerOf(state, id);
  if (before === undefined) return undefined;
  const customer = edit({ ...before, [updated.field]: updated.print(world.now()) });
  put(state, "customers", id, customer);
  return customer;
}

/** The id of the first customer that the answer shows, the outermost first. */
export function customerShown({ body }: VendorAnswer, state: VendorState): string | undefined {
  let level: readonly Json[] = body !== undefined && "json" in body ? [body.json] : [];
  while (level.length > 0) {
    const shown = level.find((value) => isStored(value, state));
    if (isJsonObject(shown)) return textOf(shown, "id");
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

/** The answer with other values in the customer it shows, wherever it stands. */
export function withCustomer(answer: VendorAnswer, id: string, edit: Edit): VendorAnswer {
  const { body } = answer;
  if (body === undefined || !("json" in body)) return answer;
  return { ...answer, body: { json: rewritten(body.json, id, edit) } };
}

function rewritten(value: Json, id: string, edit: Edit): Json {
  if (isJsonArray(value)) return value.map((item) => rewritten(item, id, edit));
  if (!isJsonObject(value)) return value;
  if (value["id"] === id) return edit(value);
  const members = Object.entries(value).map(
    ([name, member]) => [name, rewritten(member, id, edit)] as const,
  );
  return Object.fromEntries(members);
}

function isStored(value: Json, state: VendorState): boolean {
  return isJsonObject(value) && customerOf(state, textOf(value, "id")) !== undefined;
}

function childrenOf(value: Json): readonly Json[] {
  if (isJsonArray(value)) return value;
  return isJsonObject(value) ? Object.values(value) : [];
}
