import { divide } from "../find/division.ts";
import { listCustomers } from "../find/list-customers.ts";
import { listedEmails } from "../find/listed-emails.ts";
import type { Connection } from "../update/connection.ts";
import type { Search, SearchForMany } from "../update/create/find-made.ts";
import type { CustomerRead } from "../update/read-customer.ts";

/** Looks through the provider's list of customers, as `customers list` does. */
export function searchIn(connection: Connection): Search {
  return async (words) => {
    const found: CustomerRead[] = [];
    const division = divide(connection.provider, words);
    for await (const read of listCustomers(connection, { filter: words, division })) {
      found.push(read);
    }
    return found;
  };
}

/** The same for many addresses, one after the other: a list of which all pages are read is read once. */
export function searchForMany(connection: Connection): SearchForMany {
  const search = searchIn(connection);
  const { lacking } = divide(connection.provider, { email: "" });
  if (lacking.length === 0) return { search, add: () => undefined };
  const { find, add } = listedEmails(connection);
  return {
    search: async (words) => (words.email === undefined ? search(words) : find(words.email)),
    add,
  };
}
