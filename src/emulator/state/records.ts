/** Customers as a vendor keeps them. */
import { isJsonObject, parseJson } from "../../domain/json.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import type { Change, StatePart, VendorState } from "../vendor.ts";

/** The value under a key of the object itself; a key such as `constructor` finds nothing by accident. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Stores a value and notes it. */
export function put(state: VendorState, part: "customers", key: string, value: JsonObject): void;
export function put(state: VendorState, part: "other", key: string, value: Json): void;
export function put(state: VendorState, part: StatePart, key: string, value: Json): void {
  noteTouch(state, part, key);
  (state[part] as Record<string, Json>)[key] = value;
}

/** Removes a value and notes it. */
export function remove(state: VendorState, part: StatePart, key: string): void {
  noteTouch(state, part, key);
  delete (state[part] as Record<string, Json>)[key];
}

function noteTouch(state: VendorState, part: StatePart, key: string): void {
  state.touched?.push({ part, key, before: own(state[part], key) });
}

/** Does something with the state; gives what came of it and what it stored and removed, in this order. */
export function recorded<T>(
  state: VendorState,
  act: (state: VendorState) => T,
): { readonly result: T; readonly changes: readonly Change[] } {
  const touched: Change[] = [];
  const result = act({ ...state, touched });
  for (const change of touched) state.touched?.push(change);
  return { result, changes: netOf(touched, state) };
}

/** One change for each key whose value is another one in the end. */
function netOf(changes: readonly Change[], state: VendorState): readonly Change[] {
  const firsts = new Map<string, Change>();
  for (const change of changes) {
    const name = `${change.part} ${change.key}`;
    if (!firsts.has(name)) firsts.set(name, change);
  }
  return [...firsts.values()].filter(({ part, key, before }) => own(state[part], key) !== before);
}

/** A text of a record; empty when there is none under the key. */
export function textOf(record: JsonObject, key: string): string {
  const value = own(record, key);
  return typeof value === "string" ? value : "";
}

/** A number with zeros in front of it, so many digits long or longer. */
export function padded(n: number, digits: number): string {
  return String(n).padStart(digits, "0");
}

/** Without the named keys. */
export function without(record: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** A customer with this text under the key. */
export function findBy(
  { customers }: VendorState,
  key: string,
  value: string,
): JsonObject | undefined {
  const hint = hints.get(customers)?.get(key)?.get(value);
  const hinted = hint === undefined ? undefined : own(customers, hint);
  if (hinted?.[key] === value) return hinted;
  const ids = new Map(
    Object.entries(customers).map(([id, customer]) => [textOf(customer, key), id] as const),
  );
  const byKey = hints.get(customers) ?? new Map<string, ReadonlyMap<string, string>>();
  hints.set(customers, byKey.set(key, ids));
  const id = ids.get(value);
  return id === undefined || customers[id]?.[key] !== value ? undefined : customers[id];
}

/** By key and text, where a customer was last seen; to be checked, since records come and go. */
const hints = new WeakMap<object, Map<string, ReadonlyMap<string, string>>>();

/** A state that holds the customers of a JSON list, under their `id`s. */
export function stateOf(customers: string): VendorState {
  const list = parseJson(customers) as readonly JsonObject[];
  return {
    customers: Object.fromEntries(list.map((customer) => [textOf(customer, "id"), customer])),
    other: {},
  };
}

/** Reads a request's body; undefined when it is no JSON object. */
export function readObject(body: string): JsonObject | undefined {
  try {
    const value = parseJson(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A moment as the vendors print it: `2026-02-01T09:00:00.000Z`. */
export function isoDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
