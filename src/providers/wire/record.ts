/** The vendor's record, read into the common vocabulary. */
import type { Customer } from "../../domain/change.ts";
import { fieldNames, type FieldName } from "../../domain/fields.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import type { Mapping, Provider } from "../contract.ts";
import { type Draft, memberAt, putMember } from "../../domain/members.ts";

/** The provider's mapping of a field, as the general type; undefined where it has no such field. */
export function mappingOf(provider: Provider, field: FieldName): Mapping | undefined {
  return provider.fields[field];
}

const known = new WeakMap<Provider, readonly FieldName[]>();

/** The fields a provider has, in the order of the vocabulary. */
export function fieldsOf(provider: Provider): readonly FieldName[] {
  const fields =
    known.get(provider) ?? fieldNames.filter((field) => mappingOf(provider, field) !== undefined);
  known.set(provider, fields);
  return fields;
}

/** The value of one field in the vendor's record; undefined where the record does not carry it. */
export function decodeField(
  provider: Provider,
  native: JsonObject,
  field: FieldName,
): Json | undefined {
  const mapping = mappingOf(provider, field);
  if (mapping === undefined || mapping.access === "write-only") return undefined;
  const value = memberAt(native, mapping.path);
  return value === undefined ? undefined : (mapping.codec?.decode(value) ?? value);
}

/**
 * The whole record in the common vocabulary: the id, the fields, then what can only be read. Members that no fact
 * names stay in the vendor's record alone.
 */
export function decodeRecord(provider: Provider, native: JsonObject): Customer {
  const customer: Draft = {};
  const { id, ...readOnly } = provider.readOnly;
  const held = id === undefined ? undefined : memberAt(native, id.path);
  if (held !== undefined) {
    putMember(customer, "id", typeof held === "string" ? idAsWritten(provider, held) : held);
  }
  for (const field of fieldsOf(provider)) {
    const value = decodeField(provider, native, field);
    if (value !== undefined) putMember(customer, field, value);
  }
  for (const [name, member] of Object.entries(readOnly)) {
    const value = memberAt(native, member.path);
    if (value !== undefined) putMember(customer, name, member.codec?.decode(value) ?? value);
  }
  return customer;
}

/**
 * The vendor's id of the record; undefined when it carries none that could be one. The id becomes part of a path, so
 * that dots that a URL resolves, or a slash, would lead to another call.
 */
export function recordId(provider: Provider, native: JsonObject): string | undefined {
  const id = memberAt(native, provider.readOnly["id"]?.path ?? "id");
  if (typeof id !== "string" || id === "" || !id.isWellFormed()) return undefined;
  return /^\.{1,2}$|[/\\]/u.test(id) ? undefined : idAsWritten(provider, id);
}

/** The vendor's own id as the vendor writes it, so that one customer has one id. */
export function idAsWritten({ customerId }: Provider, id: string): string {
  return customerId.writtenIn === "small letters" ? id.toLowerCase() : id;
}
