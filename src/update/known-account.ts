/** What people are told of the account that is spoken to, and whether it is the live one. */
import { compact } from "../domain/compact.ts";
import type { KnownAccount } from "../domain/documents/known-account.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Account } from "../domain/settings.ts";
import type { Provider } from "../providers/contract.ts";
import { locationOf } from "./saved/seal.ts";

/** What records say of the account that they are in: `{ tenantId: "t_1" }`. */
export type Identity = Readonly<Record<string, string>>;

type Mode = NonNullable<KnownAccount["mode"]>;

/**
 * What the configuration, the key and a customer's record tell, in this order of trust: the record knows best.
 *
 * @param customer of the account; missing: none was read
 */
export function knownAccount(
  provider: Provider,
  account: Account,
  customer: JsonObject = {},
): KnownAccount {
  const facts = { ...factsOf(provider, account), ...toldBy(provider, customer) };
  return compact({
    facts: Object.keys(facts).length === 0 ? undefined : facts,
    profile: account.profile,
    baseUrl: isOwnHost(provider, account) ? undefined : account.baseUrl,
    mode: modeOf(provider, account, customer),
  });
}

/** What the customer's record says of its account; undefined where it says nothing. */
export function identityOf({ identity }: Provider, customer: JsonObject): Identity | undefined {
  const told = identity.flatMap((member): readonly (readonly [string, string])[] => {
    const value = customer[member];
    return typeof value === "string" || typeof value === "boolean" ? [[member, String(value)]] : [];
  });
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** The same of an account of which this is one customer of many: without what is only told of this one. */
export function knownOfMany(
  provider: Provider,
  account: Account,
  customer: JsonObject | undefined,
): KnownAccount {
  const { perCustomer = [] } = provider.account;
  const common = Object.entries(customer ?? {}).filter(([name]) => !perCustomer.includes(name));
  return knownAccount(provider, account, Object.fromEntries(common));
}

function isEmulated(account: Account): boolean {
  return locationOf(account) !== account.baseUrl;
}

function isOwnHost({ hosts }: Provider, account: Account): boolean {
  return isEmulated(account) || hosts.includes(hostOf(account));
}

const hostsKnown = new WeakMap<Account, string>();

/** An address is taken apart once, and not for each customer of a run. */
function hostOf(account: Account): string {
  const host = hostsKnown.get(account) ?? new URL(account.baseUrl).host;
  hostsKnown.set(account, host);
  return host;
}

function factsOf(
  { account: { settings = [] } }: Provider,
  { values }: Account,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]): boolean => settings.includes(name)),
  );
}

/** What the record says, but for what is a mode. */
function toldBy(provider: Provider, customer: JsonObject): Readonly<Record<string, string>> {
  const { [provider.account.liveMember ?? ""]: _mode, ...told } =
    identityOf(provider, customer) ?? {};
  return told;
}

function modeOf(provider: Provider, account: Account, customer: JsonObject): Mode | undefined {
  if (isEmulated(account)) return "emulated";
  const { liveMember, hosts, keys = {} } = provider.account;
  const told = liveMember === undefined ? undefined : customer[liveMember];
  if (typeof told === "boolean") return told ? "live" : "test";
  const { secret } = provider.auth;
  const key = account.secrets[secret] ?? "";
  const begun = Object.keys(keys).find((prefix) => key.startsWith(prefix));
  return begun === undefined ? hosts?.[hostOf(account)] : keys[begun];
}
