/** A customer as the text that an editor is given. */
import type { Complaint } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { safeText } from "../../domain/text/safe-text.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { accountWords } from "../../render/change/account-line.ts";
import type { YamlRemarks } from "../../render/machine/yaml.ts";
import type { Connection } from "../../update/connection.ts";
import { knownAccount } from "../../update/known-account.ts";
import type { CustomerRead } from "../../update/read-customer.ts";

export interface Form {
  /** YAML, with comments. */
  readonly text: string;
  /** What was changed in the text, given back. */
  readonly patchOf: (document: LocatedDocument) => Edited;
}

export type Edited =
  | {
      readonly patch: CustomerPatch;
      /** Paths that were deleted from the text, which changes nothing. */
      readonly leftOut: readonly string[];
    }
  | { readonly complaints: readonly Complaint[] };

/**
 * Editors take commands from the first and the last five lines of a text: nothing that comes from the provider may
 * stand there.
 */
export function remarksAround(
  { provider, account, secrets }: Connection,
  { id, customer }: CustomerRead,
  more: { readonly first: readonly string[]; readonly last: readonly string[] },
): Pick<YamlRemarks, "first" | "last"> {
  const where = accountWords(secrets.redactValue(knownAccount(provider, account, customer)));
  return {
    first: [
      `Customer ${safeText(id)} at ${provider.title}. Change what is to change, save it, and close the editor:`,
      "then it is planned and carried out as by billing customers update.",
      ...more.first,
      "null clears a field. What is deleted from this text stays as it is.",
      "If nothing is changed, nothing is sent. To give up, empty this text, or let the editor fail",
      "(:cq in vi). Lines with # in front are left out.",
      ...(where.length === 0 ? [] : [`Account: ${where.join(" · ")}`]),
    ],
    last: [
      ...more.last,
      "Above stands what can be changed, with the limits that the provider documents. A value that it",
      "refuses all the same is told afterwards, and this text is kept then.",
      "A mistake opens the editor again, with what is wrong in the first lines.",
      "What others change meanwhile in the fields that you change is a conflict: nothing is written.",
      "End of the text.",
    ],
  };
}
