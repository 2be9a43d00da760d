/** Looks at a customer after its update was sent, until what was asked is seen or nothing more is to be expected. */
import { BillingError } from "../../domain/errors.ts";
import { type Verdict, verifyUpdate } from "../../plan/verify.ts";
import type { Connection } from "../connection.ts";
import type { Pending } from "../outcomes.ts";
import { type CustomerRead, readAgain } from "../read-customer.ts";

/** For whoever waits. */
export interface Waiting {
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Receives each step, in words. */
  readonly onStep?: (text: string) => void;
}

/** The last look: what is stored, or why it could not be read. */
export type Seen =
  | { readonly verdict: Verdict; readonly now: CustomerRead; readonly error?: never }
  | { readonly verdict?: never; readonly now?: never; readonly error: BillingError };

/** Milliseconds before each look. */
export const pauses = {
  /** Where the update may still arrive, or be stored late. */
  late: [0, 1000, 3000],
  /** After a refusal, which a look only proves. */
  once: [0],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/**
 * What cannot be read was tried often enough by the retry policy, and what can never be read is not looked for twice.
 *
 * @param isEnough ends the looking early
 */
export async function look(
  connection: Connection,
  { sleep, onStep }: Waiting,
  { read, plan }: Pending,
  waits: readonly number[],
  says: string,
  isEnough: (verdict: Verdict) => boolean,
): Promise<Seen> {
  const isBlind = plan.changes.every(({ unreadable }) => unreadable === true);
  let seen: Seen = { error: new BillingError("internal", "nobody looked") };
  for (const wait of isBlind ? waits.slice(0, 1) : waits) {
    if (wait > 0) await sleep(wait);
    onStep?.(says);
    const again = await readAgain(connection, read.id);
    if (again instanceof BillingError) return { error: again };
    const verdict = verifyUpdate(connection.provider, plan, read.native, again.native);
    seen = { verdict, now: again };
    if (isEnough(verdict)) break;
  }
  return seen;
}

/** Whether something of what was asked is seen, and nothing is missing. */
export function isStored({ stored, dropped }: Verdict): boolean {
  return stored > 0 && dropped === 0;
}

/** Whether nothing of what was asked is missing. */
export function isThere({ dropped }: Verdict): boolean {
  return dropped === 0;
}
