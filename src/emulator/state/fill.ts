/** Many customers at once, for runs over many. */
import { isJsonArray, isJsonObject } from "../../domain/json.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { own, put, textOf } from "./records.ts";
import type { Store } from "./store.ts";
import type { Vendor } from "../vendor.ts";

/** How many customers to make, or customers in the vendor's own shape; in this order where both are given. */
export interface Filling {
  readonly count?: number;
  readonly customers?: readonly JsonObject[];
}

/** As many as one emulator makes of a vendor. */
export const mostMade = 1_000_000;

/**
 * Sees to it that these customers are there; gives their ids. A made one that is there already stays as it is, one that
 * is given takes the place of what is there under its id.
 */
export async function fill(store: Store, filling: Filling): Promise<readonly string[]> {
  const { count = 0, customers = [] } = filling;
  const made = madeCustomers(store.vendor, count);
  return await store.work((state) => {
    const ids: string[] = [];
    for (const customer of made) {
      const id = textOf(customer, "id");
      if (own(state.customers, id) === undefined) put(state, "customers", id, customer);
      ids.push(id);
    }
    for (const customer of customers) {
      const id = textOf(customer, "id");
      put(state, "customers", id, customer);
      ids.push(id);
    }
    return ids;
  });
}

/** The first demo customer, so many times, under ids of the vendor's form. */
function* madeCustomers(vendor: Vendor, count: number): Generator<JsonObject> {
  const [first] = Object.values(vendor.seed().customers);
  for (let n = 1; n <= count; n += 1) yield { ...first, ...vendor.numbered(n) };
}

/** Reads `{ vendor, count?, customers? }`, or says what is wrong with it. */
export function readFilling(
  given: JsonObject,
  stores: readonly Store[],
): { readonly store: Store; readonly filling: Filling } | { readonly flaws: readonly string[] } {
  const { vendor, count, customers, ...others } = given;
  const store = stores.find((candidate) => candidate.vendor.id === vendor);
  const vendors = stores.map((candidate) => candidate.vendor.id).join(", ");
  const flaws = [
    ...(store === undefined ? [`"vendor" must be one of ${vendors}`] : []),
    ...(count === undefined || isCount(count)
      ? []
      : [`"count" must be a whole number up to ${mostMade}`]),
    ...(customers === undefined || isCustomers(customers)
      ? []
      : ['"customers" must be a list of objects with an "id" each']),
    ...(count === undefined && customers === undefined ? ['"count" or "customers" is needed'] : []),
    ...Object.keys(others).map((name) => `unknown "${name}"`),
  ];
  if (store === undefined || flaws.length > 0) return { flaws };
  return {
    store,
    filling: {
      ...(isCount(count) ? { count } : {}),
      ...(isCustomers(customers) ? { customers } : {}),
    },
  };
}

function isCount(value: Json | undefined): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostMade;
}

function isCustomers(value: Json | undefined): value is readonly JsonObject[] {
  return (
    isJsonArray(value) && value.every((item) => isJsonObject(item) && textOf(item, "id") !== "")
  );
}
