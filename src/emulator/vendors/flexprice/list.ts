/** Flexprice's lists: GET with a query, POST /customers/search with a filter (internal/types/{filter,customer}.go). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { customersOf } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import { expanded, expandFlaw } from "./customers.ts";
import { refuse } from "./errors.ts";
import { isOptionalText, readStruct } from "./json.ts";

interface Filter {
  readonly limit: number;
  readonly offset: number;
  readonly order: string;
  readonly sort: string;
  readonly expand: string | undefined;
  readonly holds: (customer: JsonObject) => boolean;
}

const badFilter = refuse("validation_error", "Invalid filter parameters");
const sortable = ["created_at", "updated_at", "name", "email", "external_id"];
const texts = ["status", "order", "expand", "email", "external_id"];
const lists = ["external_ids", "customer_ids"];

/** GET: every filter is a query parameter, lists by repetition. */
export function listCustomers({ query, state }: VendorCall): VendorAnswer {
  const given: Record<string, Json> = {};
  for (const name of [...texts, "sort"]) given[name] = query.get(name);
  for (const name of lists) given[name] = query.getAll(name);
  for (const name of ["limit", "offset"]) {
    const text = query.get(name);
    if (text !== null && !/^-?\d{1,9}$/u.test(text)) return badFilter;
    given[name] = text === null ? null : Number(text);
  }
  return list({ ...given, sort: query.has("sort") ? [{ field: query.get("sort") }] : null }, state);
}

/** POST: a JSON filter; here `sort` must be a list of `{field, direction}`. */
export function searchCustomers({ body, state }: VendorCall): VendorAnswer {
  const struct = readStruct(body);
  return struct === undefined ? badFilter : list(struct, state);
}

function list(given: JsonObject, state: VendorState): VendorAnswer {
  const filters = given["filters"];
  if (isJsonArray(filters) && filters.length > 0) {
    return refuse("not_implemented", "The emulator does not evaluate filters[]");
  }
  const filter = readFilter(given);
  if (filter === undefined) return badFilter;
  const flaw = expandFlaw(filter.expand) ?? rangeFlaw(filter);
  if (flaw !== undefined) return flaw;
  const { limit, offset, order, sort, expand, holds } = filter;
  const all = customersOf(state)
    .filter(holds)
    .toSorted((a, b) => compare(a[sort], b[sort]) * (order === "asc" ? 1 : -1));
  return answer(200, {
    items: all.slice(offset, offset + limit).map((customer) => expanded(customer, expand, state)),
    // The offset of the next page, past the end too (internal/types/pagination.go).
    pagination: { total: all.length, limit, offset: offset + limit },
  });
}

/** Undefined where Go would not decode the filter. */
function readFilter(given: JsonObject): Filter | undefined {
  const { limit, offset, sort, metadata } = given;
  if (!texts.every((name) => isOptionalText(given[name]))) return undefined;
  if (!lists.every((name) => isTexts(given[name]))) return undefined;
  if (!isOptionalInteger(limit) || !isOptionalInteger(offset)) return undefined;
  const first = isJsonArray(sort) ? sort[0] : undefined;
  if (sort !== undefined && sort !== null && !isJsonArray(sort)) return undefined;
  const { field, direction } = isJsonObject(first) ? first : {};
  const wanted: readonly (readonly [string, Json])[] = Object.entries(
    isJsonObject(metadata) ? metadata : {},
  );
  const ids = chosen(given["customer_ids"]);
  const keys = chosen(given["external_ids"]);
  return {
    limit: (limit ?? 0) ? Number(limit) : 50,
    offset: offset ?? 0,
    order: text(direction) || text(given["order"]) || "desc",
    sort: typeof field === "string" && sortable.includes(field) ? field : "created_at",
    expand: text(given["expand"]),
    holds: (customer) =>
      customer["status"] === (text(given["status"]) || "published") &&
      ["email", "external_id"].every(
        (name) => text(given[name]) === "" || customer[name] === given[name],
      ) &&
      (ids.length === 0 || ids.includes(customer["id"] ?? null)) &&
      (keys.length === 0 || keys.includes(customer["external_id"] ?? null)) &&
      wanted.every(([key, value]) => {
        const kept = customer["metadata"];
        return isJsonObject(kept) && Object.hasOwn(kept, key) && kept[key] === value;
      }),
  };
}

function rangeFlaw({ limit, offset, order }: Filter): VendorAnswer | undefined {
  const details: JsonObject | undefined =
    limit < 1 || limit > 1000
      ? { limit: "must be between 1 and 1000" }
      : offset < 0
        ? { offset: "must be non-negative" }
        : order === "asc" || order === "desc"
          ? undefined
          : { order: "must be either 'asc' or 'desc'" };
  return details && refuse("validation_error", "Invalid filter parameters", details);
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function chosen(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function isTexts(value: Json | undefined): boolean {
  return (value ?? null) === null || (isJsonArray(value) && value.every(isOptionalText));
}

function isOptionalInteger(value: Json | undefined): value is number | null | undefined {
  return value === undefined || value === null || Number.isSafeInteger(value);
}

/** Moments by what they mean, other texts by their characters. */
function compare(left: Json | undefined, right: Json | undefined): number {
  const moments = Date.parse(text(left)) - Date.parse(text(right));
  if (/^\d{4}-\d\d-\d\dT/u.test(text(left)) && moments !== 0) return moments;
  return text(left) < text(right) ? -1 : Number(text(left) > text(right));
}
