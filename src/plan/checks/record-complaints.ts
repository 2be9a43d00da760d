/** What is wrong with a patch, and known only once the record was read. Pure. */
import type { Customer } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import type { Complaint } from "../../domain/errors.ts";
import type { FieldName } from "../../domain/fields.ts";
import { isJsonObject, type JsonObject } from "../../domain/json.ts";
import { rootOf } from "../../domain/members.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { checkWhole } from "../../providers/check-patch.ts";
import type { Provider } from "../../providers/contract.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import { fieldValue } from "../apply-edits.ts";
import { isEmptyValue } from "../diff.ts";
import { namesakes } from "./namesakes.ts";

interface Records {
  /** The vendor's record as read. */
  readonly native: JsonObject;
  readonly before: Customer;
  readonly desired: Customer;
}

/** @param touched fields that change */
export function complaintsAboutRecord(
  provider: Provider,
  { native, before, desired }: Records,
  touched: readonly FieldName[],
  patch: CustomerPatch,
): readonly Complaint[] {
  return touched.flatMap((field): readonly Complaint[] => {
    const edits = patch.edits.filter((edit) => edit.field === field);
    const at = compact({ location: edits[0]?.location });
    const mapping = mappingOf(provider, field);
    const path = mapping?.path ?? field;
    const held = native[rootOf(path)];
    // A change inside it would replace it and lose it unseen.
    if (path !== rootOf(path) && !isEmptyValue(held) && !isJsonObject(held)) {
      return [
        {
          ...at,
          message: `the stored "${rootOf(path)}" is no object, so "${field}" cannot be changed in it`,
        },
      ];
    }
    const wanted = fieldValue(desired, field);
    // An item of what is never returned is not named by anybody.
    const isNamed = mapping?.access !== "write-only";
    return [
      ...(isNamed ? namesakes(field, fieldValue(before, field), wanted, edits) : []),
      ...checkWhole(provider, field, wanted ?? null).map((says) => ({
        ...at,
        message: `the ${field} would then break a rule of ${provider.title}: expected ${says}`,
      })),
    ];
  });
}
