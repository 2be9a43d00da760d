/** Which customers are wanted, and whether a customer is one of them. */
import type { Customer } from "../domain/change.ts";
import {
  emailField,
  externalIdField,
  metadataField,
  statusField,
  titleField,
} from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, printJson, sameJson } from "../domain/json.ts";
import { memberAt, own } from "../domain/members.ts";
import { folded } from "../domain/text/folded.ts";
import type { Provider } from "../providers/contract.ts";
import type { ListFilter } from "../providers/listing.ts";

/** A missing filter lets every customer through. */
export interface CustomerFilter {
  readonly email?: string;
  readonly externalId?: string;
  readonly name?: string;
  readonly status?: string;
  /** Keys that must hold these values. A string also stands for the number or boolean that is written so. */
  readonly metadata?: readonly { readonly key: string; readonly value: Json }[];
  /** Found anywhere in the customer's values, in any case. */
  readonly search?: string;
  /** Milliseconds since 1970. */
  readonly createdSince?: number;
  readonly updatedSince?: number;
}

type Test = (customer: Customer, filter: CustomerFilter, provider: Provider) => boolean;

const tests: Readonly<Record<ListFilter, Test>> = {
  email: (customer, { email = "" }, provider) =>
    emailsOf(customer, provider).some((held) => sameWord(held, email)),
  externalId: (customer, { externalId = "" }) => memberAt(customer, externalIdField) === externalId,
  name: (customer, { name = "" }) => memberAt(customer, titleField) === name,
  status: (customer, { status = "" }) => sameWord(memberAt(customer, statusField), status),
  metadata: (customer, { metadata = [] }) =>
    metadata.every(({ key, value }) => holds(own(memberAt(customer, metadataField), key), value)),
  search: (customer, { search = "" }) => mentions(customer, folded(search)),
  createdSince: (customer, { createdSince = 0 }) => isSince(customer["createdAt"], createdSince),
  updatedSince: (customer, { updatedSince = 0 }) => isSince(customer["updatedAt"], updatedSince),
};

/** Whether the customer passes every one of these filters. */
export function passes(
  names: readonly ListFilter[],
  filter: CustomerFilter,
  customer: Customer,
  provider: Provider,
): boolean {
  return names.every((name) => tests[name](customer, filter, provider));
}

/** Each address that the customer is found by. */
export function emailsOf(customer: Customer, { list: { emailsIn } }: Provider): readonly Json[] {
  if (emailsIn === undefined) return [memberAt(customer, emailField) ?? null];
  const items = memberAt(customer, emailsIn.field);
  return isJsonArray(items) ? items.map((item) => own(item, emailsIn.member) ?? null) : [];
}

function sameWord(held: Json | undefined, wanted: string): boolean {
  return typeof held === "string" && folded(held) === folded(wanted);
}

function holds(held: Json | undefined, wanted: Json): boolean {
  if (held === undefined) return false;
  if (sameJson(held, wanted)) return true;
  return typeof wanted === "string" && !isContainer(held) && plainText(held) === wanted;
}

function isContainer(value: Json): boolean {
  return value === null || isJsonArray(value) || isJsonObject(value);
}

function mentions(value: Json, wanted: string): boolean {
  if (isJsonArray(value)) return value.some((item) => mentions(item, wanted));
  if (isJsonObject(value)) return Object.values(value).some((item) => mentions(item, wanted));
  return value !== null && folded(plainText(value)).includes(wanted);
}

function plainText(value: Json): string {
  return typeof value === "string" ? value : printJson(value);
}

/** Times are compared as moments: some carry an offset. */
function isSince(at: Json | undefined, since: number): boolean {
  return typeof at === "string" && Date.parse(at) >= since;
}
