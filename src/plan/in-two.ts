/** Updates that must not be one: a member into which the vendor itself writes is sent after what makes it write. Pure. */
import type { Customer, FieldChange } from "../domain/change.ts";
import { type FieldName, metadataField } from "../domain/fields.ts";
import { own, rootOf } from "../domain/members.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { printFieldPath } from "../domain/path.ts";
import type { Mapping, Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import { fieldValue } from "./apply-edits.ts";
import { imagesOf, movedSince } from "./images.ts";

export interface TwoPatches {
  readonly first: CustomerPatch;
  /** Planned again from the record as the first one left it. */
  readonly second: CustomerPatch;
  readonly because: string;
  /** The key of the member that the vendor itself writes in between. */
  readonly trail: string;
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
  const split = splitAt(provider, touched);
  if (split === undefined) return undefined;
  const { writes, isLater } = split;
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
    trail: writes.key.slice(rootOf(writes.key).length + 1),
  };
}

interface Split {
  readonly writes: NonNullable<Mapping["alsoWrites"]>;
  /** Whether the second update carries the field. */
  readonly isLater: (field: FieldName) => boolean;
}

/** Where a change of these fields takes two updates; undefined where it takes one. */
export function splitAt(provider: Provider, touched: readonly FieldName[]): Split | undefined {
  const rootAt = (field: FieldName) => rootOf(mappingOf(provider, field)?.path ?? field);
  for (const field of touched) {
    const writes = mappingOf(provider, field)?.alsoWrites;
    if (writes === undefined) continue;
    const member = rootOf(writes.key);
    const isLater = (other: FieldName) => other !== field && rootAt(other) === member;
    if (touched.some(isLater)) return { writes, isLater };
  }
  return undefined;
}

/** What others changed between the two of that which the second one names: before as planned, after as stored now. */
export function movedBetween(
  { second, trail }: TwoPatches,
  planned: Customer,
  now: Customer,
): readonly FieldChange[] {
  const fields = new Set(second.edits.map(({ field }) => field));
  if (second.replaceMetadata) fields.add(metadataField);
  const written = new Set([...fields].map((field) => printFieldPath(field, [{ key: trail }])));
  return movedSince(imagesOf(planned, [...fields]), now, second).filter(
    ({ field }) => !written.has(field),
  );
}

/**
 * The second patch as it is carried out: a map that is replaced on purpose keeps what the vendor has just begun to
 * write into it, which nobody was shown.
 */
export function keepingTrail(
  { second, trail }: TwoPatches,
  planned: Customer,
  now: Customer,
): CustomerPatch {
  const field = metadataField;
  const held = (customer: Customer) => own(fieldValue(customer, field), trail);
  const [before, value] = [held(planned), held(now)];
  const isNamed = second.edits.some(
    ({ rest: [key] }) => key !== undefined && "key" in key && key.key === trail,
  );
  if (!second.replaceMetadata || value === undefined || before !== undefined || isNamed) {
    return second;
  }
  const location = { name: "--replace-metadata" };
  const kept: Edit = { field, rest: [{ key: trail }], op: "set", value, location };
  return { ...second, edits: [...second.edits, kept] };
}
