/** What becomes of a creation where there is such a customer already. */
import type { Complaint } from "../../domain/errors.ts";
import { emailField, externalIdField } from "../../domain/fields.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders } from "../../providers/registry.ts";

export type IfExists = "fail" | "skip" | "update";

/** How a customer is made. */
export interface Creates {
  /** Missing: it fails where the caller's own id is taken, and nothing else is looked at. */
  readonly ifExists?: IfExists;
}

/** A complaint where nothing tells whether the customer is there, and about what could not be changed in it. */
export function checkIfExists(
  provider: Provider,
  patch: CustomerPatch,
  ifExists: IfExists | undefined,
): readonly Complaint[] {
  if (ifExists === undefined) return [];
  const named = new Set(patch.edits.map(({ field }) => field));
  const looksUp = provider.byExternalId !== undefined;
  const canTell = (looksUp && named.has(externalIdField)) || named.has(emailField);
  const fields = [
    ...(looksUp ? [externalIdField] : []),
    ...(provider.fields[emailField] === undefined ? [] : [emailField]),
  ];
  const untold: Complaint = {
    location: { name: "--if-exists" },
    message: "nothing tells whether the customer is there",
    hint: `name its ${fields.join(" or ")}`,
  };
  return [
    ...(canTell ? [] : [untold]),
    ...(ifExists === "update" ? checkPatch(provider, patch, allProviders) : []),
  ];
}
