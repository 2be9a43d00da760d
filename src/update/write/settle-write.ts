/** Makes sure of what became of an update whose answer does not prove it. */
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import type { Verdict } from "../../plan/verify.ts";
import type { Standing } from "../../providers/wire/write-answer.ts";
import type { Connection, CustomerRef } from "../connection.ts";
import { isStored, look, pauses, type Waiting } from "./look.ts";
import { failed, type Pending, refused, type Updated, verified } from "../outcomes.ts";
import { locationOf } from "../saved/seal.ts";

/**
 * After silence, or an answer that proves nothing: what is seen stored was stored; what is not may still be on its way.
 *
 * @param what is unclear, in words
 */
export async function settleUnclear(
  connection: Connection,
  ref: CustomerRef,
  waiting: Waiting,
  pending: Pending,
  what: string,
): Promise<Updated> {
  const seen = await look(connection, waiting, pending, pauses.late, unclear, isStored);
  return seen.verdict !== undefined && isStored(seen.verdict)
    ? foundStored(connection, pending, seen.verdict, what)
    : unknown(connection, ref, pending, what, seen.verdict);
}

const unclear = "the outcome is unclear: reading again";

/** After a refusal: that nothing was stored is looked up, where somebody can look. */
export async function settleRefusal(
  connection: Connection,
  ref: CustomerRef,
  waiting: Waiting & { readonly confirms: boolean },
  pending: Pending,
  { error, standing }: { readonly error: BillingError; readonly standing: Standing },
): Promise<Updated> {
  const { planned, plan } = pending;
  if (standing === "turned-away") return failed(planned, error);
  if (standing === "locked-out") return refused(planned, error, "locked-out");
  const isBroken = standing === "broken";
  if (!isBroken && !waiting.confirms) return refused(planned, error, "not-looked");
  const [waits, says] = isBroken
    ? [pauses.broken, unclear]
    : [pauses.once, "refused: making sure that nothing was stored"];
  const { verdict } = await look(connection, waiting, pending, waits, says, isStored);
  if (verdict === undefined) {
    return isBroken
      ? unknown(connection, ref, pending, error.message, undefined)
      : refused(planned, error, "not-looked");
  }
  if (isStored(verdict)) return foundStored(connection, pending, verdict, error.message);
  const readable = plan.changes.filter(({ unreadable }) => unreadable !== true).length;
  if (readable > 0 && verdict.dropped === readable) return refused(planned, error, "unchanged");
  // A vendor that refuses stores no part of it: what else is there now was written by others.
  return isBroken || verdict.stored > 0
    ? unknown(connection, ref, pending, error.message, verdict)
    : refused(planned, error, "not-looked");
}

function foundStored(
  { provider }: Connection,
  { planned }: Pending,
  verdict: Verdict,
  what: string,
): Updated {
  const message = `${what}; reading again showed that the change is stored`;
  return verified(provider, planned, verdict, [{ code: "settled_by_reading", message }], "reading");
}

/**
 * Nobody can say.
 *
 * @param verdict of the last look; missing: the customer could not be read
 */
export function unknown(
  connection: Connection,
  ref: CustomerRef,
  { planned }: Pending,
  what: string,
  verdict: Verdict | undefined,
): Updated {
  const unread = verdict === undefined ? "; the customer could not be read again" : "";
  return {
    outcome: {
      ...planned,
      outcome: "unknown",
      ...(verdict === undefined ? {} : { changes: verdict.changes, after: verdict.after }),
    },
    ...(verdict === undefined ? { unseen: true } : {}),
    error: new BillingError(
      "unknown",
      `the ${planned.creates === true ? "creation" : "update"} was sent and its outcome is not known: ${what}${unread}`,
      compact({
        provider: connection.provider.id,
        requestId: planned.requestId,
        hint: hintFor(connection, ref),
      }),
    ),
  };
}

function hintFor({ provider, account }: Connection, { kind, reference }: CustomerRef): string {
  const where = locationOf(account) === "emulator" ? " --emulator" : "";
  const by = kind === "id" ? "" : " --by external-id";
  const look_ = `billing customers get ${shellWord(reference)} -p ${provider.id}${by}${where}`;
  return `look before you try again: ${look_}; and settle the record: billing history --resolve${where}`;
}
