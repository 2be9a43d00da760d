/** The customer as it should be: the record as read, with the patch laid over it. */
import { compact } from "../domain/compact.ts";
import type { Customer } from "../domain/change.ts";
import { BillingError, type Complaint } from "../domain/errors.ts";
import { fieldOf, type FieldName, metadataField } from "../domain/fields.ts";
import { identityOf, isCalled, memberAt, own } from "../domain/members.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { fieldPath, type Path, printPath } from "../domain/path.ts";
import { isEmptyValue } from "./diff.ts";

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
 * @throws {BillingError} usage: when the patch names something inside a value that the record does not hold
 */
export function applyEdits(
  before: Customer,
  patch: CustomerPatch,
  clearing: (field: FieldName) => Clearing,
): Customer {
  const complaints: Complaint[] = [];
  let customer = before;
  if (patch.replaceMetadata) customer = withField(customer, metadataField, {});
  for (const edit of patch.edits) {
    const held = fieldValue(customer, edit.field);
    const result = applyEdit(held, edit, clearing);
    if ("complaint" in result) complaints.push(result.complaint);
    else if (result.value !== undefined) customer = withField(customer, edit.field, result.value);
  }
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return customer;
}

type Applied = { readonly value: Json | undefined } | { readonly complaint: Complaint };

function applyEdit(
  held: Json | undefined,
  edit: Edit,
  clearing: (field: FieldName) => Clearing,
): Applied {
  if (edit.op === "unset" && edit.rest.length === 0) {
    const cleared = clearing(edit.field);
    return { value: isEmptyValue(held) && !cleared.unreadable ? held : cleared.with };
  }
  if (edit.op === "add") {
    const list = isJsonArray(held) ? held : [];
    const known = list.some((item) => sameJson(item, edit.value));
    return { value: known ? held : [...list, edit.value] };
  }
  return applyInside(held, edit.rest, edit);
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
    return complain(
      edit,
      `the stored value of "${edit.field}" is no object, so "${key}" cannot be changed in it`,
      edit.field === metadataField ? "replace it on purpose with --replace-metadata" : undefined,
    );
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

function applyToItem(held: Json | undefined, id: string, deeper: Path, edit: Edit): Applied {
  const list = isJsonArray(held) ? held : [];
  const identity = fieldOf(edit.field).identity ?? [];
  const index = list.findIndex((item) => isCalled(item, identity, id));
  const found = list[index];
  if (found === undefined) {
    // What is to be gone is gone already.
    if (edit.op === "unset" && deeper.length === 0) return { value: held };
    const known = list
      .map((item) => identityOf(item, identity))
      .filter((name) => name !== undefined);
    return complain(
      edit,
      `"${edit.field}" holds no item "${id}"`,
      known.length === 0 ? "the list is empty" : `it holds: ${known.join(", ")}`,
    );
  }
  // Items of a list of strings that are the same word are the same thing; two people of one address are not.
  const twins = list.filter((item) => isCalled(item, identity, id)).length;
  if (twins > 1 && isJsonObject(found)) {
    return complain(
      edit,
      `"${edit.field}" holds ${twins} items called "${id}"`,
      `set the whole list: --set ${edit.field}:='[…]'`,
    );
  }
  if (edit.op === "unset" && deeper.length === 0) return { value: list.toSpliced(index, 1) };
  const inner = applyInside(found, deeper, edit);
  if ("complaint" in inner || inner.value === undefined) return inner;
  return { value: list.with(index, inner.value) };
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
