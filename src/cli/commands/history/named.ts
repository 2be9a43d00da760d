/** Which change a command line names. */
import { BillingError } from "../../../domain/errors.ts";

/** @returns the id; undefined: the last one */
export function namedChange(
  { last }: { readonly last: boolean },
  [named]: readonly string[],
): string | undefined {
  if ((named === undefined) === last) return named;
  throw new BillingError(
    "usage",
    last
      ? `--last names a change, and so does "${named}"`
      : "<change> is missing: id of the change or run, or its first or last letters",
    { hint: last ? "leave one of them out" : "see the list: billing history; or add --last" },
  );
}
