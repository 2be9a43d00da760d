/** Updates that must not be one: a member into which the vendor itself writes is sent after what makes it write. Pure. */
import { type FieldName, metadataField } from "../domain/fields.ts";
import { rootOf } from "../domain/members.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";

export interface TwoPatches {
  readonly first: CustomerPatch;
  /** Planned again from the record as the first one left it. */
  readonly second: CustomerPatch;
  readonly because: string;
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
    };
  }
  return undefined;
}
