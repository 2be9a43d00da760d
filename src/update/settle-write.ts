/** Looks up what became of an update whose outcome is unclear. */
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { shellWord } from "../domain/text/shell-word.ts";
import { type Verdict, verifyUpdate } from "../plan/verify.ts";
import type { Connection, CustomerRef } from "./connection.ts";
import { failed, type Pending, type Updated, verified, withHint } from "./outcomes.ts";
import { type CustomerRead, readAgain } from "./read-customer.ts";
import { locationOf } from "./seal.ts";

/** For whoever waits. */
export interface Waiting {
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Receives each step, in words. */
  readonly onStep?: (text: string) => void;
}

/** Milliseconds before each look at a record whose update was not answered: it may still arrive. */
const pausesWithoutAnswer = [0, 1000, 3000];
/** The same after an answer that says no. */
const pausesAfterAnswer = [0, 1000];

/**
 * What is seen stored was stored; what is not seen after an answer of 5xx was not; without an answer it may still be
 * on its way.
 *
 * @param what is unclear, in words
 * @param answer the provider's refusal, where it gave one
 */
export async function settleWrite(
  connection: Connection,
  ref: CustomerRef,
  { sleep, onStep }: Waiting,
  { read, plan, planned }: Pending,
  what: string,
  answer: BillingError | undefined,
): Promise<Updated> {
  const { provider } = connection;
  let again: CustomerRead | BillingError | undefined;
  let verdict: Verdict | undefined;
  for (const pause of answer === undefined ? pausesWithoutAnswer : pausesAfterAnswer) {
    if (pause > 0) await sleep(pause);
    onStep?.("the outcome is unclear: reading again");
    again = await readAgain(connection, read.id);
    verdict =
      again instanceof BillingError
        ? undefined
        : verifyUpdate(provider, plan, read.native, again.native);
    // What cannot be read was tried often enough; what is stored will not be more so.
    if (verdict === undefined || isStored(verdict)) break;
  }

  if (verdict !== undefined && isStored(verdict)) {
    const message = `${what}; reading again showed that the change is stored`;
    return verified(provider, planned, verdict, [{ code: "settled_by_reading", message }], true);
  }
  if (verdict !== undefined && answer !== undefined && verdict.dropped === verdict.changes.length) {
    return failed(planned, withHint(answer, "reading again showed the customer unchanged"));
  }
  const unread = again instanceof BillingError ? "; the customer could not be read again" : "";
  return {
    outcome: {
      ...planned,
      outcome: "unknown",
      ...(verdict === undefined ? {} : { changes: verdict.changes, after: verdict.after }),
    },
    ...(verdict === undefined ? { unseen: true } : {}),
    error: new BillingError(
      "unknown",
      `the update was sent and its outcome is not known: ${what}${unread}`,
      compact({
        provider: provider.id,
        requestId: planned.requestId,
        hint: hintFor(connection, ref),
      }),
    ),
  };
}

function isStored({ stored, dropped }: Verdict): boolean {
  return stored > 0 && dropped === 0;
}

function hintFor({ provider, account }: Connection, { kind, reference }: CustomerRef): string {
  const where = locationOf(account) === "emulator" ? " --emulator" : "";
  const by = kind === "id" ? "" : " --by external-id";
  const look = `billing customers get ${shellWord(reference)} -p ${provider.id}${by}${where}`;
  return `look before you try again: ${look}; and settle the record: billing history --resolve${where}`;
}
