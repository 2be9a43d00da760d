/** Flexprice's lists: GET with a query, POST /customers/search with a filter (internal/types/{filter,customer}.go). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { memberAt } from "../../../domain/members.ts";
import { answer } from "../../server/answer.ts";
import { own } from "../../state/records.ts";
import { customersOf } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import { expanded, expandFlaw } from "./customers.ts";
import { refuse } from "./errors.ts";
import { conditionsIn } from "./filters.ts";
import { isOptionalText, readStruct } from "./json.ts";
import { holdsNul } from "./rules.ts";

const badFilter = refuse("validation_error", "Invalid filter parameters");
const sortable = ["created_at", "updated_at", "name", "email", "external_id"];
const texts = ["status", "order", "expand", "email", "external_id", "start_time", "end_time"];
const lists = ["external_ids", "customer_ids"];
const integers = ["limit", "offset"];
/** What the database is asked by. */
const asked = ["status", "email", "external_id", ...lists, "metadata", "filters"];

/** What Go decodes each member of a filter into; null and absent are one. */
const types: readonly (readonly [names: readonly string[], fits: (value: Json) => boolean])[] = [
  [texts, isOptionalText],
  [lists, (value) => isJsonArray(value) && value.every(isOptionalText)],
  [integers, Number.isSafeInteger],
  [["sort"], isJsonArray],
];

/** GET: every filter is a query parameter, lists by repetition. */
export function listCustomers({ query, state }: VendorCall): VendorAnswer {
  const numbers = integers.map((name) => [name, query.get(name)] as const);
  if (numbers.some(([, text]) => text !== null && !/^-?\d{1,9}$/u.test(text))) return badFilter;
  const given = [
    ...texts.map((name) => [name, query.get(name)] as const),
    ...lists.map((name) => [name, query.getAll(name)] as const),
    ...numbers.map(([name, text]) => [name, text === null ? null : Number(text)] as const),
  ];
  // gin binds no list of structs from a query.
  return query.has("sort") ? badFilter : list(Object.fromEntries(given), state);
}

/** POST: a JSON filter; here `sort` must be a list of `{field, direction}`. */
export function searchCustomers({ body, state }: VendorCall): VendorAnswer {
  const struct = readStruct(body);
  return struct === undefined ? badFilter : list(struct, state);
}

function list(given: JsonObject, state: VendorState): VendorAnswer {
  const passes = conditionsIn(given["filters"]);
  const decodes = types.every(([names, fits]) =>
    names.every((name) => (given[name] ?? null) === null || fits(given[name] ?? null)),
  );
  if (!decodes || passes === undefined) return badFilter;
  const sorts = sortsIn(given);
  const order = text(given["order"]) || "desc";
  const limit = Number(given["limit"] ?? 0) || 50;
  const offset = Number(given["offset"] ?? 0);
  const expand = text(given["expand"]);
  const flaw = expandFlaw(expand) ?? rangeFlaw(limit, offset, order) ?? timesFlaw(given);
  if (flaw !== undefined) return flaw;
  if (sorts === undefined) return badFilter;
  // All that is filtered by goes to the database; that it fails there as a write does is inferred.
  if (holdsNul(asked.map((name) => given[name] ?? null))) {
    return refuse("database_error", "Failed to list customers");
  }
  const all = customersOf(state)
    .filter((customer) => matches(customer, given) && passes(customer))
    .toSorted((a, b) =>
      sorts.reduce(
        (found, { field, order: way }) =>
          found || compare(a[field], b[field]) * (way === "desc" ? -1 : 1),
        0,
      ),
    );
  return answer(200, {
    items: all.slice(offset, offset + limit).map((customer) => expanded(customer, expand, state)),
    // The offset of the next page, past the end too (internal/types/pagination.go).
    pagination: { total: all.length, limit, offset: offset + limit },
  });
}

/**
 * The fields to sort by, the most important first; undefined when one is none. An unknown direction goes upwards, and
 * nobody says so.
 */
function sortsIn(
  given: JsonObject,
): readonly { readonly field: string; readonly order: string }[] | undefined {
  const usual = text(given["order"]) || "desc";
  const said = arrayOf(given["sort"]).map((sort) => ({
    field: sortable.find((name) => name === memberAt(sort, "field")),
    order: text(memberAt(sort, "direction")) || usual,
  }));
  if (said.length === 0) return [{ field: "created_at", order: usual }];
  const known = said.flatMap(({ field, order }) => (field === undefined ? [] : [{ field, order }]));
  return known.length === said.length ? known : undefined;
}

function matches(customer: JsonObject, given: JsonObject): boolean {
  const among = (name: string, key: string): boolean => {
    const chosen = arrayOf(given[name]);
    return chosen.length === 0 || chosen.includes(customer[key] ?? null);
  };
  const { metadata } = given;
  const held = isJsonObject(customer["metadata"]) ? customer["metadata"] : {};
  return (
    customer["status"] === (text(given["status"]) || "published") &&
    ["email", "external_id"].every(
      (name) => text(given[name]) === "" || customer[name] === given[name],
    ) &&
    among("customer_ids", "id") &&
    among("external_ids", "external_id") &&
    Object.entries(isJsonObject(metadata) ? metadata : {}).every(
      ([key, value]) => own(held, key) === value,
    )
  );
}

function rangeFlaw(limit: number, offset: number, order: string): VendorAnswer | undefined {
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

/** The two times are held against each other and then not used (internal/repository/ent/customer.go). */
function timesFlaw(given: JsonObject): VendorAnswer | undefined {
  const [start, end] = ["start_time", "end_time"].map((name) => text(given[name]));
  if (!start || !end || Date.parse(start) <= Date.parse(end)) return undefined;
  return refuse("validation_error", "Invalid filter parameters", {
    end_time: "must be after start_time",
  });
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function arrayOf(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

/** Moments by what they mean, other texts by their characters. */
function compare(left: Json | undefined, right: Json | undefined): number {
  const moments = Date.parse(text(left)) - Date.parse(text(right));
  if (/^\d{4}-\d\d-\d\dT/u.test(text(left)) && moments !== 0) return moments;
  return text(left) < text(right) ? -1 : Number(text(left) > text(right));
}
