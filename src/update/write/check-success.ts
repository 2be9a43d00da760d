/** An update that was answered with success: what is stored is compared with what was asked, as far as that is proven. */
import type { Warning } from "../../domain/change.ts";
import type { JsonObject } from "../../domain/json.ts";
import { lackingIn, presumedFrom } from "../../plan/lacking.ts";
import type { Plan } from "../../plan/plan.ts";
import { verifyUpdate } from "../../plan/verify.ts";
import type { Provider } from "../../providers/contract.ts";
import type { Connection, CustomerRef } from "../connection.ts";
import { isThere, look, pauses, type Waiting } from "./look.ts";
import { type Pending, type Updated, verified } from "../outcomes.ts";
import { unknown } from "./settle-write.ts";

/** What proves that an update was stored: its answer where that says enough, always a look, or, false, the answer as it is. */
export type Verify = "answer" | "read" | false;

/** As the command line says, else the configuration, else the provider's page. */
export function verifyBy(
  given: Verify | undefined,
  { account, provider }: Pick<Connection, "account" | "provider">,
): Verify {
  return given ?? account.verify ?? provider.verify.by;
}

interface Success {
  readonly record: JsonObject;
  readonly isLate: boolean;
  /** The answer is one that was given before. */
  readonly isReplayed: boolean;
}

/**
 * A success that is not seen at once is looked for as long as an update without an answer: it may be stored late.
 * Whatever `verify` says, nothing is called dropped, and no promise kept, without a look.
 */
export async function checkSuccess(
  connection: Connection,
  ref: CustomerRef,
  options: Waiting & { readonly verify: Verify },
  pending: Pending,
  { record, isLate, isReplayed }: Success,
): Promise<Updated> {
  const { provider } = connection;
  const { read, plan, planned } = pending;
  const warnings = isReplayed ? [replayWarning(provider)] : [];
  const presumed = verifyUpdate(
    provider,
    plan,
    read.native,
    presumedFrom(plan, read.native, record),
  );
  const isOpen = isLate || isReplayed || presumed.dropped > 0;
  const isProof =
    (provider.removalsShowInAnswer || !removesAny(plan)) &&
    lackingIn(provider, plan, read.native, record).length === 0;
  if (!isOpen && (options.verify === false || (isProof && options.verify === "answer"))) {
    return verified(provider, planned, presumed, warnings, isProof ? "answer" : undefined);
  }

  const says = "reading back what was stored";
  const { verdict, error } = await look(connection, options, pending, pauses.late, says, isThere);
  if (verdict !== undefined) {
    if (isLate && !isThere(verdict)) {
      return unknown(connection, ref, pending, { why: promised(provider) }, verdict);
    }
    const late = isLate || (presumed.dropped > 0 && isProof);
    const found = late && !isReplayed && isThere(verdict) ? [lateWarning(provider, isLate)] : [];
    return verified(provider, planned, verdict, [...warnings, ...found], "reading");
  }
  if (isOpen) {
    const why = isReplayed
      ? replayWarning(provider).message
      : isLate
        ? promised(provider)
        : "its answer does not show the change";
    return unknown(connection, ref, pending, { why }, undefined);
  }
  const message = `the record could not be read back: ${error.message}`;
  const unread = { code: "not_verified", message };
  return verified(provider, planned, presumed, [...warnings, unread], undefined);
}

function removesAny({ changes }: Plan): boolean {
  return changes.some(({ kind }) => kind === "removed");
}

function replayWarning({ title }: Provider): Warning {
  return {
    code: "replayed_answer",
    message: `${title} gave the stored answer of an earlier request instead of carrying out this one`,
  };
}

function promised({ title }: Provider): string {
  return `${title} only promised it (202)`;
}

function lateWarning(provider: Provider, isLate: boolean): Warning {
  const what = isLate ? promised(provider) : "the answer did not show the change";
  return {
    code: "settled_by_reading",
    message: `${what}; reading again showed that the change is stored`,
  };
}
