/** Who applies which filter: the provider, or this program to every customer that the provider lists. */
import { compact } from "../domain/compact.ts";
import {
  emailField,
  externalIdField,
  type FieldName,
  metadataField,
  statusField,
  titleField,
} from "../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { type ListFilter, listFilters } from "../providers/listing.ts";
import type { Parameters } from "../providers/wire/paging.ts";
import { mappingOf } from "../providers/wire/record.ts";
import type { CustomerFilter } from "./filter.ts";

export interface Division {
  /** Parameters for the filters that the provider applies. */
  readonly chosen: Parameters;
  /**
   * Filters that are looked at here: those that the provider has not, and to be sure those it has, whose rules of
   * equality nobody documents. A search of the provider's is taken as it is.
   */
  readonly here: readonly ListFilter[];
  /** Those of them that the provider has not, so that all pages are read. */
  readonly lacking: readonly ListFilter[];
  /** Filters that no customer of the provider can pass, because the provider keeps nothing of the kind. */
  readonly impossible: readonly ListFilter[];
  /** The list is the one customer with this id of the caller's, or nobody. */
  readonly lookUp?: string;
}

export function divide(provider: Provider, filter: CustomerFilter): Division {
  const given = listFilters.filter((name) => filter[name] !== undefined);
  const taken = given.filter((name) => isTaken(provider, name, filter));
  const byLookUp = taken.find((name) => provider.list.filters[name] === "look-up");
  return compact({
    chosen: byLookUp === undefined ? parametersOf(provider, filter, taken) : [],
    here: given.filter((name) => name !== "search" || !taken.includes(name)),
    lacking: byLookUp === undefined ? given.filter((name) => !taken.includes(name)) : [],
    impossible: given.filter((name) => !isKept(provider, name)),
    lookUp: byLookUp === undefined ? undefined : filter.externalId,
  });
}

function isTaken({ list }: Provider, name: ListFilter, { metadata }: CustomerFilter): boolean {
  if (list.filters[name] === undefined) return false;
  // Which types a provider compares is documented for strings alone.
  return name !== "metadata" || metadata?.every(({ value }) => typeof value === "string") === true;
}

const fieldsBy: Readonly<Partial<Record<ListFilter, FieldName>>> = {
  email: emailField,
  externalId: externalIdField,
  name: titleField,
  status: statusField,
  metadata: metadataField,
};

function isKept(provider: Provider, name: ListFilter): boolean {
  if (name === "email" && provider.list.emailsIn !== undefined) return true;
  if (name === "createdSince") return Object.hasOwn(provider.readOnly, "createdAt");
  if (name === "updatedSince") return Object.hasOwn(provider.readOnly, "updatedAt");
  const field = fieldsBy[name];
  if (field === undefined) return true;
  const mapping = mappingOf(provider, field);
  return mapping !== undefined && mapping.access !== "write-only";
}

function parametersOf(
  { list }: Provider,
  filter: CustomerFilter,
  names: readonly ListFilter[],
): Parameters {
  const simple: [string, Json][] = [];
  const conditions = new Map<string, JsonObject[]>();
  for (const name of names) {
    const way = list.filters[name];
    if (way === undefined || way === "look-up") continue;
    const value = valueOf(filter, name);
    if ("parameter" in way) simple.push([way.parameter, value]);
    else {
      const held = conditions.get(way.conditions) ?? [];
      conditions.set(way.conditions, [...held, filled(way.condition, value)]);
    }
  }
  return [...simple, ...conditions];
}

function valueOf(filter: CustomerFilter, name: ListFilter): Json {
  if (name === "createdSince" || name === "updatedSince") {
    return new Date((filter[name] ?? 0) - 1).toISOString();
  }
  if (name !== "metadata") return filter[name] ?? null;
  return Object.fromEntries((filter.metadata ?? []).map(({ key, value }) => [key, value]));
}

function filled(condition: JsonObject, value: Json): JsonObject {
  return Object.fromEntries(
    Object.entries(condition).map(([key, held]): [string, Json] => [
      key,
      isJsonObject(held) ? filled(held, value) : held === "{value}" ? value : held,
    ]),
  );
}

const words: Readonly<Record<ListFilter, string>> = {
  email: "e-mail",
  externalId: "external id",
  name: "name",
  status: "status",
  metadata: "metadata",
  search: "text",
  createdSince: "time of creation",
  updatedSince: "time of change",
};

/** What somebody who waits, or misses a customer, wants to know: what the provider cannot do. */
export function describeDivision({ title }: Provider, division: Division): string | undefined {
  const { lacking, impossible } = division;
  if (impossible.length > 0) {
    return `${title} keeps no ${orOf(impossible)}: none of its customers can be meant`;
  }
  return lacking.length === 0
    ? undefined
    : `${title} has no filter by ${orOf(lacking)}: reading all pages`;
}

function orOf(names: readonly ListFilter[]): string {
  return names.map((name) => words[name]).join(" or ");
}
