/** Finds out what became of a recorded change whose outcome is not known, by reading the customer. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { type FieldName, fieldOf, isFieldName } from "../domain/fields.ts";
import { isJsonObject, type Json, sameJson } from "../domain/json.ts";
import { own } from "../domain/members.ts";
import type {
  RecordedChange,
  RecordedOutcome,
  StoredField,
} from "../domain/run/recorded-change.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import { diffField } from "../plan/diff.ts";
import { differences } from "../plan/differences.ts";
import { splitAt } from "../plan/in-two.ts";
import type { Connection } from "./connection.ts";
import type { Search } from "./create/find-made.ts";
import { resolveCreation } from "./create/resolve-creation.ts";
import { readAgain } from "./read-customer.ts";
import { foreignRecord } from "./saved/same-account.ts";

/** Seconds, for a change that was recorded without its own. */
const usualTimeout = 30;
/** Milliseconds that a server may go on with a request that nobody waits for any more. */
const margin = 30_000;

/**
 * Until when what was sent may still be carried out: milliseconds since 1970.
 *
 * @param sentBy when it was sent at the latest, where no end was recorded; missing: as it was written down
 */
export function openUntil(
  { at, sentAt = at, settledAt, timeout = usualTimeout }: RecordedChange,
  sentBy = Date.parse(sentAt),
): number {
  const since = settledAt === undefined ? sentBy : Date.parse(settledAt);
  return since + timeout * 1000 + margin;
}

export interface Resolved {
  readonly outcome: RecordedOutcome;
  readonly note: string;
  /** The touched fields as they are stored now. */
  readonly fields: readonly StoredField[];
  /** The vendor's own id of a customer that was made. */
  readonly id?: string;
  /** What is stored now is neither what was asked nor what was there before: others wrote as well. */
  readonly isMoved?: true;
}

/** What the journal is told of what was found out. */
export function resolvedFacts(
  { changeId }: RecordedChange,
  { outcome, note, id, fields }: Resolved,
) {
  const resolved = true as const;
  return compact({ changeId, outcome, resolved, note, id, fields: [...fields] });
}

/**
 * `updated` when every touched field holds what was asked, or where it took two updates every one of the first; `failed`
 * when every one holds what it held before. Anything else stays unknown: somebody may have changed the customer since.
 *
 * @param connection to the account that the change was made with
 * @param search in the list of customers, for one that was to be made
 */
export async function resolveChange(
  connection: Connection,
  change: RecordedChange,
  search: Search,
): Promise<Resolved> {
  if (change.creates === true) return resolveCreation(connection, change, search);
  const read = await readAgain(connection, change.id);
  if (read instanceof BillingError) return { outcome: "unknown", note: read.message, fields: [] };
  const foreign = foreignRecord(
    `change ${change.changeId}`,
    change.identity,
    connection.provider,
    read.customer,
  );
  if (foreign !== undefined) return { outcome: "unknown", note: foreign.message, fields: [] };
  const seen = change.fields.flatMap(({ field, before, after, unreadable }) => {
    if (!isFieldName(field) || unreadable === true) return [];
    const now = fieldValue(read.customer, field);
    const named = keysNamed(field, before, after);
    const [was, asked, is] = [before, after, now].map((value) => withKeys(value, named));
    return [
      {
        field,
        stored: compact({ field, stored: now }),
        asBefore: diffField(field, was, is).length === 0,
        asAsked: differences(connection.provider, field, asked, is).length === 0,
      },
    ];
  });
  const fields = seen.map(({ stored }) => stored);
  if (seen.length === 0) {
    return { outcome: "unknown", note: "the provider never returns what was sent", fields };
  }
  if (seen.every(({ asAsked }) => asAsked)) {
    return { outcome: "updated", note: "every field holds what was asked", fields };
  }
  if (seen.every(({ asBefore }) => asBefore)) {
    return { outcome: "failed", note: "every field holds what it held before", fields };
  }
  const split = splitAt(
    connection.provider,
    seen.map(({ field }) => field),
  );
  const isHalf = ({ field, asAsked, asBefore }: (typeof seen)[number]) =>
    split?.isLater(field) === true ? asBefore : asAsked;
  if (split !== undefined && seen.every(isHalf)) {
    return { outcome: "updated", note: "only the first of its two updates is stored", fields };
  }
  return {
    outcome: "unknown",
    note: "the fields hold neither what was asked nor what they held before",
    fields,
    isMoved: true,
  };
}

/** Of a map only the keys that the change named count: what stands beside them is others' business. */
function keysNamed(
  field: FieldName,
  before: Json | undefined,
  after: Json | undefined,
): ReadonlySet<string> | undefined {
  if (fieldOf(field).kind !== "map") return undefined;
  const keys = [before, after].flatMap((map) => (isJsonObject(map) ? Object.keys(map) : []));
  return new Set(keys.filter((key) => !sameJson(own(before, key), own(after, key))));
}

function withKeys(
  value: Json | undefined,
  keys: ReadonlySet<string> | undefined,
): Json | undefined {
  if (keys === undefined) return value;
  const entries = Object.entries(isJsonObject(value) ? value : {});
  return Object.fromEntries(entries.filter(([key]) => keys.has(key)));
}
