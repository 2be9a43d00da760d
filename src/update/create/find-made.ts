/** Looks for a customer: whether it is there before it is made, and whether it was made where no answer says so. */
import { BillingError } from "../../domain/errors.ts";
import { emailField, externalIdField, type FieldName, titleField } from "../../domain/fields.ts";
import type { Json } from "../../domain/json.ts";
import { fieldValue } from "../../plan/apply-edits.ts";
import { differences } from "../../plan/differences.ts";
import type { FieldTurn } from "../../plan/inverse.ts";
import type { Provider } from "../../providers/contract.ts";
import { checkReference } from "../../providers/wire/requests.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import type { Connection } from "../connection.ts";
import { type CustomerRead, readIfThere } from "../read-customer.ts";

/** What a list of customers is asked for: those with this e-mail address, or else of this name. */
export interface SearchWords {
  readonly email?: string;
  readonly name?: string;
}

/**
 * Reads the list of customers, all pages of it where the provider has no such filter.
 *
 * @throws {BillingError} with the kind of what went wrong
 */
export type Search = (words: SearchWords) => Promise<readonly CustomerRead[]>;

/** For many customers: what is found may be as old as the first search, but for those that it was told of. */
export interface SearchForMany {
  readonly search: Search;
  /** Takes a customer that was made since. */
  readonly add: (id: string, email: string) => void;
}

/** What a new customer is to hold. */
export type Asked = readonly FieldTurn[];

/** The value that a new customer is to have of a field that is text. */
export function askedText(asked: Asked, field: FieldName): string | undefined {
  const value: Json | undefined = asked.find((turn) => turn.field === field)?.after;
  return typeof value === "string" ? value : undefined;
}

/** The caller's own id for it, where the provider can be asked for that. */
export function ownIdOf(provider: Provider, asked: Asked): string | undefined {
  const own = askedText(asked, externalIdField);
  if (own === undefined || provider.byExternalId === undefined) return undefined;
  return checkReference(provider, "external-id", own) === undefined ? own : undefined;
}

/** By what a list is searched; undefined where nothing that was asked is of use for that. */
export function searchWords(provider: Provider, asked: Asked): SearchWords | undefined {
  const email = askedText(asked, emailField);
  if (email !== undefined && mappingOf(provider, emailField) !== undefined) return { email };
  const name = askedText(asked, titleField);
  return name === undefined ? undefined : { name };
}

/** What a look for a customer that may have been made came to. */
export type Found =
  | { readonly made: CustomerRead }
  /** Customers that it could be, and that could be others as well. */
  | { readonly unsure: readonly CustomerRead[] }
  | { readonly error: BillingError };

/** Milliseconds by which the provider's clock may be behind, for what it made is not to be taken for older. */
export const slack = 2000;
/** Milliseconds within which an older one may be it all the same. */
const doubtful = 5 * 60_000;

/**
 * One look for a customer that was asked for and not answered. It is taken for the new one where the caller's own id
 * says so, which nobody had before, or else where it is the only one that was made since; and holds all that was asked.
 *
 * @param since when it was sent: milliseconds since 1970
 */
export async function lookForMade(
  connection: Connection,
  asked: Asked,
  since: number,
  search: Search,
): Promise<Found> {
  const { provider } = connection;
  try {
    const own = ownIdOf(provider, asked);
    if (own !== undefined) {
      const read = await readIfThere(connection, { kind: "external-id", reference: own });
      if (read === undefined) return { unsure: [] };
      return holds(provider, asked, read) ? { made: read } : { unsure: [read] };
    }
    const words = searchWords(provider, asked);
    if (words === undefined) return { error: nothingToTellBy(provider) };
    const alike = (await search(words)).filter((read) => holds(provider, asked, read));
    const fresh = alike.filter((read) => madeAt(read) >= since - slack);
    const [first, ...others] = fresh;
    if (first !== undefined && others.length === 0) return { made: first };
    return { unsure: alike.filter((read) => !(madeAt(read) < since - doubtful)) };
  } catch (error) {
    if (error instanceof BillingError) return { error };
    throw error;
  }
}

function nothingToTellBy({ id }: Provider): BillingError {
  const message = "nothing that was asked tells the customer from others";
  return new BillingError("unavailable", message, { provider: id });
}

/** When the provider says that it was made: milliseconds since 1970; NaN where it does not say. */
export function madeAt({ customer }: CustomerRead): number {
  const at = customer["createdAt"];
  return typeof at === "string" ? Date.parse(at) : Number.NaN;
}

/** Whether it holds all that was asked and can be read. */
export function holds(provider: Provider, asked: Asked, { customer }: CustomerRead): boolean {
  return asked.every(
    ({ field, after, unreadable }) =>
      unreadable === true ||
      differences(provider, field, after, fieldValue(customer, field)).length === 0,
  );
}
