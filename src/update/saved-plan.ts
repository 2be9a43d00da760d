/** A plan on disk: what was seen, what is to change, and a seal that tells whether it is still what was saved. */
import { timingSafeEqual } from "node:crypto";

import * as z from "zod";

import type { FieldChange, UpdateOutcome } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { isFieldName } from "../domain/fields.ts";
import { isJsonObject, type Json, parseJson, printJson, sortKeys } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { fieldPath, parsePath, printPath } from "../domain/path.ts";
import { safeJson } from "../domain/text/safe-text.ts";
import type { Account } from "../domain/settings.ts";
import { targetOf } from "../patch/fields/vocabulary.ts";
import type { FieldImage } from "../plan/images.ts";
import type { Provider } from "../providers/contract.ts";
import { type AccountSeal, holdsCredential, locationOf, sealOf } from "./seal.ts";

const schemaVersion = 1;

const json = z.custom<Json>((value) => value !== undefined);
const textMap = z.record(z.string(), z.string());
const request = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: textMap,
  body: json,
});

/** Version 1 of the file; only ever added to. */
const savedPlanSchema = z.strictObject({
  kind: z.literal("billing-plan"),
  version: z.literal(schemaVersion),
  tool: z.string(),
  createdAt: z.string(),
  provider: z.string(),
  baseUrl: z.string(),
  account: z.strictObject({ salt: z.string(), fingerprint: z.string() }),
  customer: z.strictObject({ id: z.string(), title: z.string() }),
  edits: z.array(
    z.strictObject({
      path: z.string(),
      op: z.enum(["set", "add", "unset"]),
      value: json.optional(),
    }),
  ),
  replaceMetadata: z.boolean(),
  /** What each touched field held when the plan was made. */
  images: z.array(z.strictObject({ field: z.string(), value: json.optional() })),
  changes: z.array(z.custom<FieldChange>(isJsonObject)),
  request,
  /** What has to be sent first, and why. */
  preparation: z.strictObject({ because: z.string(), request }).optional(),
  seal: z.string(),
});

export type SavedPlanFile = z.infer<typeof savedPlanSchema>;

/** A saved plan that was read and checked. */
export interface SavedPlan {
  readonly createdAt: string;
  readonly id: string;
  readonly patch: CustomerPatch;
  readonly images: readonly FieldImage[];
}

/**
 * The plan as the text of a file.
 *
 * @param facts `form`: over several lines for a file of its own, or one line among others
 * @throws BillingError `usage` when the text would hold a credential
 */
export function printSavedPlan(facts: {
  readonly account: Account;
  readonly outcome: UpdateOutcome;
  readonly patch: CustomerPatch;
  readonly images: readonly FieldImage[];
  readonly tool: string;
  readonly now: number;
  readonly seal: AccountSeal;
  readonly form: "file" | "line";
}): string {
  const { account, outcome, patch, images, tool, now, seal, form } = facts;
  const { salt } = seal;
  const key = seal.keyFor(salt);
  const plan = {
    kind: "billing-plan",
    version: schemaVersion,
    tool,
    createdAt: new Date(now).toISOString(),
    provider: account.provider,
    baseUrl: locationOf(account),
    account: { salt, fingerprint: fingerprint(key) },
    customer: { id: outcome.id, title: outcome.title },
    edits: patch.edits.map((edit) => ({
      path: printPath(fieldPath(edit.field, edit.rest)),
      op: edit.op,
      ...(edit.op === "unset" ? {} : { value: edit.value }),
    })),
    replaceMetadata: patch.replaceMetadata,
    images,
    changes: outcome.changes,
    request: outcome.request,
    ...(outcome.preparation === undefined ? {} : { preparation: outcome.preparation }),
  };
  const sealed = { ...plan, seal: sealOf(key, canonicalText(plan as unknown as Json)) };
  const text = printJson(sealed, form === "file" ? 2 : undefined);
  if (holdsCredential(account, text)) {
    throw new BillingError(
      "usage",
      "the plan cannot be saved: the customer's record holds the credential of this account",
      { provider: account.provider, hint: "carry the change out without a saved plan" },
    );
  }
  return `${safeJson(text)}\n`;
}

function fingerprint(key: Buffer): string {
  return sealOf(key, "account").slice(0, 32);
}

/**
 * Reads a saved plan; not yet whether it fits an account.
 *
 * @param name for complaints: the file's name
 * @throws BillingError `usage` when the text is no plan this program can read
 */
export function parseSavedPlan(text: string, name: string): SavedPlanFile {
  const refuse = (message: string, hint: string) =>
    new BillingError("usage", `${name}: ${message}`, { hint });
  let value: Json;
  try {
    value = parseJson(text.replace(/^\uFEFF/u, ""));
  } catch {
    throw refuse(
      "this is not a whole plan: it is cut short or not JSON",
      "make the plan again with --dry-run --out",
    );
  }
  if (!isJsonObject(value) || value["kind"] !== "billing-plan") {
    throw refuse(
      "this is not a plan",
      "plans are made by billing customers update … --dry-run --out <file>",
    );
  }
  const version = value["version"];
  if (typeof version === "number" && version > schemaVersion) {
    throw refuse(
      `the plan was saved by a newer billing (plan version ${version}, this one reads up to ${schemaVersion})`,
      "update billing, or make the plan again with this version",
    );
  }
  const parsed = savedPlanSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join(".") || "the top level");
  throw refuse(
    `the plan is damaged at ${[...new Set(where)].join(", ")}`,
    "make the plan again with --dry-run --out; a plan is not edited by hand",
  );
}

/**
 * Holds the plan against the account it is to be carried out with.
 *
 * @throws BillingError `usage` when it is for another provider, host or account, or was changed since it was saved
 */
export function openSavedPlan(
  file: SavedPlanFile,
  name: string,
  provider: Provider,
  account: Account,
  seal: AccountSeal,
): SavedPlan {
  const refuse = (message: string, hint: string) =>
    new BillingError("usage", `${name}: ${message}`, { provider: provider.id, hint });
  if (file.provider !== provider.id) {
    throw refuse(
      `the plan is for ${file.provider}, not for ${provider.id}`,
      `leave out --provider, or name ${file.provider}`,
    );
  }
  if (file.baseUrl !== locationOf(account)) {
    throw refuse(
      `the plan is for ${file.baseUrl}, and this account is at ${locationOf(account)}`,
      "use the configuration or profile the plan was made with, or make the plan again",
    );
  }
  const key = seal.keyFor(file.account.salt);
  if (!same(file.account.fingerprint, fingerprint(key))) {
    throw refuse(
      "the plan was made with another account's credential",
      "use the configuration the plan was made with; after a change of key, make the plan again",
    );
  }
  const { seal: given, ...plan } = file;
  if (!same(given, sealOf(key, canonicalText(plan as unknown as Json)))) {
    throw refuse(
      "the plan was changed after it was saved",
      "make the plan again with --dry-run --out; a plan is not edited by hand",
    );
  }
  return {
    createdAt: file.createdAt,
    id: file.customer.id,
    patch: {
      edits: file.edits.map((edit) => editOf(edit, name)),
      replaceMetadata: file.replaceMetadata,
    },
    images: file.images.flatMap(({ field, value }) =>
      isFieldName(field) ? [{ field, ...(value === undefined ? {} : { value }) }] : [],
    ),
  };
}

function editOf({ path, op, value }: SavedPlanFile["edits"][number], name: string): Edit {
  const target = targetOf(parsePath(path));
  // The seal was right, so this program wrote it.
  if (!("field" in target)) throw new Error(`the plan names no field: ${path}`);
  const base = { ...target, location: { name } };
  return op === "unset" ? { ...base, op } : { ...base, op, value: value ?? null };
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The same text for the same plan, whatever the order of its keys. */
function canonicalText(value: Json): string {
  return printJson(sortKeys(value));
}
