/** A plan as a file: what was seen, what is to change, and a seal that tells whether it is still what was saved. */
import type { UpdateOutcome } from "../../domain/change.ts";
import { compact } from "../../domain/compact.ts";
import { planVersion } from "../../domain/documents/format.ts";
import type { SavedPlanFile } from "../../domain/documents/saved-plan.ts";
import { BillingError } from "../../domain/errors.ts";
import { printJson, sortKeys } from "../../domain/json.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { printFieldPath } from "../../domain/path.ts";
import type { Account } from "../../domain/settings.ts";
import { safeJson } from "../../domain/text/safe-text.ts";
import type { Secrets } from "../../domain/text/secrets.ts";
import type { FieldImage } from "../../plan/images.ts";
import type { Identity } from "../known-account.ts";
import { type AccountSeal, locationOf, sealOf } from "./seal.ts";

/**
 * The plan as the text of a file.
 *
 * @param facts `form`: over several lines for a file of its own, or one line among others
 * @throws BillingError `usage` when the change itself holds a credential
 */
export function printSavedPlan(facts: {
  readonly account: Account;
  readonly secrets: Secrets;
  /** What the records of the account say of it. */
  readonly identity: Identity | undefined;
  readonly outcome: UpdateOutcome;
  readonly patch: CustomerPatch;
  readonly images: readonly FieldImage[];
  readonly tool: string;
  readonly now: number;
  readonly seal: AccountSeal;
  readonly form: "file" | "line";
}): string {
  const { account, secrets, identity, outcome, patch, images, tool, now, seal, form } = facts;
  const { salt } = seal;
  const key = seal.keyFor(salt);
  const { request } = outcome;
  if (request === undefined) throw new Error("only what is planned can be saved");
  const plan: Omit<SavedPlanFile, "seal"> = compact({
    kind: "billing-plan",
    version: planVersion,
    tool,
    createdAt: new Date(now).toISOString(),
    provider: account.provider,
    baseUrl: locationOf(account),
    account: compact({ salt, fingerprint: fingerprint(key), identity, known: outcome.account }),
    customer: { id: outcome.id, name: outcome.title },
    edits: patch.edits.map((edit) =>
      compact({
        path: printFieldPath(edit.field, edit.rest),
        op: edit.op,
        value: edit.op === "unset" ? undefined : edit.value,
        position: edit.op === "add" ? edit.position : undefined,
      }),
    ),
    replaceMetadata: patch.replaceMetadata,
    images,
    changes: outcome.changes,
    request,
    preparation: outcome.preparation,
    followUp: outcome.followUp,
  });
  if (secrets.isIn([plan.edits, plan.changes])) {
    throw new BillingError(
      "usage",
      "the plan cannot be saved: what it changes holds the credential of this account",
      { provider: account.provider, hint: "carry the change out without a saved plan" },
    );
  }
  // What is beside the change is there to be looked at: an application reads it again.
  const shown = secrets.redactValue(plan);
  const sealed: SavedPlanFile = { ...shown, seal: sealOf(key, canonicalText(shown)) };
  return `${safeJson(printJson(sealed, form === "file" ? 2 : undefined))}\n`;
}

/** Tells whether a key is that of the plan's account. */
export function fingerprint(key: Buffer): string {
  return sealOf(key, "account").slice(0, 32);
}

/** The same text for the same plan, whatever the order of its keys. */
export function canonicalText(plan: Omit<SavedPlanFile, "seal">): string {
  return printJson(sortKeys(plan));
}
