/** A saved plan, read and held against the account that it is to be carried out with. */
import { timingSafeEqual } from "node:crypto";

import { compact } from "../../domain/compact.ts";
import { planVersion } from "../../domain/documents/format.ts";
import { type SavedPlanFile, savedPlanSchema } from "../../domain/documents/saved-plan.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { schemaOf } from "../../domain/field/field-schemas.ts";
import { isFieldName } from "../../domain/fields.ts";
import { isJsonObject, type Json, parseJson, TooDeep } from "../../domain/json.ts";
import type { CustomerPatch, Edit } from "../../domain/patch.ts";
import { parsePath } from "../../domain/path.ts";
import { type KnownFile, knownText } from "../../domain/text/files/known-file.ts";
import type { Account } from "../../domain/settings.ts";
import { checkValue } from "../../patch/fields/value-check.ts";
import { targetOf } from "../../patch/fields/vocabulary.ts";
import type { FieldImage } from "../../plan/images.ts";
import { checkPatch } from "../../providers/check-patch.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders } from "../../providers/registry.ts";
import { canonicalText, fingerprint } from "./saved-plan.ts";
import type { Identity } from "../known-account.ts";
import { anotherAccount, otherMode } from "./same-account.ts";
import { type AccountSeal, locationOf, sealOf } from "./seal.ts";

/** A saved plan that was read and checked. */
export interface SavedPlan {
  readonly createdAt: string;
  readonly id: string;
  readonly patch: CustomerPatch;
  readonly images: readonly FieldImage[];
  /** What the records of its account said. */
  readonly identity?: Identity;
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
  } catch (error) {
    if (error instanceof TooDeep) {
      throw refuse(
        "this is nested too deeply for a plan",
        "make the plan again with --dry-run --out; a plan is not edited by hand",
      );
    }
    throw notAPlan(text, name, {
      message: "this is not a whole plan: it is cut short or not JSON",
      hint: "make the plan again with --dry-run --out",
    });
  }
  if (!isJsonObject(value) || value["kind"] !== "billing-plan") {
    throw notAPlan(text, name, {
      message: "this is not a plan",
      hint: "plans are made by billing customers update … --dry-run --out <file>",
    });
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

/** @param otherwise what is said of what nobody knows */
function notAPlan(text: string, name: string, otherwise: KnownFile): BillingError {
  const file = name.replace(/:\d+$/u, "");
  const isLine = file !== name;
  const known = knownText(isLine ? `${text}\n${text}` : text, file);
  const what = known?.message.replace(/^this is/u, "it is");
  const message = what === undefined ? otherwise.message : `this is not a plan; ${what}`;
  return new BillingError("usage", `${name}: ${message}`, known ?? otherwise);
}

/** Whether this account's key made the plan's seal; otherwise nobody here can tell whether it was changed. */
export function isSealedBy({ account }: SavedPlanFile, seal: AccountSeal): boolean {
  return same(account.fingerprint, fingerprint(seal.keyFor(account.salt)));
}

/**
 * Another key may be another account's: what it says of itself tells, before anybody is asked to trust the plan.
 *
 * @throws BillingError `usage` when the plan was made with a live account and this one is for tests, or the reverse
 */
export function checkMode(
  { account: { known } }: SavedPlanFile,
  name: string,
  provider: Provider,
  account: Account,
): void {
  const why = otherMode(known, provider, account);
  if (why !== undefined) throw anotherAccount(`${name}: the plan`, provider, why);
}

/**
 * Holds the plan against the account it is to be carried out with.
 *
 * @param trusts whether a plan is taken whose seal cannot be checked, because another key made it
 * @throws BillingError `usage` when it is for another provider or place, or was changed since it was saved; `declined`
 *   when its seal cannot be checked and that is not accepted
 */
export function openSavedPlan(
  file: SavedPlanFile,
  name: string,
  provider: Provider,
  account: Account,
  seal: AccountSeal,
  trusts: boolean,
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
  const isSealed = isSealedBy(file, seal);
  if (!isSealed) checkMode(file, name, provider, account);
  if (!isSealed && !trusts) throw unsealed(name, provider);
  const { seal: given, ...plan } = file;
  if (isSealed && !same(given, sealOf(seal.keyFor(file.account.salt), canonicalText(plan)))) {
    throw refuse(
      "the plan was changed after it was saved",
      "make the plan again with --dry-run --out; a plan is not edited by hand",
    );
  }
  const patch = {
    edits: file.edits.map((edit) => editOf(edit, name)),
    replaceMetadata: file.replaceMetadata,
  };
  const complaints = isSealed
    ? []
    : [...patch.edits.flatMap(valueComplaints), ...checkPatch(provider, patch, allProviders)];
  if (complaints.length > 0) throw BillingError.usage(complaints);
  return {
    createdAt: file.createdAt,
    id: file.customer.id,
    patch,
    images: file.images.flatMap(({ field, value }) =>
      isFieldName(field) ? [compact({ field, value })] : [],
    ),
    ...compact({ identity: file.account.identity }),
  };
}

function editOf({ path, op, value, position }: SavedPlanFile["edits"][number], name: string): Edit {
  const target = targetOf(parsePath(path));
  if (!("field" in target)) {
    throw new BillingError("usage", `${name}: the plan names no field: ${path}`, {
      hint: "make the plan again with --dry-run --out",
    });
  }
  const base = { ...target, location: { name } };
  if (op === "unset") return { ...base, op };
  if (op === "set") return { ...base, op, value: value ?? null };
  return compact({ ...base, op, value: value ?? null, position });
}

/** A plan whose seal nobody checked may ask for anything. */
function valueComplaints(edit: Edit): readonly Complaint[] {
  if (edit.op === "unset" || edit.rest.length > 0) return [];
  const value = edit.op === "add" ? [edit.value] : edit.value;
  return checkValue(schemaOf(edit.field), value).map(({ message }) => ({
    location: edit.location,
    message: `${edit.field} ${message}`,
  }));
}

function unsealed(name: string, { id, title }: Provider): BillingError {
  return new BillingError(
    "declined",
    `${name}: the plan was made with another key or other settings of ${title}, so its seal cannot be checked; nothing was sent`,
    {
      provider: id,
      hint: "look at the plan; if it is what you want, --trust-plan carries it out, guarded as ever",
    },
  );
}

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
