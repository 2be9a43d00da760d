/** Many customers at once, for runs over many. */
import { compact } from "../../domain/compact.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { textOf } from "./records.ts";
import { makeCustomers, put } from "./state.ts";
import type { Store } from "./store.ts";

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
  return await store.work((state) => {
    const made = makeCustomers(state, count);
    const given = customers.map((customer) => {
      const id = textOf(customer, "id");
      put(state, "customers", id, customer);
      return id;
    });
    return [...made, ...given];
  });
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
    store === undefined && `"vendor" must be one of ${vendors}`,
    !isCount(count) && `"count" must be a whole number up to ${mostMade}`,
    !isCustomers(customers) && '"customers" must be a list of objects with an "id" each',
    count === undefined && customers === undefined && '"count" or "customers" is needed',
    ...Object.keys(others).map((name) => `unknown "${name}"`),
  ].filter((flaw) => flaw !== false);
  if (store === undefined || flaws.length > 0) return { flaws };
  if (!isCount(count) || !isCustomers(customers)) return { flaws };
  return { store, filling: compact({ count, customers }) };
}

function isCount(value: Json | undefined): value is number | undefined {
  if (value === undefined) return true;
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostMade;
}

function isCustomers(value: Json | undefined): value is readonly JsonObject[] | undefined {
  if (value === undefined) return true;
  return (
    isJsonArray(value) && value.every((item) => isJsonObject(item) && textOf(item, "id") !== "")
  );
}
