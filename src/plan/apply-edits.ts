/** The customer as it should be: the record as read, with the patch laid over it. */
import { compact } from "../domain/compact.ts";
import type { Customer } from "../domain/change.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import { fieldOf, type FieldName, metadataField } from "../domain/fields.ts";
import { identitiesOf, memberAt, own } from "../domain/members.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { type Path, printFieldPath } from "../domain/path.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import { isEmptyValue } from "./diff.ts";
import {
  type Cell,
  cellsNamed,
  cellsOf,
  closed,
  type Draft,
  emptyObject,
  holdsNothing,
  isEmptyMap,
  isOpenList,
  isOpenObject,
  openList,
  openObject,
  type OpenList,
  putIn,
  refill,
  takeOut,
} from "./draft.ts";
import { namesLast, renamesItem } from "./renames.ts";

/** The value of a field in a customer, by its path in the vocabulary. */
export function fieldValue(customer: Customer, field: FieldName): Json | undefined {
  return memberAt(customer, field);
}

/** The same customer with one field's value replaced. */
export function withField(customer: Customer, field: FieldName, value: Json): Customer {
  return put(customer, field.split("."), value);
}

function put(object: JsonObject, keys: readonly string[], value: Json): JsonObject {
  const [key, ...rest] = keys;
  if (key === undefined) return object;
  const held = own(object, key);
  return {
    ...object,
    [key]: rest.length === 0 ? value : put(isJsonObject(held) ? held : {}, rest, value),
  };
}

/** What is known of a field beyond the customer's record. */
interface Clearing {
  /** The value that stands for the cleared field. */
  readonly with: Json;
  /** No record ever shows the field, so that one without it may hold a value all the same. */
  readonly unreadable: boolean;
}

/**
 * Lays a patch over a customer.
 *
 * @param mayBeGone the patch was decided on an earlier record: what it takes out and is not there is no mistake
 * @throws {BillingError} usage: when the patch names something inside a value that the record does not hold
 */
export function applyEdits(
  before: Customer,
  { edits, replaceMetadata }: CustomerPatch,
  clearing: (field: FieldName) => Clearing,
  mayBeGone = false,
): Customer {
  const complaints: Complaint[] = [];
  const start = replaceMetadata ? withField(before, metadataField, {}) : before;
  const how: Laying = { mayBeGone, mayGuess: () => complaints.length < mostGuesses };
  const drafts = new Map<FieldName, Draft>();
  for (const edit of namesLast(edits)) {
    const { field } = edit;
    const value = drafts.has(field) ? drafts.get(field) : fieldValue(start, field);
    // Opened once, also where every edit is complained of.
    const held = isJsonArray(value) ? openList(value, fieldOf(field).identity ?? []) : value;
    drafts.set(field, held);
    const result = applyEdit(held, edit, clearing, how);
    if ("complaint" in result) complaints.push(result.complaint);
    else drafts.set(field, result.value);
  }
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return [...drafts].reduce((customer, [field, draft]) => {
    const value = closed(draft);
    return value === undefined ? customer : withField(customer, field, value);
  }, start);
}

/** What holds for all edits of a patch. */
interface Laying {
  readonly mayBeGone: boolean;
  /** Whether a name is still to be guessed: to look for one among many is slow, and few guesses are read. */
  readonly mayGuess: () => boolean;
}

/** Guesses in all the complaints of a patch. */
const mostGuesses = 20;

type Applied = { readonly value: Draft } | { readonly complaint: Complaint };

function applyEdit(
  held: Draft,
  edit: Edit,
  clearing: (field: FieldName) => Clearing,
  how: Laying,
): Applied {
  if (edit.op === "add") return applyAdd(held, edit);
  if (edit.rest.length === 0 && edit.op !== "set") {
    const cleared = clearing(edit.field);
    const stays =
      edit.onlyEmpty === true ? !holdsNothing(held) : isNone(held) && !cleared.unreadable;
    return { value: stays ? held : cleared.with };
  }
  return applyInside(held, edit.rest, edit, how);
}

function applyAdd(held: Draft, edit: Edit & { readonly op: "add" }): Applied {
  const list = openList(held, fieldOf(edit.field).identity ?? []);
  const [id] = identitiesOf(edit.value, list.identity);
  const alike = id === undefined ? cellsOf(list) : cellsNamed(list, id);
  if (alike.some(({ item }) => sameJson(closed(item), edit.value))) return { value: list };
  if (id !== undefined && alike.some(({ names }) => names[0] === id)) {
    const path = printFieldPath(edit.field, [{ item: id }]);
    return complain(edit, "there is such an item already", `change it by its path: ${path}.…`);
  }
  putIn(list, edit.value, edit.position);
  return { value: list };
}

/** Whether the value is empty, as one that was never there. */
function isNone(held: Draft): boolean {
  return !isOpenObject(held) && !isOpenList(held) && isEmptyValue(held);
}

function applyInside(held: Draft, rest: Path, edit: Edit, how: Laying): Applied {
  const [segment, ...deeper] = rest;
  if (segment === undefined) return { value: edit.op === "set" ? edit.value : undefined };
  return "item" in segment
    ? applyToItem(held, segment.item, deeper, edit, how)
    : applyToMember(held, segment.key, deeper, edit, how);
}

function applyToMember(held: Draft, key: string, deeper: Path, edit: Edit, how: Laying): Applied {
  const onlyEmpty = edit.op === "unset" && edit.onlyEmpty === true;
  const object = openObject(held) ?? (isNone(held) ? emptyObject() : undefined);
  if (object === undefined) {
    return onlyEmpty ? { value: held } : noObject(key, deeper, edit);
  }
  const { members } = object;
  const old = members.get(key);
  if (deeper.length === 0 && edit.op === "unset") {
    const isFixed = fieldOf(edit.field).kind === "object";
    if (onlyEmpty ? !isEmptyMap(old) : old === undefined && !isFixed) {
      return { value: isNone(held) ? held : object };
    }
    // An object's members are a fixed set, where null is how one is emptied; a map's key just goes.
    if (isFixed) members.set(key, null);
    else members.delete(key);
    return { value: object };
  }
  const inner = applyInside(old, deeper, edit, how);
  if ("complaint" in inner) return inner;
  if (inner.value === undefined) return { value: isNone(held) ? held : object };
  members.set(key, inner.value);
  return { value: object };
}

function noObject(key: string, deeper: Path, edit: Edit): Applied {
  const above = edit.rest.slice(0, edit.rest.length - deeper.length - 1);
  const last = above.at(-1);
  const dotted = [
    ...above.slice(0, -1),
    { key: `${last !== undefined && "key" in last ? last.key : ""}.${key}` },
  ];
  const hint =
    last === undefined
      ? "replace it on purpose with --replace-metadata"
      : `for a key with a dot write ${printFieldPath(edit.field, dotted)}`;
  return complain(
    edit,
    `the stored value of "${printFieldPath(edit.field, above)}" is no object, so "${key}" cannot be changed in it`,
    edit.field === metadataField ? hint : undefined,
  );
}

function applyToItem(held: Draft, id: string, deeper: Path, edit: Edit, how: Laying): Applied {
  const list = openList(held, fieldOf(edit.field).identity ?? []);
  const cells = cellsNamed(list, id);
  const [found] = cells;
  const takesIt = edit.op === "unset" && deeper.length === 0;
  if (found === undefined) {
    return how.mayBeGone && takesIt
      ? { value: list.cells.length === 0 ? held : list }
      : noSuchItem(list, id, edit, how);
  }
  // Items of a list of strings that are the same word are the same thing; two people of one address are not.
  if (cells.length > 1 && typeof found.item === "object" && found.item !== null) {
    return complain(
      edit,
      `"${edit.field}" holds ${cells.length} items called "${id}"`,
      `set the whole list: --set ${edit.field}:='[…]'`,
    );
  }
  if (takesIt) {
    for (const cell of cells) takeOut(list, cell);
    return { value: list };
  }
  const inner = applyInside(found.item, deeper, edit, how);
  if ("complaint" in inner) return inner;
  if (inner.value === undefined) return { value: list };
  // Two that swap their names are both found under those that they had.
  if (renamesItem(edit)) found.item = inner.value;
  else refill(list, found, inner.value);
  return { value: list };
}

/** Names that a complaint lists at most. */
const listed = 20;

function noSuchItem(list: OpenList, id: string, edit: Edit, how: Laying): Applied {
  const cells = cellsOf(list);
  const known = namesOf(cells.slice(0, listed));
  const others = cells.length - listed;
  const guess = how.mayGuess() ? didYouMean(id, namesOf(cells)) : "";
  const more = others > 0 ? ` and ${others} more` : "";
  return complain(
    edit,
    `"${edit.field}" holds no item "${id}"${guess}`,
    known.length === 0 ? "the list is empty" : `it holds: ${known.join(", ")}${more}`,
  );
}

function namesOf(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap(({ names }) => names.slice(0, 1));
}

function complain(edit: Edit, message: string, hint?: string): Applied {
  return {
    complaint: compact({
      location: edit.location,
      message: `${printFieldPath(edit.field, edit.rest)}: ${message}`,
      hint,
    }),
  };
}
