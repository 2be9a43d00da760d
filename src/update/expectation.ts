/** What a customer was like when its change was decided, so that what moved since is a conflict. */
import type { Customer, FieldChange } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import type { PrintedField } from "../domain/field/field-revision.ts";
import { metadataField } from "../domain/fields.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import { fieldValue } from "../plan/apply-edits.ts";
import { diffField } from "../plan/diff.ts";
import { type FieldImage, imagesOf, movedPrinted, movedSince } from "../plan/images.ts";
import type { KnownAccount } from "../domain/documents/known-account.ts";
import type { Identity } from "./known-account.ts";

export interface Expectation {
  /** What the records of the account said then; missing: nothing. */
  readonly identity?: Identity;
  /** What else was known of the account then. */
  readonly known?: KnownAccount;
  /** What the touched fields held. */
  readonly images: readonly FieldImage[];
  /** The same where only a digest was kept. */
  readonly printed?: readonly PrintedField[];
  /** All of them count, and not only those that the patch touches. */
  readonly counts?: "all";
  /** When that was, in words. */
  readonly since: string;
  /** What was made then; missing: `since` names it. */
  readonly made?: string;
}

/** What a printed document says of the customer it was printed from. */
export interface Printed {
  /** The customer as it was. */
  readonly base?: Customer;
  readonly printed?: readonly PrintedField[];
  readonly identity?: Identity;
  readonly known?: KnownAccount;
}

/**
 * What a change of a printed document expects; undefined where nothing was printed.
 *
 * @param since when it was, in words
 */
export function expectationOf(
  { base, printed, identity, known }: Printed,
  { edits, replaceMetadata }: CustomerPatch,
  since = "it was printed",
): Expectation | undefined {
  if (base === undefined && printed === undefined) return undefined;
  const touched = edits.map(({ field }) => field);
  const fields = [...new Set(replaceMetadata ? [...touched, metadataField] : touched)];
  return compact({
    images: base === undefined ? [] : imagesOf(base, fields),
    printed,
    identity,
    known,
    since,
    made: "what was printed",
  });
}

/** What moved of that which the patch touches. */
export function movedFrom(
  { images, printed = [], counts }: Expectation,
  now: Customer,
  patch: CustomerPatch,
): readonly FieldChange[] {
  if (counts === "all")
    return images.flatMap(({ field, value }) => diffField(field, value, fieldValue(now, field)));
  return [...movedSince(images, now, patch), ...movedPrinted(printed, now, patch)];
}
