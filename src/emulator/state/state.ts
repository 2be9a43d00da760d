/** A vendor's state: what is read from it, stored in it and removed. */
import { type Json, type JsonObject, parseJson } from "../../domain/json.ts";
import type { Change, StatePart, VendorState } from "../vendor.ts";
import { madeCustomer, madeId, madeNumber } from "./made.ts";
import { own, textOf } from "./records.ts";

/** Where `other` says how many customers were made, and that one of them was removed. */
const countKey = "made";
const gonePrefix = "gone ";

/** A state that holds the customers of a JSON list, under their `id`s. */
export function stateOf(customers: string): VendorState {
  const list = parseJson(customers) as readonly JsonObject[];
  return {
    customers: Object.fromEntries(list.map((customer) => [textOf(customer, "id"), customer])),
    other: {},
  };
}

/** How many customers were made, removed ones included. */
function madeCount({ other }: VendorState): number {
  return Number(own(other, countKey) ?? 0);
}

/** Sees to it that the first `count` made customers are there; changed ones stay as they are. */
export function makeCustomers(state: VendorState, count: number): readonly string[] {
  const { making } = state;
  if (making === undefined) return [];
  if (count > madeCount(state)) put(state, "other", countKey, count);
  for (const key of Object.keys(state.other).filter((name) => name.startsWith(gonePrefix))) {
    const n = madeNumber(making, key.slice(gonePrefix.length)) ?? Number.POSITIVE_INFINITY;
    if (n <= count) remove(state, "other", key);
  }
  return Array.from({ length: count }, (_, index) => madeId(making, index + 1));
}

/** The customer under an id. */
export function customerOf(state: VendorState, id: string): JsonObject | undefined {
  const stored = own(state.customers, id);
  if (stored !== undefined || state.making === undefined) return stored;
  const n = madeNumberOf(state, id);
  const gone = n === undefined || own(state.other, gonePrefix + id) === true;
  return gone ? undefined : madeCustomer(state.making, n);
}

/** All customers: the vendor's first ones and those created since, then those that were made. */
export function customersOf(state: VendorState): readonly JsonObject[] {
  const { customers, making } = state;
  const count = madeCount(state);
  if (making === undefined || count === 0) return Object.values(customers);
  const others = Object.entries(customers).filter(([id]) => madeNumberOf(state, id) === undefined);
  const made = Array.from({ length: count }, (_, index) => {
    const id = madeId(making, index + 1);
    const gone = own(state.other, gonePrefix + id) === true;
    return own(customers, id) ?? (gone ? undefined : madeCustomer(making, index + 1));
  });
  return [...others.map(([, customer]) => customer), ...made.filter((one) => one !== undefined)];
}

/** How many customers there are, without deriving any. */
export function customerCount(state: VendorState): number {
  const stored = Object.keys(state.customers);
  const gone = Object.keys(state.other).filter(
    (key) =>
      key.startsWith(gonePrefix) &&
      own(state.customers, key.slice(gonePrefix.length)) === undefined,
  );
  const others = stored.filter((id) => madeNumberOf(state, id) === undefined);
  return others.length + madeCount(state) - gone.length;
}

/**
 * The customer with this string under a key by which made customers are told apart.
 *
 * @param holds what is asked of it besides
 */
export function findBy(
  state: VendorState,
  key: string,
  value: string,
  holds: (customer: JsonObject) => boolean = () => true,
): JsonObject | undefined {
  const fits = (customer: JsonObject): boolean => customer[key] === value && holds(customer);
  const n = Number(/\d{1,15}$/u.exec(value)?.[0]);
  const made = state.making && n > 0 ? customerOf(state, madeId(state.making, n)) : undefined;
  if (made !== undefined && fits(made)) return made;
  return Object.values(state.customers).find(fits);
}

function madeNumberOf(state: VendorState, id: string): number | undefined {
  const n = state.making && madeNumber(state.making, id);
  return n !== undefined && n <= madeCount(state) ? n : undefined;
}

/** Stores a value and notes it; null among the others stands for nothing. */
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
  if (part === "customers" && madeNumberOf(state, key) !== undefined) {
    put(state, "other", gonePrefix + key, true);
  }
}

function noteTouch(state: VendorState, part: StatePart, key: string): void {
  state.touched?.push({ part, key, before: valueOf(state, part, key) });
}

function valueOf(state: VendorState, part: StatePart, key: string): Json | undefined {
  return part === "customers" ? customerOf(state, key) : own(state.other, key);
}

/**
 * Does something with the state; gives what came of it and what it stored and removed, in this order, with one change
 * for each key whose value is another one in the end. What is thrown leaves the state as it was.
 */
export function recorded<T>(
  state: VendorState,
  act: (state: VendorState) => T,
): { readonly result: T; readonly changes: readonly Change[] } {
  const touched: Change[] = [];
  try {
    const result = act({ ...state, touched });
    state.touched?.push(...touched);
    const firsts = new Map<string, Change>();
    for (const change of touched.toReversed()) firsts.set(`${change.part} ${change.key}`, change);
    const changes = [...firsts.values()]
      .toReversed()
      .filter(({ part, key, before }) => own(state[part], key) !== before);
    return { result, changes };
  } catch (error) {
    undo(state, touched);
    throw error;
  }
}

/** Takes changes back, the last one first. */
export function undo(state: VendorState, changes: readonly Change[]): void {
  for (const { part, key, before } of changes.toReversed()) {
    const values = state[part] as Record<string, Json>;
    if (before === undefined) delete values[key];
    else values[key] = before;
  }
}
