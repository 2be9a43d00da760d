/** Compares what was stored with what was asked. */
import { compact } from "../domain/compact.ts";
import type { FieldChange, Customer, Warning } from "../domain/change.ts";
import { type FieldName, fieldOf } from "../domain/fields.ts";
import { type Json, type JsonObject, sameJson } from "../domain/json.ts";
import type { Provider } from "../providers/contract.ts";
import { printFieldPath } from "../domain/path.ts";
import { decodeRecord, mappingOf } from "../providers/wire/record.ts";
import { fieldValue } from "./apply-edits.ts";
import { changedBeside } from "./beside.ts";
import { isEmptyValue } from "./diff.ts";
import { differences } from "./differences.ts";
import { matchItems } from "./match-items.ts";
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
  /** What changed though nobody named it: before as read, after as stored. */
  readonly beside: readonly FieldChange[];
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
      .flatMap((field) => {
        const want = fieldValue(plan.after, field);
        const rows = differences(provider, field, want, fieldValue(after, field));
        return underOldNames(field, fieldValue(plan.before, field), want, rows);
      })
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
  const beside = [
    ...differing.values(),
    ...changedBeside(provider, native, stored, new Set(plan.touched)),
  ];
  const unreadable = changes.filter((change) => change.unreadable === true).length;

  return {
    changes,
    after,
    warnings: [
      ...off.map((change) => warnAboutStored(provider, change, dropped.has(change))),
      ...beside.map(warnBeside),
    ],
    stored: changes.length - off.length - unreadable,
    dropped: dropped.size,
    beside,
  };
}

/** The rows of an item whose identity the plan changes are compared with the plan's, which have its old one. */
function underOldNames(
  field: FieldName,
  before: Json | undefined,
  want: Json | undefined,
  rows: readonly FieldChange[],
): readonly FieldChange[] {
  const { kind, identity = [] } = fieldOf(field);
  if (kind !== "list" || rows.length === 0) return rows;
  const prefix = (item: string) => printFieldPath(field, [{ item }]);
  const renamed = new Map(
    (matchItems(before, want, identity) ?? []).flatMap(({ id, renamedTo }) =>
      renamedTo === undefined ? [] : [[prefix(renamedTo), prefix(id)] as const],
    ),
  );
  return rows.map((row) => {
    const [item = ""] = /^[^[]*\[[^\]\\]*(?:\\.[^\]\\]*)*\]/u.exec(row.field) ?? [];
    const old = renamed.get(item);
    return old === undefined ? row : { ...row, field: `${old}${row.field.slice(item.length)}` };
  });
}

function warnBeside({ field, kind }: FieldChange): Warning {
  const what = kind === "removed" ? "is gone" : kind === "added" ? "is new" : "changed as well";
  return {
    code: "changed_beside",
    field,
    message: `${field} ${what}, though it was not named: by the provider itself, or by someone else meanwhile`,
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
