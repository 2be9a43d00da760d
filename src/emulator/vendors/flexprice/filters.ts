/** What a search's `filters[]` and `sort[]` mean (flexprice/flexprice, internal/types/{filter,search_filter}.go). */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { memberAt } from "../../../domain/members.ts";
import { own } from "../../state/records.ts";

/** Columns that can be sorted by and filtered on. */
const columns = ["created_at", "updated_at", "name", "email", "external_id", "status", "id"];

type Operator = (held: Json, value: Json) => boolean;

const text = (value: Json): string => (typeof value === "string" ? value : "");
const within = (held: Json, value: Json) =>
  text(held).toLowerCase().includes(text(value).toLowerCase());
const among = (held: Json, value: Json) => isJsonArray(value) && value.includes(held);

const operators: Readonly<Record<string, Operator>> = {
  eq: (held, value) => order(held, value) === 0,
  contains: within,
  not_contains: (held, value) => !within(held, value),
  gt: (held, value) => order(held, value) > 0,
  gte: (held, value) => order(held, value) >= 0,
  lt: (held, value) => order(held, value) < 0,
  in: among,
  not_in: (held, value) => !among(held, value),
  before: (held, value) => order(held, value) < 0,
  after: (held, value) => order(held, value) > 0,
};

const dataTypes = ["string", "number", "boolean", "date", "array"];

/** A customer's test, for all of the filters; undefined when one of them is not understood. */
export function filterOf(
  filters: readonly Json[],
): ((customer: JsonObject) => boolean) | undefined {
  const tests = filters.map(testOf);
  return tests.every((test) => test !== undefined)
    ? (customer) => tests.every((test) => test(customer))
    : undefined;
}

function testOf(filter: Json): ((customer: JsonObject) => boolean) | undefined {
  if (!isJsonObject(filter)) return undefined;
  const { field, data_type: type } = filter;
  const operator = own(operators, text(filter["operator"] ?? null));
  const column = columns.find((name) => name === field);
  const values = filter["value"];
  const known = dataTypes.find((name) => name === type);
  const value = known === undefined || !isJsonObject(values) ? undefined : own(values, known);
  if (operator === undefined || column === undefined || value === undefined) return undefined;
  return (customer) => operator(customer[column] ?? "", value);
}

/** By each of the columns in turn, newest first without any; undefined when one of them is no column. */
export function sorterOf(
  sort: readonly Json[],
  otherwise: string,
): ((left: JsonObject, right: JsonObject) => number) | undefined {
  const keys = (sort.length === 0 ? [{ field: "created_at", direction: otherwise }] : sort).map(
    (key) => {
      const column = columns.find((name) => name === memberAt(key, "field"));
      const direction = memberAt(key, "direction") ?? "";
      // An unknown direction goes upwards, and nobody says so.
      return column === undefined
        ? undefined
        : { column, way: (text(direction) || otherwise) === "desc" ? -1 : 1 };
    },
  );
  if (!keys.every((key) => key !== undefined)) return undefined;
  return (left, right) => {
    for (const { column, way } of keys) {
      const found = order(left[column] ?? "", right[column] ?? "") * way;
      if (found !== 0) return found;
    }
    return 0;
  };
}

/** Moments by what they mean, other texts by their characters. */
function order(left: Json, right: Json): number {
  const [a, b] = [text(left), text(right)];
  const isMoment = (value: string) => /^\d{4}-\d\d-\d\d(?:T|$)/u.test(value);
  if (isMoment(a) && isMoment(b)) return Date.parse(a) - Date.parse(b);
  return a < b ? -1 : Number(a > b);
}
