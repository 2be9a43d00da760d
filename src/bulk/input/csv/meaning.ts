/** What the columns of other systems most likely hold. */
import { externalIdField, metadataField } from "../../../domain/fields.ts";
import { printFieldPath } from "../../../domain/path.ts";
import { nearest } from "../../../domain/text/nearest.ts";
import { fieldNear, fieldsCalled } from "../../../patch/fields/vocabulary.ts";

export interface Meanings {
  /** What columns mean already: no second one may. */
  readonly taken: ReadonlySet<string>;
  /** Fields that the provider of all rows can set; missing: nobody knows which provider that is. */
  readonly settable?: ReadonlySet<string> | undefined;
  /** The rows are customers that are to be made: no column names one. */
  readonly isNew: boolean;
}

/** Where the column is kept among the customer's own keys; undefined where the provider has none, or is not known. */
export function ownKeyOf(name: string, { settable, taken }: Meanings): string | undefined {
  const path = printFieldPath(metadataField, [{ key: name }]);
  const isFree = settable?.has(metadataField) === true && !taken.has(metadataField);
  return isFree && name !== "" && !taken.has(path) ? path : undefined;
}

/** `Customer ID` an id, `Company Name` a name, `zip` a postal code; only what would be taken. */
export function meaningOf(name: string, { taken, settable, isNew }: Meanings): string | undefined {
  const isFree = (meaning: string | undefined): meaning is string => {
    if (meaning === undefined || taken.has(meaning)) return false;
    return meaning === "id" || meaning === "provider" || settable?.has(meaning) !== false;
  };
  const parts = name.toLowerCase().split(/[\s_.-]+/u);
  const whole = parts.join("");
  const isOwn = parts.some((part) => ["external", "ext", "own", "our"].includes(part));
  const isId = parts.includes("id") || ["customerid", "accountid"].includes(whole);
  const key = isNew || isOwn ? externalIdField : "id";
  const last = parts.at(-1) ?? "";
  const near = [nearest(name, ["externalId", "provider"]), fieldNear(name)];
  // Of an id no other id is made.
  const likely = isId ? [key] : [...fieldsCalled(last), ...near];
  return [...fieldsCalled(name), ...likely].find(isFree);
}
