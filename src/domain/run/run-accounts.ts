import { compact } from "../compact.ts";
import type { KnownAccount } from "../documents/known-account.ts";

interface Held {
  account: KnownAccount;
  /** Facts in which rows differ. */
  readonly disputed: Set<string>;
}

/** What is known of the accounts of a run, by provider: what some row told and no other contradicts. */
export function startAccounts(): {
  add(provider: string, account: KnownAccount | undefined): void;
  read(): Readonly<Record<string, KnownAccount>>;
} {
  const held = new Map<string, Held>();
  return {
    add(provider, account) {
      if (account === undefined) return;
      const known = held.get(provider);
      if (known === undefined) held.set(provider, { account, disputed: new Set() });
      else agree(known, account);
    },
    read: () =>
      Object.fromEntries(
        [...held]
          .map(([provider, { account }]) => [provider, account] as const)
          .toSorted(([left], [right]) => (left < right ? -1 : 1)),
      ),
  };
}

function agree(held: Held, account: KnownAccount): void {
  const { facts: known = {} } = held.account;
  const { facts: told = {} } = account;
  for (const name of Object.keys(told)) {
    if (Object.hasOwn(known, name) && known[name] !== told[name]) held.disputed.add(name);
  }
  const agreed = Object.entries({ ...known, ...told }).filter(([name]) => !held.disputed.has(name));
  // Of two modes the one that needs the care.
  const modes = [held.account.mode, account.mode];
  const { mode: _mode, facts: _facts, ...rest } = held.account;
  held.account = {
    ...rest,
    ...compact({
      facts: agreed.length === 0 ? undefined : Object.fromEntries(agreed),
      mode: modes.includes("live") ? "live" : (modes[0] ?? modes[1]),
    }),
  };
}
