import { shellWord } from "../domain/text/shell-word.ts";
import type { Provider } from "./contract.ts";

/** How to find the customer of the caller's own id where the provider does not: in the metadata, if it has any. */
export function ownIdHint(provider: Provider, reference: string): string | undefined {
  const { id, noExternalId, metadata } = provider;
  if (noExternalId === undefined || metadata === undefined) return noExternalId;
  const list = `billing customers list -p ${id} --metadata <key>=${shellWord(reference)}`;
  return `${noExternalId}; where its metadata holds it, this finds the customer: ${list}`;
}
