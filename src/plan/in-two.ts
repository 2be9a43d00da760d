/** Updates that must not be one: a member into which the vendor itself writes is sent after what makes it write. Pure. */
import type { Customer, FieldChange } from "../domain/change.ts";
import { type FieldName, metadataField } from "../domain/fields.ts";
import { own, rootOf } from "../domain/members.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { fieldPath, printPath } from "../domain/path.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import { fieldValue } from "./apply-edits.ts";
import { imagesOf, movedSince } from "./images.ts";

export interface TwoPatches {
  readonly first: CustomerPatch;
  /** Planned again from the record as the first one left it. */
  readonly second: CustomerPatch;
  readonly because: string;
  /** Keys of the member that the vendor itself writes in between. */
  readonly vendorKeys: readonly string[];
}

/**
 * The patch as two; undefined where one update carries it all.
 *
 * @param touched fields that change
 */
export function inTwo(
  provider: Provider,
  { edits, replaceMetadata }: CustomerPatch,
  touched: readonly FieldName[],
): TwoPatches | undefined {
  const rootAt = (field: FieldName) => rootOf(mappingOf(provider, field)?.path ?? field);
  for (const field of touched) {
    const writes = mappingOf(provider, field)?.alsoWrites;
    if (writes === undefined) continue;
    const isLater = (other: FieldName) => other !== field && rootAt(other) === writes.member;
    if (!touched.some(isLater)) continue;
    const replacesLater = replaceMetadata && isLater(metadataField);
    return {
      first: {
        edits: edits.filter((edit) => !isLater(edit.field)),
        replaceMetadata: replaceMetadata && !replacesLater,
      },
      second: {
        edits: edits.filter((edit) => isLater(edit.field)),
        replaceMetadata: replacesLater,
      },
      because: writes.because,
      vendorKeys: writes.keys,
    };
  }
  return undefined;
}

/** What others changed between the two of that which the second one names: before as planned, after as stored now. */
export function movedBetween(
  { second, vendorKeys }: TwoPatches,
  planned: Customer,
  now: Customer,
): readonly FieldChange[] {
  const fields = new Set(second.edits.map(({ field }) => field));
  if (second.replaceMetadata) fields.add(metadataField);
  const own = [...fields].flatMap((field) =>
    vendorKeys.map((key) => printPath(fieldPath(field, [{ key }]))),
  );
  return movedSince(imagesOf(planned, [...fields]), now, second).filter(
    ({ field }) => !own.includes(field),
  );
}

/**
 * The second patch as it is carried out: a map that is replaced on purpose keeps what the vendor has just begun to
 * write into it, which nobody was shown.
 */
export function keepingTrail(
  { second, vendorKeys }: TwoPatches,
  planned: Customer,
  now: Customer,
): CustomerPatch {
  if (!second.replaceMetadata) return second;
  const heldThen = fieldValue(planned, metadataField);
  const heldNow = fieldValue(now, metadataField);
  const kept = vendorKeys.flatMap((key): readonly Edit[] => {
    const value = own(heldNow, key);
    const path = [{ key }];
    const isNamed = second.edits.some(
      ({ field, rest: [segment] }) =>
        field === metadataField && segment !== undefined && "key" in segment && segment.key === key,
    );
    return value === undefined || own(heldThen, key) !== undefined || isNamed
      ? []
      : [
          {
            field: metadataField,
            rest: path,
            op: "set",
            value,
            location: { name: "--replace-metadata" },
          },
        ];
  });
  return { ...second, edits: [...second.edits, ...kept] };
}
