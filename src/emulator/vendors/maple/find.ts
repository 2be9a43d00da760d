/** POST /customers/find at Maple (docs.maplebilling.com/pages/guides/pagination). */
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  sameJson,
} from "../../../domain/json.ts";
import { invalidField } from "../../checks.ts";
import { answer } from "../../server/answer.ts";
import { own, readObject, textOf } from "../../state/records.ts";
import { customersOf } from "../../state/state.ts";
import type { VendorAnswer, VendorCall } from "../../vendor.ts";
import * as errors from "./errors.ts";

/** Field and direction of each sort key. */
const sortKeys: Readonly<Record<string, readonly [field: string, direction: 1 | -1]>> = {
  createdAtAsc: ["created_at", 1],
  createdAtDesc: ["created_at", -1],
  updatedAtAsc: ["updated_at", 1],
  updatedAtDesc: ["updated_at", -1],
  aToZ: ["name", 1],
  zToA: ["name", -1],
};

/** Query keys that ask for the field's exact value. */
const exactKeys = [
  "email",
  "exclude_from_metrics",
  "identifier",
  "managed_externally",
  "name",
  "org_name",
  "owner_id",
  "parent_customer_id",
  "phone",
  "status",
  "title",
];

type Position = readonly [value: string | number, id: string];

/** One page of at most 100; `from_key` leads to the next one and is null at the end. */
export function findCustomers({ body: text, state }: VendorCall): VendorAnswer {
  const body = readObject(text);
  if (body === undefined) return errors.notJson;
  const pagination = isJsonObject(body["pagination"]) ? body["pagination"] : {};
  const limit = pagination["limit"];
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1 || limit > 100) {
    return invalid("pagination.limit", "must be an integer from 1 to 100");
  }
  const [field, direction] = own(sortKeys, textOf(body, "sort_key")) ?? [undefined, 1];
  if (field === undefined) {
    return invalid("sort_key", `must be one of ${Object.keys(sortKeys).join(", ")}`);
  }
  const fromKey = pagination["from_key"] ?? null;
  if (fromKey !== null && !isPosition(fromKey)) return invalid("pagination.from_key", "is unknown");
  const query = isJsonObject(body["query"]) ? body["query"] : {};
  const rest = customersOf(state)
    .filter((customer) => matches(customer, query))
    .map((customer) => ({ customer, position: positionOf(customer, field) }))
    .toSorted((left, right) => direction * compare(left.position, right.position))
    .filter(({ position }) => fromKey === null || direction * compare(position, fromKey) > 0);
  const page = rest.slice(0, limit);
  return answer(200, {
    results: page.map(({ customer }) => customer),
    pagination: { limit, from_key: rest.length > limit ? (page.at(-1)?.position ?? null) : null },
  });
}

function matches(customer: JsonObject, query: JsonObject): boolean {
  const { search, statuses, has_parent: hasParent } = query;
  const exact = exactKeys.filter((key) => Object.hasOwn(query, key) && query[key] !== null);
  return (
    exact.every((key) => sameJson(query[key], customer[key])) &&
    (typeof search !== "string" || mentions(customer, search)) &&
    (!isJsonArray(statuses) || statuses.includes(customer["status"] ?? null)) &&
    (typeof hasParent !== "boolean" || hasParent === (customer["parent_customer_id"] !== null))
  );
}

function mentions(customer: JsonObject, search: string): boolean {
  return ["name", "org_name", "email", "identifier"].some((key) =>
    textOf(customer, key).toLowerCase().includes(search.toLowerCase()),
  );
}

/** Times are compared as moments, since some carry an offset. */
function positionOf(customer: JsonObject, field: string): Position {
  const value = textOf(customer, field);
  return [field.endsWith("_at") ? Date.parse(value) : value, textOf(customer, "id")];
}

function compare(left: Position, right: Position): number {
  const index = left[0] === right[0] ? 1 : 0;
  const [one, other] = [left[index] ?? "", right[index] ?? ""];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function isPosition(value: Json): value is Position {
  return (
    isJsonArray(value) &&
    value.length === 2 &&
    ["string", "number"].includes(typeof value[0]) &&
    typeof value[1] === "string"
  );
}

function invalid(field: string, reason: string): VendorAnswer {
  return errors.invalid([invalidField(field, reason)]);
}
