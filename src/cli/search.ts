import { madeInRuns } from "../bulk/store/changes.ts";
import { divide } from "../find/division.ts";
import { listCustomers } from "../find/list-customers.ts";
import { listedEmails } from "../find/listed-emails.ts";
import { readJournal } from "../journal/read-journal.ts";
import type { Journal } from "../journal/record.ts";
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

/** Where it stands which customers were made from this machine. */
interface Records {
  /** Of single changes. */
  readonly journal: Pick<Journal, "path">;
  readonly stateDir: string;
}

/**
 * The same without customers that are known to be made by another change, in a run or not: for what one that was not
 * answered may have made.
 */
export function searchUnknown(connection: Connection, { journal, stateDir }: Records): Search {
  const search = searchIn(connection);
  return async (words) => {
    const found = await search(words);
    if (found.length === 0) return found;
    const { changes } = await readJournal(journal);
    const { id: provider } = connection.provider;
    const made = new Set(
      changes
        .filter((change) => change.provider === provider && change.outcome === "created")
        .map((change) => change.id),
    );
    const left = found.filter(({ id }) => !made.has(id));
    const inRuns = await madeInRuns(
      stateDir,
      left.map(({ id }) => id),
    );
    return left.filter(({ id }) => !inRuns.has(id));
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
