/** Customers to update, what is asked of them, and what came of it, in few words. */
import { createSecrets } from "../../src/domain/text/secrets.ts";
import { NoAnswer } from "../../src/domain/exchange.ts";
import type { CustomerPatch, Edit } from "../../src/domain/patch.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";
import type { Connection } from "../../src/update/connection.ts";
import type { Updated } from "../../src/update/outcomes.ts";
import { accountOf } from "./accounts.ts";

export function connectionTo(send: Connection["send"], id: ProviderId = "maple"): Connection {
  return {
    provider: providers[id],
    account: accountOf({ provider: id }),
    secrets: createSecrets(),
    send,
  };
}

/** A value that is undefined clears its field. */
export function patchOf(values: Readonly<Record<string, string | undefined>>): CustomerPatch {
  const edits = Object.entries(values).map(([field, value]) => {
    const base = { field: field as Edit["field"], rest: [], location: { name: `--${field}` } };
    return value === undefined
      ? { ...base, op: "unset" as const }
      : { ...base, op: "set" as const, value };
  });
  return { edits, replaceMetadata: false };
}

export const notSent = new NoAnswer("connection refused", { sent: false, code: "ECONNREFUSED" });
export const lost = new NoAnswer("the connection was reset", { sent: true, code: "ECONNRESET" });

/** `updated by reading [replayed_answer]`, or with why not: `failed rejected, unchanged`. */
export function inShort({ outcome, error, unseen }: Updated): string {
  return [
    outcome.outcome,
    ...(outcome.verifiedBy === undefined ? [] : [`by ${outcome.verifiedBy}`]),
    ...(error === undefined ? [] : [error.kind]),
    ...(unseen === undefined ? [] : ["unseen"]),
    ...(outcome.proof === undefined ? [] : [outcome.proof]),
    ...(outcome.warnings.length === 0
      ? []
      : [`[${outcome.warnings.map(({ code }) => code).join(" ")}]`]),
  ].join(" ");
}
