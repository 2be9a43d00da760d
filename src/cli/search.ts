import { divide } from "../find/division.ts";
import { listCustomers } from "../find/list-customers.ts";
import type { Connection } from "../update/connection.ts";
import type { Search } from "../update/create/find-made.ts";
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
