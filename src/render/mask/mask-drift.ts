import { compact } from "../../domain/compact.ts";
import type { Drift } from "../../domain/documents/drift.ts";
import { maskName } from "./mask.ts";
import { maskAddresses } from "./mask-text.ts";
import { maskAt, maskPath } from "./mask-value.ts";
import { keysOf, type Personal } from "./personal.ts";

/** The same customers side by side, with personal values masked; which of them are the same stays. */
export function maskDrift(personal: Personal, drift: Drift): Drift {
  return {
    ...drift,
    customers: drift.customers.map(({ reference, title, error, ...customer }) => ({
      ...customer,
      reference: maskAddresses(reference),
      ...compact({
        title: title === undefined ? undefined : maskName(title),
        error: error && { ...error, message: maskAddresses(error.message) },
      }),
    })),
    fields: drift.fields.map(({ field, verdict, values }) => ({
      field: maskPath(personal, field),
      verdict,
      values: values.map(({ value, ...cell }) => ({
        ...cell,
        ...compact({
          value: value === undefined ? undefined : maskAt(personal, keysOf(field), value),
        }),
      })),
    })),
  };
}
