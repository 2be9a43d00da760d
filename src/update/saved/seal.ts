/** Tells one account from another without telling its credential. */
import { createHmac, randomBytes, scryptSync } from "node:crypto";

import type { Account } from "../../domain/settings.ts";
import { digestOf } from "../../domain/text/digest.ts";

/** Keys that only the holder of an account's credential can make. */
export interface AccountSeal {
  /** For what is sealed now: a fresh one each time keeps two plans from being compared. */
  readonly salt: string;
  readonly keyFor: (salt: string) => Buffer;
}

/** The account's seal. Making a key takes tens of milliseconds; each is made once. */
export function accountSeal(account: Account): AccountSeal {
  const keys = new Map<string, Buffer>();
  return {
    salt: randomBytes(16).toString("hex"),
    keyFor: (salt) => {
      const key = keys.get(salt) ?? accountKey(account, salt);
      keys.set(salt, key);
      return key;
    },
  };
}

export function accountKey(account: Account, salt: string): Buffer {
  const { provider, values, secrets } = account;
  const words = [provider, locationOf(account), ...sorted(values), ...sorted(secrets)];
  // Slow on purpose: a short credential is not to be guessed from a plan that is passed around.
  return scryptSync(JSON.stringify(words), salt, 32, { N: 16_384, r: 8, p: 1 });
}

function sorted(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flat();
}

/** A digest of the text that only the holder of the key can make. */
export function sealOf(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Where the account is: its base URL, or a word for the emulator, which has another port each time. */
export function locationOf({ baseUrl, origins }: Account): string {
  return origins["baseUrl"]?.kind === "emulator" ? "emulator" : baseUrl;
}

/** A short word for the account, for files that stay with the user: the same for the same credential, and no way back to it. */
export function accountLabel(account: Account): string {
  const label = labels.get(account) ?? labelOf(account);
  labels.set(account, label);
  return label;
}

const labels = new WeakMap<Account, string>();

/** Settings such as an API version are none of it: another account of the same key is told by its records. */
function labelOf({ provider, secrets }: Account): string {
  const words = JSON.stringify([provider, ...sorted(secrets)]);
  return digestOf(words).toString("hex").slice(0, 12);
}
