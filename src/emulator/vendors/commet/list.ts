/** Commet's list of customers: cursor, limit, externalId (sdk-reference.md). */
import type { JsonObject } from "../../../domain/json.ts";
import { invalidField } from "../../checks.ts";
import { customersOf } from "../../state/state.ts";
import type { CommetCall } from "./customers.ts";
import { invalid, type Refusal } from "./errors.ts";

/** One page; `nextCursor` is undefined on the last one. */
export type Page =
  | {
      readonly customers: readonly JsonObject[];
      readonly nextCursor: string | undefined;
      readonly refusal?: never;
    }
  | { readonly refusal: Refusal };

/** Newest first, 25 to a page unless asked for 1 to 100. */
export function listCustomers({ query, state, livemode }: CommetCall): Page {
  const limit = query.get("limit") ?? "25";
  if (!/^\d{1,3}$/u.test(limit) || Number(limit) < 1 || Number(limit) > 100) {
    return refuse("limit", "must be between 1 and 100");
  }
  const externalId = query.get("externalId");
  const all = customersOf(state)
    .filter((customer) => customer["livemode"] === livemode)
    .filter((customer) => externalId === null || customer["externalId"] === externalId)
    .toSorted((a, b) => createdAt(b) - createdAt(a));
  const start = startOf(query.get("cursor"), all);
  if (start === undefined) return refuse("cursor", "is not a cursor of this list");
  const customers = all.slice(start, start + Number(limit));
  const last = customers.at(-1);
  const more = last !== undefined && start + customers.length < all.length;
  return { customers, nextCursor: more ? cursorAfter(last) : undefined };
}

function startOf(cursor: string | null, all: readonly JsonObject[]): number | undefined {
  if (cursor === null) return 0;
  const index = all.findIndex((customer) => cursorAfter(customer) === cursor);
  return index < 0 ? undefined : index + 1;
}

function createdAt({ createdAt: at }: JsonObject): number {
  return typeof at === "string" ? Date.parse(at) : 0;
}

function cursorAfter({ id }: JsonObject): string {
  return typeof id === "string" ? id.replace("cus_", "cur_") : "";
}

function refuse(field: string, reason: string): Page {
  return { refusal: invalid([invalidField(field, reason)]) };
}
