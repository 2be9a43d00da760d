/** `--fields`: which fields of a result are shown, and in which order. */
import { type Chosen, parseFields } from "../../domain/field/chosen-fields.ts";
import { BillingError } from "../../domain/errors.ts";
import { fieldNames } from "../../domain/fields.ts";
import type { Provider } from "../../providers/contract.ts";
import { optionsUnder } from "./kinds.ts";

export const fieldsOption = (example: string) => ({
  fields: optionsUnder("Output:").text("a,b.c", `show these fields alone, such as ${example}`),
});

/**
 * @param known what a path may begin with
 * @returns undefined where none are chosen
 * @throws {BillingError} usage: with every name that is none
 */
export function chosenFields(
  { fields }: { readonly fields: string | undefined },
  known: readonly string[],
  hint?: string,
): readonly Chosen[] | undefined {
  if (fields === undefined) return undefined;
  const found = parseFields(fields, known, hint);
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  return found;
}

const nativeHint = "what only the provider's own record holds stands under native, as in native.id";

/** {@link chosenFields} of a customer's document. */
export function chosenCustomerFields(
  options: { readonly fields: string | undefined },
  providers: readonly Provider[],
): readonly Chosen[] | undefined {
  const readOnly = new Set(providers.flatMap((provider) => Object.keys(provider.readOnly)));
  return chosenFields(
    options,
    ["provider", "account", "id", "revision", "native", ...readOnly, ...fieldNames],
    nativeHint,
  );
}

/** {@link chosenFields} of customers that are compared: whose a customer is differs anyway. */
export function chosenComparedFields(
  options: { readonly fields: string | undefined },
  providers: readonly Provider[],
): readonly Chosen[] | undefined {
  const readOnly = new Set(providers.flatMap((provider) => Object.keys(provider.readOnly)));
  readOnly.delete("id");
  return chosenFields(options, ["native", ...readOnly, ...fieldNames], nativeHint);
}
