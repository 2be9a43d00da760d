/** The document that `customers get` prints and `customers update --file` takes back. */
import { createHash } from "node:crypto";

import type { Customer } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import type { CustomerDocument } from "../../domain/documents/outcome.ts";
import { externalIdField } from "../../domain/fields.ts";
import {
  isExactNumber,
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
  sortKeys,
} from "../../domain/json.ts";
import type { Provider } from "../../providers/contract.ts";
import { decodeField, decodeRecord, recordId } from "../../providers/wire/record.ts";
import type { Connection } from "../connection.ts";
import { knownAccount } from "../known-account.ts";
import type { CustomerRead } from "../read-customer.ts";

/**
 * The customer in the common vocabulary, with the vendor's untouched record under `native`, and under `revision` a
 * digest of it: given back with the document, it tells whether `native` is still what was read.
 */
export function customerDocument(
  { provider, account }: Pick<Connection, "provider" | "account">,
  read: CustomerRead,
): CustomerDocument {
  const { id: _id, ...customer } = read.customer;
  const { id, native, requestId } = read;
  return {
    provider: provider.id,
    id,
    ...customer,
    account: knownAccount(provider, account, read.customer),
    ...compact({ requestId }),
    revision: revisionOf(native),
    native,
  };
}

export interface EditedRecord {
  /** The vendor's id in the record; empty when it holds none. */
  readonly id: string;
  readonly externalId?: string;
  readonly base: Customer;
  /** Whether the vendor's record in the document is still the one that was printed. */
  readonly revisionOk: boolean;
}

/** What an edited document was printed from; undefined when it is not one. */
export function editedRecord(provider: Provider, value: Json): EditedRecord | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, "native")) return undefined;
  const native = isJsonObject(value["native"]) ? value["native"] : {};
  const externalId = decodeField(provider, native, externalIdField);
  return {
    id: recordId(provider, native) ?? "",
    ...(typeof externalId === "string" ? { externalId } : {}),
    base: decodeRecord(provider, native),
    revisionOk: value["revision"] === revisionOf(native),
  };
}

/** The same for the same record, however its keys are ordered and whatever a reader made of its longest numbers. */
function revisionOf(native: JsonObject): string {
  return `sha256:${createHash("sha256")
    .update(printJson(sortKeys(native, asDouble)))
    .digest("hex")
    .slice(0, 32)}`;
}

/** Tools such as jq read every number as a double: so does the digest. */
function asDouble(value: Json): Json {
  return isExactNumber(value) ? Number(value.value) : value;
}
