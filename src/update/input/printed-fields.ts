/** A document of chosen fields, as `customers list --fields` prints it, edited and given back. */
import type { Complaint } from "../../domain/errors.ts";
import {
  isAsPrinted,
  type PrintedField,
  readFieldRevision,
} from "../../domain/field/field-revision.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { own } from "../../domain/members.ts";
import { parsePath, type Path } from "../../domain/path.ts";
import { cellText } from "../../domain/text/cell.ts";
import { valueAt } from "../../domain/value-at.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { checkNumbers } from "../../patch/edited-record.ts";
import type { Provider } from "../../providers/contract.ts";
import { idAsWritten } from "../../providers/wire/record.ts";
import type { CustomerRef } from "../connection.ts";
import { patchOfDocument } from "./document-patch.ts";

interface Edited {
  readonly patch: CustomerPatch;
  /** What the fields were, those that were not edited as well. */
  readonly printed: readonly PrintedField[];
}

/**
 * What was changed in the fields; undefined when the document is none of that kind.
 *
 * @param document read with `numbers: "keep"`, because it repeats the provider's numbers
 */
export function patchOfFields(
  document: LocatedDocument,
  provider: Provider,
  ref: CustomerRef,
): Edited | { readonly complaints: readonly Complaint[] } | undefined {
  const { value } = document;
  if (!isJsonObject(value)) return undefined;
  const { revision } = value;
  const was = typeof revision === "string" ? readFieldRevision(revision) : undefined;
  if (was === undefined) return undefined;
  const printed = [...was.values()];
  const rest = printed
    .filter((field) => isUnedited(value, field))
    .reduce(without, namesLeftOut(value));
  const locked = Object.hasOwn(rest, "native") ? [readOnly(document, rest)] : [];
  const found = patchOfDocument({ ...document, value: omit(rest, "native") }, provider, false);
  const complaints = [
    ...checkNames(document, value, provider, ref),
    ...locked,
    ...("complaints" in found ? found.complaints : []),
    ...checkNumbers(document, rest, []),
  ];
  return "complaints" in found || complaints.length > 0
    ? { complaints }
    : { patch: found.patch, printed };
}

/** Whether it is about the customer that is to be changed. */
function checkNames(
  { locationOf }: LocatedDocument,
  { provider: of, id, externalId }: JsonObject,
  provider: Provider,
  { kind, reference }: CustomerRef,
): readonly Complaint[] {
  const differs = (key: string, wanted: string): Complaint => ({
    location: locationOf([key]),
    message: `the record's ${key} is not "${wanted}", which is to be changed`,
  });
  const named = kind === "id" ? id : externalId;
  const own = typeof id === "string" ? idAsWritten(provider, id) : id;
  return [
    ...(of === undefined || of === provider.id ? [] : [differs("provider", provider.id)]),
    ...(named === undefined || [own, externalId].includes(reference)
      ? []
      : [differs(kind === "id" ? "id" : "externalId", reference)]),
  ];
}

/** The document without whom it is about. */
function namesLeftOut(value: JsonObject): JsonObject {
  const name = Object.hasOwn(value, "id") ? "id" : "externalId";
  return [name, "provider", "revision"].reduce(omit, value);
}

function isUnedited(value: JsonObject, field: PrintedField): boolean {
  const held = own(value, field.path) ?? valueAt(value, parsePath(field.path));
  return held === undefined || isAsPrinted(field, cellText(held));
}

function without(value: JsonObject, { path }: PrintedField): JsonObject {
  return Object.hasOwn(value, path) ? omit(value, path) : removed(value, parsePath(path));
}

/** The object without what stands under the path, and without what holds nothing else. */
function removed(value: JsonObject, [segment, ...rest]: Path): JsonObject {
  if (segment === undefined || !("key" in segment)) return value;
  const held = own(value, segment.key);
  if (rest.length === 0 || !isJsonObject(held)) return omit(value, segment.key);
  const left = removed(held, rest);
  return Object.keys(left).length === 0
    ? omit(value, segment.key)
    : { ...value, [segment.key]: left };
}

function omit(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(
    Object.entries(value).filter(([key]): boolean => key !== name),
  ) satisfies Record<string, Json>;
}

function readOnly(document: LocatedDocument, rest: JsonObject): Complaint {
  const [name = ""] = Object.keys(isJsonObject(rest["native"]) ? rest["native"] : {});
  return {
    location: document.locationOf(["native"]),
    message: `native.${name} can only be read`,
    hint: "change the field beside it, or give just the changed members to --native",
  };
}
