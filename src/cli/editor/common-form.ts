/** The form that `customers get -o yaml` prints and `customers update --file` takes back, for an editor. */
import { isFieldName } from "../../domain/fields.ts";
import { isJsonObject, type JsonObject, sameJson } from "../../domain/json.ts";
import { type Draft, memberAt, own, putMember } from "../../domain/members.ts";
import { printFieldPath } from "../../domain/path.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { patchFromEditedRecord } from "../../patch/edited-record.ts";
import { fieldsInGroup } from "../../patch/fields/vocabulary.ts";
import type { Provider } from "../../providers/contract.ts";
import { decodeRecord, fieldsOf, mappingOf } from "../../providers/wire/record.ts";
import { printYaml } from "../../render/machine/yaml.ts";
import { customerDocument, editedRecord } from "../../update/input/customer-document.ts";
import type { Connection } from "../../update/connection.ts";
import type { CustomerRead } from "../../update/read-customer.ts";
import { type Edited, type Form, remarksAround } from "./form.ts";
import { remarksAbove, remarksOnMissing } from "./remarks.ts";

/** Characters of a text that holds the record twice; of a longer one nobody reads the copy. */
const longestWhole = 1024 * 1024;

/** Without the vendor's record where that would be too long. */
export function commonForm(connection: Connection, read: CustomerRead): Form {
  const { provider, secrets } = connection;
  const { requestId: _requestId, ...printed } = customerDocument(connection, read);
  const { provider: id, id: customer, account, revision, native, ...fields } = printed;
  const entries = Object.entries(fields);
  const settable = entries.filter(([key]) => isSettable(provider, key));
  const locked = entries.filter(([key]) => !isSettable(provider, key));
  const document: JsonObject = {
    provider: id,
    id: customer,
    ...Object.fromEntries([...settable, ...locked]),
    account: secrets.redactValue(account),
    revision,
    native,
  };
  const around = remarksAround(connection, read, {
    first: [],
    last: [
      `native is the customer as ${provider.title} sent it, and revision a digest of it: they tell what`,
      "was changed above them, and are not to be changed themselves.",
    ],
  });
  const [[firstLocked] = ["account"]] = locked;
  const missing = remarksOnMissing(
    provider,
    ({ field }) => memberAt(fields, field) !== undefined,
    ({ field }) => field,
  );
  const above = new Map([
    ...remarksAbove(provider, ({ field }) => field),
    [firstLocked, [...missing, "", "Can only be read:"]] as const,
  ]);
  const whole = printYaml(document, { ...around, above });
  const isTooLong = Buffer.byteLength(whole) > longestWhole;
  const { native: _native, revision: _revision, ...short } = document;
  return {
    text: isTooLong ? printYaml(short, { ...around, above }) : whole,
    patchOf: (given) => patchOf(provider, read, given),
  };
}

function isSettable(provider: Provider, key: string): boolean {
  return [key, ...fieldsInGroup(key)].some((name) => {
    const mapping = isFieldName(name) ? mappingOf(provider, name) : undefined;
    return mapping !== undefined && mapping.access !== "read-only";
  });
}

function patchOf(provider: Provider, read: CustomerRead, document: LocatedDocument): Edited {
  const found = patchFromEditedRecord(document, {
    provider: provider.id,
    id: read.id,
    base: read.customer,
    revisionOk: isNativeOk(provider, read, document),
  });
  return "complaints" in found
    ? found
    : { patch: found.patch, leftOut: leftOut(provider, read.customer, document) };
}

/**
 * Whether the vendor's record says nothing of its own: it is as it was, it was deleted, or somebody replaced a word
 * throughout the text, so that it says what the fields above it say.
 */
function isNativeOk(
  provider: Provider,
  { native, customer }: CustomerRead,
  { value }: LocatedDocument,
): boolean {
  const given = own(value, "native");
  if (given === undefined || editedRecord(provider, value)?.revisionOk === true) return true;
  if (!isJsonObject(given)) return false;
  const paths = new Map([
    ...fieldsOf(provider).map((field) => [field, mappingOf(provider, field)?.path ?? ""] as const),
    ...Object.entries(provider.readOnly).map(([name, { path }]) => [name, path] as const),
  ]);
  const known: Draft = { ...native };
  for (const path of paths.values()) {
    const held = memberAt(given, path);
    if (held !== undefined) putMember(known, path, held);
  }
  const decoded = decodeRecord(provider, given);
  const saysSame = [...paths.keys()].every((name) =>
    sameJson(memberAt(decoded, name), memberAt(value, name) ?? memberAt(customer, name)),
  );
  return saysSame && sameJson(known, given);
}

/** Fields, and keys of maps, that were in the text and are no longer. */
function leftOut(
  provider: Provider,
  before: JsonObject,
  { value }: LocatedDocument,
): readonly string[] {
  return fieldsOf(provider).flatMap((field) => {
    const held = memberAt(before, field);
    const inside = memberAt(value, field);
    const given = inside === undefined ? own(value, field) : inside;
    if (held === undefined || given === null) return [];
    // A whole group that is null says so for each of its fields.
    if (given === undefined) {
      return own(value, field.split(".")[0] ?? field) === null ? [] : [field];
    }
    if (!isJsonObject(held) || !isJsonObject(given)) return [];
    return Object.keys(held)
      .filter((key) => !Object.hasOwn(given, key))
      .map((key) => printFieldPath(field, [{ key }]));
  });
}
