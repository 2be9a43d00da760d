/** Makes sure of what became of an update whose answer does not prove it. */
import type { UpdateOutcome } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import type { Verdict } from "../../plan/verify.ts";
import type { Standing } from "../../providers/wire/write-answer.ts";
import type { Connection, CustomerRef } from "../connection.ts";
import { isStored, look, pauses, type Waiting } from "./look.ts";
import { type Pending, refused, type Updated, verified } from "../outcomes.ts";

/**
 * After silence, or an answer that proves nothing: what is seen stored was stored; what is not may still be on its way.
 *
 * @param open what is unclear, in words, and what the provider said
 */
export async function settleUnclear(
  connection: Connection,
  ref: CustomerRef,
  waiting: Waiting,
  pending: Pending,
  open: Unclear,
): Promise<Updated> {
  const says = "the outcome is unclear: reading again";
  const seen = await look(connection, waiting, pending, pauses.late, says, isStored);
  return seen.verdict !== undefined && isStored(seen.verdict)
    ? foundStored(connection, pending, seen.verdict, open.why)
    : unknown(connection, ref, pending, open, seen.verdict);
}

/** Why nobody can say what came of it. */
interface Unclear {
  /** In words. */
  readonly why: string;
  /** What the provider said. */
  readonly error?: BillingError;
}

/** After a refusal: that nothing was stored is looked up, where somebody can look. */
export async function settleRefusal(
  connection: Connection,
  ref: CustomerRef,
  waiting: Waiting & { readonly confirms: boolean },
  pending: Pending,
  { error, standing }: { readonly error: BillingError; readonly standing: Standing },
): Promise<Updated> {
  const { planned, plan } = pending;
  if (standing === "locked-out") return refused(planned, error, "locked-out");
  if (!waiting.confirms) return refused(planned, error, "not-looked");
  const says = "refused: making sure that nothing was stored";
  const { verdict } = await look(connection, waiting, pending, pauses.once, says, isStored);
  if (verdict === undefined) return refused(planned, error, "not-read");
  if (isStored(verdict)) return foundStored(connection, pending, verdict, error.message);
  const readable = plan.changes.filter(({ unreadable }) => unreadable !== true).length;
  if (readable === 0) return refused(planned, error, "not-readable");
  if (verdict.dropped === readable && verdict.beside.length === 0) {
    return refused(planned, error, "unchanged");
  }
  // A vendor that refuses stores no part of it: what else is there now was written by others.
  if (verdict.stored > 0) {
    return unknown(connection, ref, pending, { why: error.message, error }, verdict);
  }
  const { outcome, ...ended } = refused(planned, error, "moved");
  return {
    ...ended,
    outcome: { ...outcome, after: verdict.after, ...besides(planned, verdict) },
  };
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
  { why, error }: Unclear,
  verdict: Verdict | undefined,
): Updated {
  const unread = verdict === undefined ? "; the customer could not be read again" : "";
  return {
    outcome: {
      ...planned,
      outcome: "unknown",
      ...(verdict === undefined
        ? {}
        : { changes: verdict.changes, after: verdict.after, ...besides(planned, verdict) }),
    },
    ...(verdict === undefined ? { unseen: true } : {}),
    error: new BillingError(
      "unknown",
      `the ${planned.creates === true ? "creation" : "update"} was sent and its outcome is not known: ${why}${unread}`,
      compact({
        provider: connection.provider.id,
        providerError: error?.providerError,
        requestId: planned.requestId,
        hint: [...(error?.hint === undefined ? [] : [error.hint]), hintFor(connection, ref)].join(
          "; ",
        ),
      }),
    ),
  };
}

/** What changed beside, as far as the outcome says it. */
function besides(
  { warnings }: UpdateOutcome,
  { beside, warnings: found }: Verdict,
): Pick<UpdateOutcome, "warnings" | "beside"> {
  if (beside.length === 0) return { warnings };
  return {
    warnings: [...warnings, ...found.filter(({ code }) => code === "changed_beside")],
    beside,
  };
}

function hintFor({ provider, words }: Connection, { kind, reference }: CustomerRef): string {
  const by = kind === "id" ? [] : ["--by external-id"];
  const named = [shellWord(reference), "-p", provider.id, ...by, ...(words?.customer ?? [])];
  const settle = ["billing history --resolve", ...(words?.records ?? [])].join(" ");
  return `look before you try again: billing customers get ${named.join(" ")}; and settle the record: ${settle}`;
}
