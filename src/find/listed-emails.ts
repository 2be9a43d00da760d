/** Finds customers by their e-mail addresses where the provider cannot: in its list, which is read once for all. */
import { folded } from "../domain/text/folded.ts";
import type { Connection } from "../update/connection.ts";
import { type CustomerRead, readIfThere } from "../update/read-customer.ts";
import { divide } from "./division.ts";
import { emailsOf, passes } from "./filter.ts";
import { listCustomers } from "./list-customers.ts";

type Ids = Map<string, string[]>;

export interface ListedEmails {
  /** The customers with the address among those that were there when the first was asked for; each is read again. */
  readonly find: (email: string) => Promise<readonly CustomerRead[]>;
  /** Takes one that was made since. */
  readonly add: (id: string, email: string) => void;
}

/** A list that could not be read is asked for anew. */
export function listedEmails(connection: Connection): ListedEmails {
  const { provider } = connection;
  const made: Ids = new Map();
  let reading: Promise<Ids> | undefined;
  const listed = () =>
    (reading ??= idsByEmail(connection).catch((error: unknown) => {
      reading = undefined;
      throw error;
    }));
  return {
    find: async (email) => {
      const word = folded(email);
      const ids = new Set([...((await listed()).get(word) ?? []), ...(made.get(word) ?? [])]);
      const found: CustomerRead[] = [];
      for (const id of ids) {
        const read = await readIfThere(connection, { kind: "id", reference: id });
        if (read && passes(["email"], { email }, read.customer, provider)) found.push(read);
      }
      return found;
    },
    add: (id, email) => addTo(made, email, id),
  };
}

function addTo(ids: Ids, email: string, id: string): void {
  const word = folded(email);
  const known = ids.get(word);
  if (known === undefined) ids.set(word, [id]);
  else known.push(id);
}

async function idsByEmail(connection: Connection): Promise<Ids> {
  const { provider } = connection;
  const ids: Ids = new Map();
  // A filter that the provider lacks has all pages read; which address it names is of no account here.
  const { lacking } = divide(provider, { email: "" });
  const division = { chosen: [], here: [], lacking, impossible: [] };
  for await (const { id, customer } of listCustomers(connection, { filter: {}, division })) {
    for (const email of emailsOf(customer, provider)) {
      if (typeof email === "string") addTo(ids, email, id);
    }
  }
  return ids;
}
