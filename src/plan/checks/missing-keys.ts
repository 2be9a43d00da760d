/** Keys that are to be taken out of a map and are not in it, where another is near: nobody may have meant them. Pure. */
import type { Customer, Warning } from "../../domain/change.ts";
import { fieldOf } from "../../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { memberAt, own } from "../../domain/members.ts";
import type { CustomerPatch, Edit } from "../../domain/patch.ts";
import { fieldPath, type Path, printPath } from "../../domain/path.ts";
import { nearest } from "../../domain/text/nearest.ts";

/** To look for a name among many is slow, and few guesses are read. */
const mostGuesses = 20;

/** A warning for each such key; one that is near to none is gone already, as was asked. */
export function missingKeys(before: Customer, { edits }: CustomerPatch): readonly Warning[] {
  const takenOut = edits.filter(
    (edit) => edit.op === "unset" && edit.rest.length > 0 && fieldOf(edit.field).kind === "map",
  );
  const named = new Set(takenOut.map(pathOf));
  return takenOut
    .flatMap((edit) => missingIn(memberAt(before, edit.field), edit) ?? [])
    .slice(0, mostGuesses)
    .flatMap(({ field, above, key, holder }): readonly Warning[] => {
      const found = nearest(key, Object.keys(holder));
      const pathTo = (last: string) => printPath(fieldPath(field, [...above, { key: last }]));
      if (found === undefined || named.has(pathTo(found))) return [];
      const path = pathTo(key);
      const message = `${path} is not there; did you mean ${pathTo(found)}?`;
      return [{ code: "no_such_key", field: path, message }];
    });
}

interface Missing {
  readonly field: Edit["field"];
  /** From the field down to the object that lacks the key. */
  readonly above: Path;
  readonly holder: JsonObject;
  readonly key: string;
}

function missingIn(held: Json | undefined, { field, rest }: Edit): Missing | undefined {
  let value = held;
  for (const [depth, segment] of rest.entries()) {
    if (!("key" in segment) || !isJsonObject(value)) return undefined;
    const { key } = segment;
    if (!Object.hasOwn(value, key)) {
      return { field, above: rest.slice(0, depth), holder: value, key };
    }
    value = own(value, key);
  }
  return undefined;
}

function pathOf({ field, rest }: Edit): string {
  return printPath(fieldPath(field, rest));
}
