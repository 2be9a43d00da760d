/** Items of a list that a change would make indistinguishable: nobody could name one of them afterwards. Pure. */
import type { Complaint } from "../../domain/errors.ts";
import { compact } from "../../domain/compact.ts";
import { fieldOf, type FieldName, type Identity } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import { identitiesOf } from "../../domain/members.ts";
import type { Edit } from "../../domain/patch.ts";
import { printFieldPath } from "../../domain/path.ts";
import { renamesItem } from "../renames.ts";

/**
 * What is wrong where two items of the list would go by one name that did not do so before; what the record holds
 * twice already may stay.
 *
 * @param edits those of the field
 */
export function namesakes(
  field: FieldName,
  held: Json | undefined,
  wanted: Json | undefined,
  edits: readonly Edit[],
): readonly Complaint[] {
  const { kind, identity = [] } = fieldOf(field);
  if (kind !== "list" && kind !== "stringList") return [];
  const before = countNames(held, identity);
  return [...countNames(wanted, identity)]
    .filter(([name, count]) => count > 1 && count > (before.get(name) ?? 0))
    .map(([name]) => complaint(field, name, renamedTo(name, held, edits, identity), edits));
}

function countNames(list: Json | undefined, identity: Identity): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of isJsonArray(list) ? list : []) {
    for (const name of new Set(identitiesOf(item, identity))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** The edits that give an item the name. */
function renamedTo(
  name: string,
  held: Json | undefined,
  edits: readonly Edit[],
  identity: Identity,
): readonly Edit[] {
  const list = isJsonArray(held) ? held : [];
  return edits.filter((edit) => {
    const [segment, member] = edit.rest;
    if (!renamesItem(edit) || edit.op === "unset") return false;
    if (segment === undefined || !("item" in segment)) return false;
    if (member === undefined || !("key" in member)) return false;
    const old = list.find((item) => identitiesOf(item, identity).includes(segment.item));
    if (!isJsonObject(old)) return false;
    return identitiesOf({ ...old, [member.key]: edit.value }, identity).includes(name);
  });
}

function complaint(
  field: FieldName,
  name: string,
  renaming: readonly Edit[],
  edits: readonly Edit[],
): Complaint {
  const [edit = edits[0], other] = renaming;
  const location = edit?.location;
  const itemOf = ({ rest }: Edit) => printFieldPath(field, rest.slice(0, 1));
  if (edit === undefined || renaming.length === 0) {
    const isString = fieldOf(field).kind === "stringList";
    const message = isString
      ? `"${field}" would hold "${name}" twice`
      : `"${field}" would hold two items called "${name}", and nothing would tell one from the other`;
    return compact({ location, message, hint: "leave one of them out" });
  }
  const holder = printFieldPath(field, [{ item: name }]);
  const both =
    other === undefined
      ? `there is ${holder} already, and nothing would tell ${itemOf(edit)} from it`
      : `${itemOf(edit)} and ${itemOf(other)} would both be called "${name}"`;
  return compact({
    location,
    message: `${printFieldPath(field, edit.rest)}: ${both}`,
    hint:
      other === undefined
        ? `if they are the same, take one out: --unset '${holder}'`
        : "give them names that differ",
  });
}
