/** What an edited text asks to change, or every complaint about it: nothing was sent. */
import { BillingError, type Complaint } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { fieldPath, printPath } from "../../domain/path.ts";
import { sameJson } from "../../domain/json.ts";
import { valueAt } from "../../domain/value-at.ts";
import { combinePatches } from "../../patch/combine.ts";
import { hiddenInValue } from "../../patch/fields/hidden-text.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import { allProviders } from "../../providers/registry.ts";
import { inVendorsWords } from "../../providers/wire/words.ts";
import type { Connection } from "../../update/connection.ts";
import { planCustomer } from "../../update/plan-customer.ts";
import type { CustomerRead } from "../../update/read-customer.ts";
import { documentIn } from "../args/patch.ts";
import type { Form } from "./form.ts";

interface Understood {
  readonly patch: CustomerPatch;
  /** Paths that were deleted from the text, which changes nothing. */
  readonly leftOut: readonly string[];
}

interface Subject {
  readonly connection: Connection;
  readonly form: Form;
  /** The customer as it is stored. */
  readonly read: CustomerRead;
  /** The customer as the form shows it: without credentials. */
  readonly shown: CustomerRead;
  readonly unlisted: boolean;
  /** The text's name, for complaints. */
  readonly name: string;
}

type Found = Understood | { readonly complaints: readonly Complaint[] };

export async function understand(subject: Subject, bytes: Uint8Array): Promise<Found> {
  const { connection, form, name, unlisted } = subject;
  const source = { name, bytes };
  const kept = await documentIn(source, { numbers: "keep" });
  if ("complaints" in kept) {
    // Who minds numbers finds as much, and more.
    const found = await documentIn(source);
    return "complaints" in found ? found : kept;
  }
  const edited = form.patchOf(kept.document);
  if ("complaints" in edited || edited.patch.edits.length === 0) return edited;
  const combined = combinePatches(edited.patch, { edits: [], replaceMetadata: false });
  if ("complaints" in combined) return combined;
  const patch = inVendorsWords(connection.provider, combined.patch);
  const complaints = [
    ...patch.edits.flatMap((edit) => hiddenInValue(edit, subject.read.customer)),
    ...checkPatch(connection.provider, patch, allProviders, { unlisted }),
    ...maskedEdits(subject, patch),
  ];
  if (complaints.length > 0) return { complaints };
  const misfit = whyNoPlan(subject, patch);
  return misfit === undefined ? { patch, leftOut: edited.leftOut } : { complaints: misfit };
}

/** What holds a credential was shown without it, and cannot be written back. */
function maskedEdits({ read, shown }: Subject, { edits }: CustomerPatch): readonly Complaint[] {
  return edits.flatMap(({ field, rest, location }) => {
    const path = fieldPath(field, rest);
    if (sameJson(valueAt(read.customer, path), valueAt(shown.customer, path))) return [];
    return [
      {
        location,
        message: `"${printPath(path)}" holds a credential of this account, which is masked here`,
        hint: "leave it as it is, and change it with billing customers update",
      },
    ];
  });
}

/** What only the record tells about the patch. */
function whyNoPlan(
  { connection, read }: Subject,
  patch: CustomerPatch,
): readonly Complaint[] | undefined {
  try {
    planCustomer(connection, read, patch, true);
    return undefined;
  } catch (error) {
    if (!(error instanceof BillingError) || error.kind !== "usage") throw error;
    const { complaints, message, hint } = error;
    return complaints.length > 0
      ? complaints
      : [{ message, ...(hint === undefined ? {} : { hint }) }];
  }
}
