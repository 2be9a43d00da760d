/** Whether what was recorded and an account belong together, whatever key the account is opened with by now. */
import { BillingError } from "../../domain/errors.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Account } from "../../domain/settings.ts";
import type { Provider } from "../../providers/contract.ts";
import { accountLabel, locationOf } from "./seal.ts";

/** What records say of the account that they are in: `{ tenantId: "t_1" }`. */
export type Identity = Readonly<Record<string, string>>;

/** What is recorded of the account that something was made with. */
export interface AccountMark {
  readonly provider: string;
  readonly baseUrl: string;
  readonly account: string;
  /** Missing: the vendor's records do not tell. */
  readonly identity?: Identity;
}

/**
 * Asks whether another key belongs to the same account, where nothing else tells.
 *
 * @param made what was made with the other key, such as `change 01JB…`
 * @throws {BillingError} declined: it does not, or nobody says so
 */
export type ConfirmAccount = (made: string, provider: Provider) => Promise<void>;

/** What the customer's record says of its account; undefined where it says nothing. */
export function identityOf({ identity }: Provider, customer: JsonObject): Identity | undefined {
  const told = identity.flatMap((member): readonly (readonly [string, string])[] => {
    const value = customer[member];
    return typeof value === "string" || typeof value === "boolean" ? [[member, String(value)]] : [];
  });
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** `same` key, `another` place, or another key: then the record tells, or nothing does. */
export function standingOf(
  account: Account,
  mark: AccountMark,
): "same" | "another" | "told-by-record" | "untold" {
  if (mark.baseUrl !== locationOf(account)) return "another";
  if (mark.account === accountLabel(account)) return "same";
  return mark.identity === undefined ? "untold" : "told-by-record";
}

/**
 * @param made what was made with the account, such as `change 01JB…`
 * @throws {BillingError} usage: it was made elsewhere; what `confirm` throws
 */
export async function checkAccount(
  made: string,
  mark: AccountMark,
  { account, provider }: { readonly account: Account; readonly provider: Provider },
  confirm: ConfirmAccount,
): Promise<void> {
  const standing = standingOf(account, mark);
  if (standing === "another") throw anotherAccount(made, provider);
  if (standing === "untold") await confirm(made, provider);
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

function anotherAccount(made: string, { id, title }: Provider, why?: string): BillingError {
  const message = `${made} was made with another account of ${title}`;
  return new BillingError("usage", why === undefined ? message : `${message}: ${why}`, {
    provider: id,
    hint: "name the configuration or profile it was made with",
  });
}
