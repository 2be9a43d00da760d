/** From options to the customers that are meant. */
import { compact } from "../../../../domain/compact.ts";
import { BillingError, type Complaint } from "../../../../domain/errors.ts";
import { statusField } from "../../../../domain/fields.ts";
import { type Json, parseJson } from "../../../../domain/json.ts";
import type { CustomerFilter } from "../../../../find/filter.ts";
import { parseSince } from "../../../../journal/parse-since.ts";
import { shellWord } from "../../../../domain/text/shell-word.ts";
import { didYouMean } from "../../../../domain/text/nearest.ts";
import { splitAtFirst } from "../../../../patch/assignment.ts";
import type { Provider } from "../../../../providers/contract.ts";
import { knownWords, vendorsWord } from "../../../../providers/wire/words.ts";
import type { FilterOptions } from "../list.command.ts";

/** @throws {BillingError} usage: with everything that is wrong */
export function filterOf(options: FilterOptions, now: number): CustomerFilter {
  const complaints: Complaint[] = [];
  const texts = Object.entries({
    email: options.email,
    "external-id": options.externalId,
    name: options.name,
    status: options.status,
    search: options.search,
  });
  for (const [flag, text] of texts) {
    if (text?.trim() === "") complaints.push(complain(flag, "a value is missing"));
  }
  const metadata = options.metadata.map(metadataIn);
  complaints.push(...metadata.filter((one) => "message" in one));
  const sinceOf = (flag: string, text: string | undefined): number | undefined => {
    try {
      return text === undefined ? undefined : parseSince(text, now, flag);
    } catch (error) {
      if (!(error instanceof BillingError)) throw error;
      complaints.push(compact({ message: error.message, hint: error.hint }));
      return undefined;
    }
  };
  const createdSince = sinceOf("--created-since", options.createdSince);
  const updatedSince = sinceOf("--updated-since", options.updatedSince);
  if (complaints.length > 0) throw BillingError.usage(complaints);
  const { email, externalId, name, status, search } = options;
  return compact({
    email,
    externalId,
    name,
    status,
    metadata: metadata.length === 0 ? undefined : metadata.filter((one) => "key" in one),
    search,
    createdSince,
    updatedSince,
  });
}

function metadataIn(text: string): { readonly key: string; readonly value: Json } | Complaint {
  const split = splitAtFirst(text);
  if (split === undefined || split.target === "") {
    return complain("metadata", `"${text}" is no key and value`, "write it as in tier=gold");
  }
  if (!split.typed) return { key: split.target, value: split.value };
  try {
    return { key: split.target, value: parseJson(split.value) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return complain("metadata", `"${split.value}" is not JSON`, "write seats:=12, or seats=12");
  }
}

function complain(flag: string, message: string, hint?: string): Complaint {
  return compact({ location: { name: `--${flag}` }, message, hint });
}

/** The filter with the status as the provider writes it. */
export function inWordsOf(provider: Provider, { status, ...rest }: CustomerFilter): CustomerFilter {
  if (status === undefined) return rest;
  return { ...rest, status: vendorsWord(provider, statusField, status) ?? status };
}

/**
 * What to try where nobody was found: what was looked for counts as it is written.
 *
 * @param emails whether that holds of the e-mail address as well
 */
export function asWritten(
  { name, email, externalId, metadata }: CustomerFilter,
  emails: boolean,
): string | undefined {
  const filters: readonly (readonly [string, string, string | undefined])[] = [
    ["--name", "a whole name", name],
    ["--email", "a whole address", emails ? email : undefined],
    ["--external-id", "a whole id", externalId],
  ];
  for (const [flag, what, text] of filters) {
    if (text !== undefined) {
      const part = `for a part of it, in capitals or not: --search ${shellWord(text)}`;
      return `${flag} takes ${what} as it is written; ${part}`;
    }
  }
  // A search of a provider's own may leave the metadata out.
  return metadata === undefined
    ? undefined
    : "--metadata takes a key and its whole value as they are written, capitals included";
}

/** Why no customer of the provider is looked for by this status: it is none that is known. */
export function statusComplaint(
  provider: Provider,
  { status }: CustomerFilter,
): Complaint | undefined {
  const words = knownWords(provider, statusField);
  if (status === undefined || words.length === 0 || words.includes(status)) return undefined;
  return complain(
    "status",
    `${provider.title} knows no status "${status}"${didYouMean(status, words)}`,
    `one of ${words.join(", ")}; if ${provider.title} has another by now, add --unlisted`,
  );
}
