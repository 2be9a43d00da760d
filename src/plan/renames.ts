/** Edits that change what an item of a list goes by. Pure. */
import { fieldOf } from "../domain/fields.ts";
import type { Edit } from "../domain/patch.ts";

/** Whether it changes one of the members by which an item is named. */
export function renamesItem({ field, rest: [segment, member, ...deeper] }: Edit): boolean {
  return (
    segment !== undefined &&
    "item" in segment &&
    member !== undefined &&
    "key" in member &&
    deeper.length === 0 &&
    (fieldOf(field).identity ?? []).flat().includes(member.key)
  );
}

/** The edits with those that rename last: until then every other one finds its item under the name that it has. */
export function namesLast(edits: readonly Edit[]): readonly Edit[] {
  const renaming = edits.filter(renamesItem);
  return renaming.length === 0
    ? edits
    : [...edits.filter((edit) => !renamesItem(edit)), ...renaming];
}
