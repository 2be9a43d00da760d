/** Edits that cannot stand together: two of one path, or one of a path and one below it. */
import { describeLocation, type Complaint } from "../domain/errors.ts";
import { printFieldPath } from "../domain/path.ts";
import type { Edit } from "../domain/patch.ts";

/** The edit's path from the customer down, printed. */
export function pathOf({ field, rest }: Edit): string {
  return rest.length === 0 ? field : printFieldPath(field, rest);
}

/** Printed paths of everything above the edit, within its field. */
export function pathsAbove({ field, rest }: Edit): readonly string[] {
  return rest.map((_, length) =>
    length === 0 ? field : printFieldPath(field, rest.slice(0, length)),
  );
}

/** One complaint for each edit that collides with an earlier one or stands below another. */
export function overlaps(edits: readonly Edit[]): readonly Complaint[] {
  const first = new Map<string, Edit>();
  const complaints: Complaint[] = [];
  for (const edit of edits) {
    const path = pathOf(edit);
    const earlier = first.get(path);
    if (earlier === undefined) first.set(path, edit);
    else complaints.push(collision(edit, `"${path}" is named twice: by`, earlier, edit));
  }
  for (const [path, edit] of first) {
    const above = pathsAbove(edit).find((path) => first.has(path));
    const outer = above === undefined ? undefined : first.get(above);
    if (outer === undefined || above === undefined) continue;
    const what = `"${above}" is named as a whole and "${path}" inside it: by`;
    complaints.push(collision(edit, what, outer, edit));
  }
  return complaints;
}

function collision(at: Edit, what: string, one: Edit, other: Edit): Complaint {
  const locations = new Set([describeLocation(one.location), describeLocation(other.location)]);
  return {
    location: at.location,
    message: `${what} ${[...locations].join(" and ")}`,
    hint: "keep one of the two",
  };
}
