/** The customer that a command line names. */
import { BillingError, type Complaint } from "../../../domain/errors.ts";
import { withAnotherHint } from "../../../domain/map-failure.ts";
import { shellWord } from "../../../domain/text/shell-word.ts";
import { hiddenInId } from "../../../patch/fields/hidden-text.ts";
import type { Provider } from "../../../providers/contract.ts";
import { checkReference, referenceAsWritten } from "../../../providers/wire/requests.ts";
import { type CustomerRef, describeRef } from "../../../update/connection.ts";
import { type CustomerRead, readCustomer } from "../../../update/read-customer.ts";
import { accountWords } from "../../accounts/account-words.ts";
import type { SingleConnection } from "../../accounts/open.ts";
import { quotedWord } from "../../args/words/stray-quotes.ts";
import type { ConnectionOptions } from "../../args/options/shared-options.ts";
import type { Terminal } from "../../terminal.ts";

/** @throws {BillingError} usage: when the word cannot be a customer's id there */
export function checkId(provider: Provider, ref: CustomerRef, options: ConnectionOptions): void {
  const { kind, reference } = ref;
  const hidden = hiddenInId({ value: reference, location: { name: "<id>" } });
  if (hidden.length > 0) throw BillingError.usage(hidden);
  // One's own id may hold anything; the vendor's holds none of these.
  const stray = kind === "id" ? strayIn(reference) : undefined;
  if (stray !== undefined) throw BillingError.usage([{ location: { name: "<id>" }, ...stray }]);
  const complaint = checkReference(provider, kind, reference);
  if (complaint === undefined) return;
  const { hint } = complaint;
  const isName = kind === "id" && /\p{L}/u.test(reference);
  const search = isName ? [searchHint(provider, ref, options)] : [];
  const hints = [...(hint === undefined ? [] : [hint]), ...search];
  throw BillingError.usage([
    { ...complaint, ...(hints.length === 0 ? {} : { hint: hints.join("; ") }) },
  ]);
}

/** Quotes and blanks that were meant for the shell. */
function strayIn(reference: string): Pick<Complaint, "message" | "hint"> | undefined {
  const word = reference.trim();
  if (/\p{Cc}/u.test(reference)) return undefined;
  if (word === "" || word === reference) return quotedWord(reference);
  const message = `${JSON.stringify(reference)} has blanks around it`;
  return { message, hint: `write ${shellWord(word)}` };
}

/** The failure; of one that is not there, with how it can be looked for, unless something else is to be done. */
export function withSearchHint(
  error: BillingError,
  provider: Provider,
  ref: CustomerRef,
  options: ConnectionOptions,
): BillingError {
  return error.kind === "not_found" && error.hint === undefined
    ? withAnotherHint(error, searchHint(provider, ref, options))
    : error;
}

function searchHint(
  { id }: Provider,
  { reference }: CustomerRef,
  options: ConnectionOptions,
): string {
  const words = ["billing customers list -p", id, "--search", shellWord(reference)];
  return `to look for a name or an e-mail address: ${[...words, ...accountWords(options)].join(" ")}`;
}

/** Whom the command line names, as the provider writes it. */
export function namedCustomer(
  provider: Provider,
  kind: CustomerRef["kind"],
  [word = ""]: readonly string[],
): CustomerRef {
  return { kind, reference: referenceAsWritten(provider, kind, word) };
}

/**
 * Reads the customer that a command line names, and shows that it is waited for.
 *
 * @throws {BillingError} with the kind of what went wrong
 */
export async function readNamed(
  terminal: Terminal,
  options: ConnectionOptions,
  connection: SingleConnection,
  ref: CustomerRef,
): Promise<CustomerRead> {
  const { provider } = connection;
  const progress = terminal.progress();
  progress.step(`reading ${describeRef(ref)} at ${provider.title}`);
  try {
    return await readCustomer(connection, ref);
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    throw withSearchHint(error, provider, ref, options);
  } finally {
    progress.stop();
  }
}
