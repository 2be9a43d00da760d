/** What the user asked to change, before any record is read. */
import type { Location } from "./errors.ts";
import type { FieldName } from "./fields.ts";
import type { Json } from "./json.ts";
import type { Path } from "./path.ts";

interface EditBase {
  readonly field: FieldName;
  /** Inside the field: empty for the field itself, `[{key: "tier"}]` for `metadata.tier`. */
  readonly rest: Path;
  /** Where it was said, for complaints. */
  readonly location: Location;
  /** It was given as plain text where JSON could have been: with a flag, or in a cell. */
  readonly plain?: "flag" | "cell";
}

/**
 * One thing to change. Three things that look alike are kept apart: an edit that is missing leaves the field as it
 * is, `unset` clears it, `set` gives it a value (never `null` for a field itself; within a map `null` is a value).
 * `add` puts one item into a list that does not hold it yet: at the end, or where it stood. An `unset` of
 * `onlyEmpty` takes out an object in which nothing is left, and names nothing inside of it.
 */
export type Edit = EditBase &
  (
    | { readonly op: "set"; readonly value: Json }
    | { readonly op: "add"; readonly value: Json; readonly position?: number }
    | { readonly op: "unset"; readonly onlyEmpty?: true }
  );

export interface CustomerPatch {
  /** At most one edit a path; an edit of a path and one below it do not stand together. */
  readonly edits: readonly Edit[];
  /** The metadata named here becomes the whole map. */
  readonly replaceMetadata: boolean;
}
