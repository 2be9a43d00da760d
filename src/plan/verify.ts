/** Compares what was stored with what was asked. */
import { compact } from "../domain/compact.ts";
import type { FieldChange, Customer, Warning } from "../domain/change.ts";
import type { FieldName } from "../domain/fields.ts";
import { type JsonObject, sameJson } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { rootOf } from "../domain/members.ts";
import { decodeRecord, fieldsOf, mappingOf } from "../providers/wire/record.ts";
import { fieldValue } from "./apply-edits.ts";
import { diffField, isEmptyValue } from "./diff.ts";
import { differences } from "./differences.ts";
import type { Plan } from "./plan.ts";

export interface Verdict {
  /** The plan's changes, with what was stored where that is not what was asked. */
  readonly changes: readonly FieldChange[];
  readonly after: Customer;
  readonly warnings: readonly Warning[];
  /** Changes that are stored as asked; those that cannot be read count as neither. */
  readonly stored: number;
  /** Changes of which nothing was stored. */
  readonly dropped: number;
}

/**
 * @param native the vendor's record as read before the update
 * @param stored the vendor's record after it
 */
export function verifyUpdate(
  provider: Provider,
  plan: Plan,
  native: JsonObject,
  stored: JsonObject,
): Verdict {
  const after = decodeRecord(provider, stored);
  const differing = new Map(
    plan.touched
      .filter((field) => mappingOf(provider, field)?.access !== "write-only")
      .flatMap((field) =>
        differences(provider, field, fieldValue(plan.after, field), fieldValue(after, field)),
      )
      .map((row) => [row.field, row]),
  );

  const changes = plan.changes.map((change): FieldChange => {
    const row = differing.get(change.field);
    if (row === undefined || change.unreadable === true) return change;
    differing.delete(change.field);
    return { ...change, stored: compact({ value: row.after }) };
  });
  const off = changes.filter((change) => change.stored !== undefined);
  const dropped = new Set(
    off.filter(
      ({ before, stored: held }) =>
        sameJson(held?.value, before) || (isEmptyValue(held?.value) && isEmptyValue(before)),
    ),
  );
  const unreadable = changes.filter((change) => change.unreadable === true).length;

  return {
    changes,
    after,
    warnings: [
      ...off.map((change) => warnAboutStored(provider, change, dropped.has(change))),
      ...[...differing.keys(), ...alsoChanged(provider, plan, native, stored, after)].map(
        (field): Warning => ({
          code: "also_changed",
          field,
          message: `${field} changed as well, though it was not named: by the provider itself, or by someone else meanwhile`,
        }),
      ),
    ],
    stored: changes.length - off.length - unreadable,
    dropped: dropped.size,
  };
}

function warnAboutStored(provider: Provider, { field }: FieldChange, dropped: boolean): Warning {
  return dropped
    ? {
        code: "not_stored",
        field,
        message: `${provider.title} answered success and did not store ${field}`,
      }
    : {
        code: "stored_differently",
        field,
        message: `${provider.title} stored another value of ${field} than was sent`,
      };
}

/** What changed although nobody named it: the promise that nothing else changes, checked. */
function alsoChanged(
  provider: Provider,
  plan: Plan,
  native: JsonObject,
  stored: JsonObject,
  after: Customer,
): readonly string[] {
  const touched = new Set<FieldName>(plan.touched);
  const known = fieldsOf(provider).flatMap((field) => {
    const mapping = mappingOf(provider, field);
    return mapping === undefined ? [] : [{ field, root: rootOf(mapping.path) }];
  });
  const fields = known
    .filter(({ field, root }) => !touched.has(field) && !provider.volatile.includes(root))
    .flatMap(({ field }) =>
      diffField(field, fieldValue(plan.before, field), fieldValue(after, field)),
    )
    .map((change) => change.field);
  const roots = new Set([...known.map(({ root }) => root), ...provider.volatile]);
  const others = Object.keys(native).filter(
    (name) =>
      !roots.has(name) && Object.hasOwn(stored, name) && !sameJson(native[name], stored[name]),
  );
  return [...fields, ...others];
}
