/** One row of a file as a customer that is to be made. */
import { compact } from "../../domain/compact.ts";
import type { Complaint } from "../../domain/errors.ts";
import { emailField, externalIdField, type FieldName } from "../../domain/fields.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { folded } from "../../domain/text/folded.ts";
import { combinePatches } from "../../patch/combine.ts";
import { patchFromCells } from "../../patch/from-cells.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import type { Provider } from "../../providers/contract.ts";
import { asCreated, isCreating, missingFields } from "../../providers/creation.ts";
import { allProviders } from "../../providers/registry.ts";
import { inVendorsWords } from "../../providers/wire/words.ts";
import { fieldsOf } from "../../providers/wire/record.ts";
import { checkIfExists } from "../../update/create/if-exists.ts";
import {
  isSetByProvider,
  patchOfNewCustomer,
  withoutClearing,
} from "../../update/input/new-customer.ts";
import type { ReadRow } from "../input/row.ts";
import { hiddenInValue } from "../../patch/fields/hidden-text.ts";
import { placedIn, type RowPatch, type RowRules } from "./row-patch.ts";

type Refused = { readonly complaints: readonly Complaint[] };

/**
 * The row as a customer that the provider would make; the flags win over the row, field by field.
 *
 * @param flags what the command line gives every customer
 */
export function newRowPatch(
  row: ReadRow,
  provider: Provider,
  rules: RowRules,
  flags: CustomerPatch,
): RowPatch | Refused {
  const { location } = row;
  if (!isCreating(provider)) {
    return {
      complaints: [{ location, message: `${provider.title} is not known to make customers` }],
    };
  }
  const view = asCreated(provider);
  const asked = askedBy(row, view, rules);
  if ("complaints" in asked) return asked;
  const hidden = asked.patch.edits.flatMap((edit) => hiddenInValue(edit));
  if (hidden.length > 0) return { complaints: hidden };
  const isNothing = asked.patch.edits.length === 0 && flags.edits.length === 0;
  const combined = isNothing ? asked : combinePatches(asked.patch, flags);
  if ("complaints" in combined) return { complaints: placedIn(row, combined.complaints) };
  const patch = inVendorsWords(view, combined.patch);
  const { ifExists } = rules.creates ?? {};
  const refused = [
    ...checkPatch(view, patch, allProviders.map(asCreated), rules),
    ...missingFields(provider, patch, true),
    ...checkIfExists(provider, patch, ifExists),
  ];
  if (refused.length > 0) return { complaints: placedIn(row, refused) };
  const own = textOf(patch, externalIdField);
  const called = own ?? (ifExists === undefined ? "" : folded(textOf(patch, emailField) ?? ""));
  const creates = compact({ ifExists });
  return own === undefined
    ? { kind: "id", reference: "", patch, creates, called }
    : { kind: "external-id", reference: own, patch, creates, called };
}

function askedBy(
  { cells, document, native, printedFields }: ReadRow,
  view: Provider,
  { unsetToken, native: isNative }: RowRules,
): { readonly patch: CustomerPatch } | Refused {
  if (cells !== undefined) {
    const held =
      printedFields === undefined
        ? cells
        : cells.filter(({ path }) => !isSetByProvider(path, view, view));
    const found = patchFromCells(held, { unsetToken, supported: new Set(fieldsOf(view)) });
    return "complaints" in found ? found : { patch: withoutClearing(found.patch) };
  }
  const said = native ?? document;
  return said === undefined
    ? { patch: { edits: [], replaceMetadata: false } }
    : patchOfNewCustomer(said, view, isNative || native !== undefined);
}

/** The text that the field is to hold. */
function textOf({ edits }: CustomerPatch, field: FieldName): string | undefined {
  const edit = edits.find((one) => one.field === field && one.op === "set");
  return edit?.op === "set" && typeof edit.value === "string" ? edit.value : undefined;
}
