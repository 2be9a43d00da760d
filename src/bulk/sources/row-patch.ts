/** One row of a file: which customer it names, and what it asks of this provider. */
import { compact } from "../../domain/compact.ts";
import { type Complaint, describeLocation } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { combinePatches } from "../../patch/combine.ts";
import { patchFromCells } from "../../patch/from-cells.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import type { Provider } from "../../providers/contract.ts";
import { fieldsOf } from "../../providers/wire/record.ts";
import { allProviders } from "../../providers/registry.ts";
import { inVendorsWords } from "../../providers/wire/words.ts";
import {
  addressing,
  checkReference,
  type ReferenceKind,
  referenceAsWritten,
} from "../../providers/wire/requests.ts";
import type { ReadRow } from "../input/row.ts";
import { hiddenInId, hiddenInValue } from "../../patch/fields/hidden-text.ts";
import type { CustomerRef } from "../../update/connection.ts";
import type { Creates } from "../../update/create/if-exists.ts";
import { patchOfDocument, patchOfRecord } from "../../update/input/document-patch.ts";
import { type Expectation, expectationOf, type Printed } from "../../update/expectation.ts";
import { patchOfFields } from "../../update/input/printed-fields.ts";

/** What holds for every row. */
export interface RowRules {
  /** What a row's `id` is. */
  readonly by: ReferenceKind;
  /** The rows' keys are the provider's own. */
  readonly native: boolean;
  /** Text of a cell that clears the field. */
  readonly unsetToken: string;
  /** A value may be missing in our copy of a list that the provider keeps. */
  readonly unlisted: boolean;
  /** The rows are customers that are to be made. */
  readonly creates?: Creates;
}

export interface RowPatch extends CustomerRef {
  readonly patch: CustomerPatch;
  /** What a printed row was printed from. */
  readonly expected?: Expectation;
  /** The customer is to be made. */
  readonly creates?: Creates;
  /** What tells the row from others, where that is not its reference; empty: nothing does. */
  readonly called?: string;
}

type Refused = { readonly complaints: readonly Complaint[] };

/** Which customer the row names: by one of its two ids, which every row has. */
export function rowRef(
  { id, externalId }: ReadRow,
  { by }: RowRules,
  provider?: Provider,
): CustomerRef {
  if (id === undefined) return { kind: "external-id", reference: externalId?.value ?? "" };
  const { value } = id;
  return {
    kind: by,
    reference: provider === undefined ? value : referenceAsWritten(provider, by, value),
  };
}

/** What is wrong with the row's reference. */
function complaintsOf(
  { id, externalId }: ReadRow,
  provider: Provider,
  { kind, reference }: CustomerRef,
): readonly Complaint[] {
  const complaint = checkReference(provider, kind, reference);
  if (complaint === undefined) return [];
  const { hint: flagHint, ...rest } = complaint;
  const hint =
    addressing(provider, kind) === undefined
      ? flagHint
      : reference !== reference.trim()
        ? "there is a blank before or behind it"
        : kind === "id" && provider.byExternalId !== undefined
          ? "if it is your own id for the customer, call it externalId"
          : flagHint;
  return [compact({ ...rest, location: (id ?? externalId)?.location, hint })];
}

/**
 * The row as a patch that the provider would take; the flags win over the row, field by field.
 *
 * @param flags what the command line asks of every row
 */
export function rowPatch(
  row: ReadRow,
  provider: Provider,
  rules: RowRules,
  flags: CustomerPatch,
): RowPatch | Refused {
  const ref = rowRef(row, rules, provider);
  const hiddenId = hiddenInId(row.id ?? row.externalId);
  const misnamed = hiddenId.length > 0 ? hiddenId : complaintsOf(row, provider, ref);
  const nobody = { kind: "id" as const, reference: "" };
  const asked = askedBy(row, provider, rules, misnamed.length > 0 ? nobody : ref);
  const found =
    "complaints" in asked
      ? asked.complaints
      : asked.patch.edits.flatMap((edit) => hiddenInValue(edit, asked.base));
  if ("complaints" in asked || misnamed.length + found.length > 0) {
    return { complaints: [...misnamed, ...found] };
  }
  const nothing =
    asked.patch.edits.length === 0 && flags.edits.length === 0 && !flags.replaceMetadata;
  if (nothing && row.cells === undefined && row.printed !== true) {
    const message = "nothing to change: name at least one field";
    return { complaints: [{ location: row.location, message }] };
  }
  // A row of empty cells, or a record given back unedited, asks for nothing, and that is fine.
  const combined = nothing ? asked : combinePatches(asked.patch, flags);
  if ("complaints" in combined) return { complaints: placedIn(row, combined.complaints) };
  const patch = inVendorsWords(provider, combined.patch);
  const refused = checkPatch(provider, patch, allProviders, rules);
  if (refused.length > 0) return { complaints: placedIn(row, refused) };
  const expected = expectationOf(asked, patch);
  return compact({ ...ref, patch, expected });
}

function askedBy(
  row: ReadRow,
  provider: Provider,
  { native, unsetToken }: RowRules,
  ref: CustomerRef,
): (Printed & { readonly patch: CustomerPatch }) | Refused {
  if (row.cells !== undefined) {
    const supported = new Set(fieldsOf(provider));
    const found = patchFromCells(row.cells, { unsetToken, supported });
    return "complaints" in found ? found : compact({ ...found, printed: row.printedFields });
  }
  if (row.printed === true && row.document !== undefined && !native) {
    const changed =
      patchOfFields(row.document, provider, ref) ?? patchOfRecord(row.document, provider, ref);
    if (changed !== undefined) return changed;
  }
  const document = row.native ?? row.document;
  return document === undefined
    ? { patch: { edits: [], replaceMetadata: false } }
    : patchOfDocument(document, provider, native || row.native !== undefined);
}

/** What is said of a flag is said at the row: it goes wrong there. */
export function placedIn(
  { location }: ReadRow,
  complaints: readonly Complaint[],
): readonly Complaint[] {
  return complaints.map((complaint) =>
    complaint.location?.line === undefined
      ? {
          ...complaint,
          location,
          message:
            complaint.location === undefined
              ? complaint.message
              : `${describeLocation(complaint.location)}: ${complaint.message}`,
        }
      : complaint,
  );
}
