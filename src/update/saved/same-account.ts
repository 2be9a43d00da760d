/** Whether what was recorded and an account belong together, whatever key the account is opened with by now. */
import type { KnownAccount } from "../../domain/documents/known-account.ts";
import { BillingError } from "../../domain/errors.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import type { Provider } from "../../providers/contract.ts";
import type { Connection } from "../connection.ts";
import { type Identity, identityOf, knownAccount } from "../known-account.ts";
import { accountLabel, locationOf } from "./seal.ts";

/** What is recorded of the account that something was made with. */
export interface AccountMark {
  readonly provider: string;
  readonly baseUrl: string;
  readonly account: string;
  /** Missing: the vendor's records do not tell. */
  readonly identity?: Identity;
  /** What was known of it. */
  readonly known?: KnownAccount;
}

/** The account that is opened now. */
type AccountSide = Pick<Connection, "provider" | "account">;

/**
 * Asks whether another key belongs to the same account, where nothing else tells.
 *
 * @param made what was made with the other key, such as `change 01JB…`
 * @throws {BillingError} declined: it does not, or nobody says so
 */
export type ConfirmAccount = (made: string, opened: AccountSide) => Promise<void>;

/** `same` key, `another` place or mode, or another key: then the record tells, or nothing does. */
export function standingOf(
  { provider, account }: AccountSide,
  mark: AccountMark,
): "same" | "another" | "told-by-record" | "untold" {
  if (mark.baseUrl !== locationOf(account)) return "another";
  if (mark.account === accountLabel(account)) return "same";
  if (otherMode(mark.known, provider, account) !== undefined) return "another";
  return mark.identity === undefined ? "untold" : "told-by-record";
}

/** What the mode was and is, where both are known and they differ: `it was test and is live`. */
export function otherMode(
  was: KnownAccount | undefined,
  provider: Provider,
  account: Account,
): string | undefined {
  if (was === undefined) return undefined;
  const { mode } = knownAccount(provider, account);
  const differs = was.mode !== undefined && mode !== undefined && was.mode !== mode;
  return differs ? `it was ${was.mode} and is ${mode}` : undefined;
}

/** The same where the configuration named another account then: `companyId was cmp_1 and is cmp_2`. */
export function otherAccount(
  was: KnownAccount | undefined,
  provider: Provider,
  account: Account,
): string | undefined {
  if (was === undefined) return undefined;
  const { facts = {} } = knownAccount(provider, account);
  const other = Object.keys(facts).find(
    (name) => was.facts?.[name] !== undefined && was.facts[name] !== facts[name],
  );
  return other === undefined
    ? otherMode(was, provider, account)
    : `${other} was ${was.facts?.[other]} and is ${facts[other]}`;
}

/**
 * @param made what was made with the account, such as `change 01JB…`
 * @throws {BillingError} usage: it was made elsewhere; what `confirm` throws
 */
export async function checkAccount(
  made: string,
  mark: AccountMark,
  side: AccountSide,
  confirm: ConfirmAccount,
): Promise<void> {
  const { provider, account } = side;
  const standing = standingOf(side, mark);
  if (standing === "another") {
    throw anotherAccount(made, provider, otherMode(mark.known, provider, account));
  }
  if (standing === "untold") await confirm(made, side);
}

/** An error where the record says that it is in another account than the one that was recorded. */
export function foreignRecord(
  made: string,
  was: Identity | undefined,
  provider: Provider,
  customer: JsonObject,
): BillingError | undefined {
  const now = identityOf(provider, customer) ?? {};
  const other = Object.keys(was ?? {}).find((member) => now[member] !== was?.[member]);
  if (other === undefined) return undefined;
  return anotherAccount(made, provider, `${other} was ${was?.[other]} and is ${now[other]}`);
}

export function anotherAccount(made: string, { id, title }: Provider, why?: string): BillingError {
  const message = `${made} was made with another account of ${title}`;
  return new BillingError("usage", why === undefined ? message : `${message}: ${why}`, {
    provider: id,
    hint: "name the configuration or profile it was made with",
  });
}
