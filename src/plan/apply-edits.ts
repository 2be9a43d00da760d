/** The customer as it should be: the record as read, with the patch laid over it. */
import { compact } from "../domain/compact.ts";
import type { Customer } from "../domain/change.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import { fieldOf, type FieldName, metadataField } from "../domain/fields.ts";
import { identityOf, isCalled, memberAt, own } from "../domain/members.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { fieldPath, type Path, printPath } from "../domain/path.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import { isEmptyValue } from "./diff.ts";
import {
  namesKey,
  namesLast,
  renamesItem,
  together,
  valueInside,
  withKeys,
  withNames,
  withoutItems,
} from "./edit-groups.ts";

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
  patch: CustomerPatch,
  clearing: (field: FieldName) => Clearing,
  mayBeGone = false,
): Customer {
  const complaints: Complaint[] = [];
  let customer = before;
  if (patch.replaceMetadata) customer = withField(customer, metadataField, {});
  for (const edits of together(namesLast(patch.edits))) {
    for (const [index, edit] of edits.entries()) {
      const whole = applyTogether(fieldValue(customer, edit.field), edits, index);
      if (whole !== undefined) {
        customer = withField(customer, edit.field, whole);
        break;
      }
      apply(edit);
    }
  }
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return customer;

  /** From the edit at `start` on; undefined where that one is to be applied alone. */
  function applyTogether(
    held: Json | undefined,
    edits: readonly Edit[],
    start: number,
  ): Json | undefined {
    const edit = edits[start];
    if (edit === undefined || edits.length - start < 2) return undefined;
    if (!namesKey(edit)) {
      if (start > 0) return undefined;
      return renamesItem(edit) ? withNames(held, edits) : withoutItems(held, edits, mayBeGone);
    }
    const rest = edit.rest.slice(0, -1);
    const map = valueInside(held, rest);
    if (!isJsonObject(map)) return undefined;
    const value = withKeys(map, edits.slice(start));
    const made = applyInside(held, rest, { ...edit, rest, op: "set", value });
    return "complaint" in made ? undefined : made.value;
  }

  function apply(edit: Edit): void {
    const held = fieldValue(customer, edit.field);
    const result = applyEdit(held, edit, clearing, mayBeGone);
    if ("complaint" in result) complaints.push(result.complaint);
    else if (result.value !== undefined) customer = withField(customer, edit.field, result.value);
  }
}

type Applied = { readonly value: Json | undefined } | { readonly complaint: Complaint };

function applyEdit(
  held: Json | undefined,
  edit: Edit,
  clearing: (field: FieldName) => Clearing,
  mayBeGone: boolean,
): Applied {
  if (edit.op === "unset" && edit.rest.length === 0) {
    const cleared = clearing(edit.field);
    return { value: isEmptyValue(held) && !cleared.unreadable ? held : cleared.with };
  }
  if (edit.op === "add") {
    const list = isJsonArray(held) ? held : [];
    const known = list.some((item) => sameJson(item, edit.value));
    const identity = fieldOf(edit.field).identity ?? [];
    const id = identityOf(edit.value, identity);
    if (!known && id !== undefined && list.some((item) => identityOf(item, identity) === id)) {
      const path = printPath(fieldPath(edit.field, [{ item: id }]));
      return complain(edit, "there is such an item already", `change it by its path: ${path}.…`);
    }
    const position = edit.position ?? list.length;
    return { value: known ? held : list.toSpliced(position, 0, edit.value) };
  }
  if (mayBeGone && edit.op === "unset" && isGone(held, edit)) return { value: held };
  return applyInside(held, edit.rest, edit);
}

/** Whether the item that the edit takes out is in the list no more. */
function isGone(held: Json | undefined, { field, rest }: Edit): boolean {
  const [segment, ...deeper] = rest;
  if (segment === undefined || !("item" in segment) || deeper.length > 0) return false;
  const identity = fieldOf(field).identity ?? [];
  return !(isJsonArray(held) ? held : []).some(
    (item) => identityOf(item, identity) === segment.item,
  );
}

function applyInside(held: Json | undefined, rest: Path, edit: Edit): Applied {
  const [segment, ...deeper] = rest;
  if (segment === undefined) return { value: edit.op === "set" ? edit.value : undefined };
  return "item" in segment
    ? applyToItem(held, segment.item, deeper, edit)
    : applyToMember(held, segment.key, deeper, edit);
}

function applyToMember(held: Json | undefined, key: string, deeper: Path, edit: Edit): Applied {
  if (!isEmptyValue(held) && !isJsonObject(held)) {
    return noObject(key, deeper, edit);
  }
  const object = isJsonObject(held) ? held : {};
  const old = own(object, key);
  if (edit.op === "unset" && deeper.length === 0) {
    if (old === undefined && fieldOf(edit.field).kind !== "object") return { value: held };
    const { [key]: _removed, ...others } = object;
    // An object's members are a fixed set, where null is how one is emptied; a map's key just goes.
    return { value: fieldOf(edit.field).kind === "object" ? { ...object, [key]: null } : others };
  }
  const inner = applyInside(old, deeper, edit);
  if ("complaint" in inner || inner.value === undefined) return inner;
  return { value: { ...object, [key]: inner.value } };
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
      : `for a key with a dot write ${printPath(fieldPath(edit.field, dotted))}`;
  return complain(
    edit,
    `the stored value of "${printPath(fieldPath(edit.field, above))}" is no object, so "${key}" cannot be changed in it`,
    edit.field === metadataField ? hint : undefined,
  );
}

function applyToItem(held: Json | undefined, id: string, deeper: Path, edit: Edit): Applied {
  const list = isJsonArray(held) ? held : [];
  const identity = fieldOf(edit.field).identity ?? [];
  const isNamed = (item: Json) => isCalled(item, identity, id);
  const index = list.findIndex(isNamed);
  const found = list[index];
  if (found === undefined) return noSuchItem(list, id, edit);
  // Items of a list of strings that are the same word are the same thing; two people of one address are not.
  const twins = list.filter(isNamed).length;
  if (twins > 1 && isJsonObject(found)) {
    return complain(
      edit,
      `"${edit.field}" holds ${twins} items called "${id}"`,
      `set the whole list: --set ${edit.field}:='[…]'`,
    );
  }
  if (edit.op === "unset" && deeper.length === 0) {
    return { value: list.filter((item) => !isNamed(item)) };
  }
  const inner = applyInside(found, deeper, edit);
  if ("complaint" in inner || inner.value === undefined) return inner;
  return { value: list.with(index, inner.value) };
}

function noSuchItem(list: readonly Json[], id: string, edit: Edit): Applied {
  const identity = fieldOf(edit.field).identity ?? [];
  const known = list.map((item) => identityOf(item, identity)).filter((name) => name !== undefined);
  return complain(
    edit,
    `"${edit.field}" holds no item "${id}"${didYouMean(id, known)}`,
    known.length === 0 ? "the list is empty" : `it holds: ${known.join(", ")}`,
  );
}

function complain(edit: Edit, message: string, hint?: string): Applied {
  return {
    complaint: compact({
      location: edit.location,
      message: `${printPath(fieldPath(edit.field, edit.rest))}: ${message}`,
      hint,
    }),
  };
}
