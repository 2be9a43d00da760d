/** A saved plan, read and held against the account that it is to be carried out with. */
import { timingSafeEqual } from "node:crypto";

import { compact } from "../domain/compact.ts";
import { planVersion } from "../domain/documents/format.ts";
import { type SavedPlanFile, savedPlanSchema } from "../domain/documents/saved-plan.ts";
import { BillingError } from "../domain/errors.ts";
import { isFieldName } from "../domain/fields.ts";
import { isJsonObject, type Json, parseJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { parsePath } from "../domain/path.ts";
import type { Account } from "../domain/settings.ts";
import { targetOf } from "../patch/fields/vocabulary.ts";
import type { FieldImage } from "../plan/images.ts";
import type { Provider } from "../providers/contract.ts";
import { canonicalText, fingerprint } from "./saved-plan.ts";
import { type AccountSeal, locationOf, sealOf } from "./seal.ts";

/** A saved plan that was read and checked. */
export interface SavedPlan {
  readonly createdAt: string;
  readonly id: string;
  readonly patch: CustomerPatch;
  readonly images: readonly FieldImage[];
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
  if (typeof version === "number" && version > planVersion) {
    throw refuse(
      `the plan was saved by a newer billing (plan version ${version}, this one reads up to ${planVersion})`,
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
  if (!same(given, sealOf(key, canonicalText(plan)))) {
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
      isFieldName(field) ? [compact({ field, value })] : [],
    ),
  };
}

function editOf({ path, op, value, position }: SavedPlanFile["edits"][number], name: string): Edit {
  const target = targetOf(parsePath(path));
  // The seal was right, so this program wrote it.
  if (!("field" in target)) throw new Error(`the plan names no field: ${path}`);
  const base = { ...target, location: { name } };
  if (op === "unset") return { ...base, op };
  if (op === "set") return { ...base, op, value: value ?? null };
  return compact({ ...base, op, value: value ?? null, position });
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
