/** The conditions `filters[]` of Flexprice's lists, all of which must hold (internal/types/search_filter.go). */
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
} from "../../../domain/json.ts";

type Holds = (customer: JsonObject) => boolean;

const fields = ["id", "external_id", "name", "email", "status", "created_at", "updated_at"];

/** What each operator compares: what the customer holds with what the condition says. */
const operators: Readonly<Record<string, (held: Json, said: Json) => boolean>> = {
  eq: (held, said) => rank(held) === rank(said),
  contains: (held, said) => textOf(held).toLowerCase().includes(textOf(said).toLowerCase()),
  not_contains: (held, said) => !textOf(held).toLowerCase().includes(textOf(said).toLowerCase()),
  gt: (held, said) => rank(held) > rank(said),
  after: (held, said) => rank(held) > rank(said),
  gte: (held, said) => rank(held) >= rank(said),
  lt: (held, said) => rank(held) < rank(said),
  before: (held, said) => rank(held) < rank(said),
  in: (held, said) => isJsonArray(said) && said.includes(held),
  not_in: (held, said) => isJsonArray(said) && !said.includes(held),
};

/** Whether a customer passes all conditions; undefined where one of them is none. */
export function conditionsIn(filters: Json | undefined): Holds | undefined {
  if (filters === undefined || filters === null) return () => true;
  if (!isJsonArray(filters)) return undefined;
  const holds = filters.map(conditionIn);
  return holds.every((one) => one !== undefined)
    ? (customer) => holds.every((one) => one(customer))
    : undefined;
}

function conditionIn(condition: Json): Holds | undefined {
  if (!isJsonObject(condition)) return undefined;
  const { field, operator, data_type: type, value } = condition;
  if (typeof field !== "string" || !fields.includes(field)) return undefined;
  if (typeof operator !== "string" || !Object.hasOwn(operators, operator)) return undefined;
  const said = isJsonObject(value) && typeof type === "string" ? value[type] : undefined;
  const compare = operators[operator];
  if (said === undefined || compare === undefined) return undefined;
  return (customer) => compare(customer[field] ?? null, said);
}

/** Moments are compared as such, everything else as text. */
function rank(value: Json): string | number {
  const text = textOf(value);
  const moment = /^\d{4}-\d\d-\d\dT/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? text : moment;
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : printJson(value ?? "");
}
