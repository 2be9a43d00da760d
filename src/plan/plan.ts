/** What an update will do, decided before anything is written. Pure: the same record and patch give the same plan. */
import { compact } from "../domain/compact.ts";
import type { FieldChange, Customer, Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { type FieldName, fieldNames, metadataField } from "../domain/fields.ts";
import type { JsonObject } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { printFieldPath } from "../domain/path.ts";
import { updateBody } from "../providers/wire/body.ts";
import { unknownMembers } from "../providers/wire/unknown-members.ts";
import { unlistedValues } from "../providers/check-patch.ts";
import type { Provider } from "../providers/contract.ts";
import { memberAt, rootOf } from "../domain/members.ts";
import { decodeRecord, fieldsOf, mappingOf } from "../providers/wire/record.ts";
import { withAdded } from "./added-members.ts";
import { applyEdits, fieldValue, withField } from "./apply-edits.ts";
import { destroys } from "./destructive.ts";
import { diffField } from "./diff.ts";
import { differences, hasOwnIdea } from "./differences.ts";
import { complaintsAboutRecord } from "./checks/record-complaints.ts";
import { lostCharacters } from "./checks/lost-characters.ts";
import { missingKeys } from "./checks/missing-keys.ts";
import { typeWarnings } from "./checks/type-warnings.ts";

export interface Plan {
  /** The record as read, in the common vocabulary. */
  readonly before: Customer;
  /** The record as it would be, without what the provider never returns. */
  readonly after: Customer;
  readonly changes: readonly FieldChange[];
  /** Fields that change. */
  readonly touched: readonly FieldName[];
  /** What the update sends; where it takes two, all of it is here. */
  readonly body: JsonObject;
  /** What has to be stored by an update of its own first, and why. */
  readonly preparation?: { readonly body: JsonObject; readonly because: string };
  readonly warnings: readonly Warning[];
  /** Members of the record, in the vendor's words, that the update cannot carry: to be confirmed. */
  readonly mayBeLost: readonly string[];
}

export interface PlanOptions {
  /** What becomes of members of which nothing is known, where the update replaces the whole record; `ask` if missing. */
  readonly unknownMembers?: string;
  /** The patch was decided on an earlier record: what it takes out may be gone by now, and types were seen then. */
  readonly decidedEarlier?: boolean;
}

/**
 * Plans the update of one customer.
 *
 * @param native the vendor's record as just read
 * @throws {BillingError} usage: when the patch does not fit the record
 */
export function planUpdate(
  provider: Provider,
  native: JsonObject,
  patch: CustomerPatch,
  options: PlanOptions = {},
): Plan {
  const before = decodeRecord(provider, native);
  const named = new Set(patch.edits.map(({ field }) => field));
  const clearing = (field: FieldName) => {
    const mapping = mappingOf(provider, field);
    return { with: mapping?.clear?.with ?? null, unreadable: mapping?.access === "write-only" };
  };
  const edited = applyEdits(before, patch, clearing, options.decidedEarlier);
  const desired = [...named].reduce((customer, field) => {
    const asked = fieldValue(customer, field);
    const value = withAdded(provider, field, asked, fieldValue(before, field));
    return value === undefined || value === asked ? customer : withField(customer, field, value);
  }, edited);
  if (patch.replaceMetadata) named.add(metadataField);

  const byField = fieldNames
    .filter((field) => named.has(field))
    .map((field) => ({ field, changes: changesOf(provider, field, before, desired, patch) }))
    .filter(({ changes }) => changes.length > 0);
  const touched = byField.map(({ field }) => field);
  const complaints = complaintsAboutRecord(provider, { native, before, desired }, touched, patch);
  if (complaints.length > 0) throw BillingError.usage(complaints);
  const preparation = preparationFor(provider, native, touched);
  const handling = options.unknownMembers ?? "ask";
  const unknown =
    provider.updateStyle === "whole" && touched.length > 0 && handling !== "send"
      ? unknownMembers(provider, native)
      : [];

  return {
    before,
    after: readable(provider, before, desired),
    changes: byField.flatMap(({ field, changes }) =>
      changes.map((change) => {
        const reason = isIgnored(provider, field) ? undefined : destroys(field, change);
        return reason === undefined ? change : { ...change, destructive: reason };
      }),
    ),
    touched,
    body: updateBody(provider, native, desired, touched, handling === "send"),
    ...compact({ preparation }),
    mayBeLost: handling === "omit" ? [] : unknown,
    warnings: [
      ...(handling === "omit" ? unknown.map(omission) : []),
      ...touched.flatMap((field) => warningsFor(provider, field)),
      ...unlistedValues(provider, {
        ...patch,
        edits: patch.edits.filter(({ field }) => touched.includes(field)),
      }),
      ...(options.decidedEarlier === true
        ? []
        : [
            ...byField.flatMap(({ changes }) => [
              ...typeWarnings(changes, patch),
              ...lostCharacters(changes),
            ]),
            ...(patch.replaceMetadata ? [] : missingKeys(before, patch)),
          ]),
    ],
  };
}

function omission(field: string): Warning {
  const message = `${field} is left out of the update and may be lost: it is not known to this version`;
  return { code: "omitted", field, message };
}

function isIgnored(provider: Provider, field: FieldName): boolean {
  return mappingOf(provider, field)?.ignored !== undefined;
}

function changesOf(
  provider: Provider,
  field: FieldName,
  before: Customer,
  desired: Customer,
  patch: CustomerPatch,
): readonly FieldChange[] {
  if (mappingOf(provider, field)?.access !== "write-only") {
    const [held, wanted] = [fieldValue(before, field), fieldValue(desired, field)];
    const changes = diffField(field, held, wanted);
    // What the provider would store as it is already stored is no change.
    const isStored =
      changes.length > 0 &&
      hasOwnIdea(provider, field) &&
      differences(provider, field, wanted, held).length === 0;
    return isStored ? [] : changes;
  }
  // Nothing to compare with: every edit is a change.
  return patch.edits
    .filter((edit) => edit.field === field)
    .map((edit) => ({
      field: printFieldPath(field, edit.rest),
      unreadable: true as const,
      ...(edit.op === "unset"
        ? { kind: "removed" as const }
        : { kind: "changed" as const, after: edit.value }),
    }));
}

/** What a field needs to find in the record before it can be written. */
function preparationFor(
  provider: Provider,
  native: JsonObject,
  touched: readonly FieldName[],
): Plan["preparation"] {
  for (const field of touched) {
    const needs = mappingOf(provider, field)?.needs;
    if (needs !== undefined && (memberAt(native, needs.member) ?? null) === null) {
      return { body: { [needs.member]: needs.first }, because: needs.because };
    }
  }
  return undefined;
}

/** Only the fields that a later read can show. */
function readable(provider: Provider, before: Customer, desired: Customer): Customer {
  const hidden = hiddenOf(provider);
  const isReadable = (name: string) => !hidden.has(name) || Object.hasOwn(before, name);
  if (Object.keys(desired).every(isReadable)) return desired;
  return Object.fromEntries(Object.entries(desired).filter(([name]) => isReadable(name)));
}

const known = new WeakMap<Provider, ReadonlySet<string>>();

/** Names under which the provider takes what it never returns. */
function hiddenOf(provider: Provider): ReadonlySet<string> {
  const found = known.get(provider);
  if (found !== undefined) return found;
  const fields = fieldsOf(provider).filter(
    (field) => mappingOf(provider, field)?.access === "write-only",
  );
  const hidden = new Set(fields.map(rootOf));
  known.set(provider, hidden);
  return hidden;
}

function warningsFor(provider: Provider, field: FieldName): readonly Warning[] {
  const mapping = mappingOf(provider, field);
  if (mapping?.ignored !== undefined) {
    return [{ code: "ignored_by_provider", field, message: mapping.ignored }];
  }
  if (mapping?.access !== "write-only") return [];
  return [
    {
      code: "not_readable",
      field,
      message: `${provider.title} never returns ${field}: it is sent, and can be neither shown before nor verified after`,
    },
  ];
}
