/** A file's patch and the flags' patch as one. */
import { describeLocation, type Complaint } from "../domain/errors.ts";
import { metadataField } from "../domain/fields.ts";
import { isJsonObject } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { unlessRefused, type Refused } from "./checked.ts";
import { pathOf, pathsAbove } from "./overlap.ts";

/**
 * One patch, in which a flag wins over the file path by path. A flag inside something that the file gives as a whole
 * is refused, and so is a patch that changes nothing.
 */
export function combinePatches(
  fromFile: CustomerPatch | undefined,
  fromFlags: CustomerPatch,
): { readonly patch: CustomerPatch } | Refused {
  const replaceMetadata = fromFlags.replaceMetadata || fromFile?.replaceMetadata === true;
  const both = [...(fromFile?.edits ?? []), ...fromFlags.edits];
  const kept = new Set(
    withoutEmptyMap(both).filter((edit) => replaceMetadata || !isEmptyMap(edit)),
  );
  const { edits, complaints } = overlay(
    (fromFile?.edits ?? []).filter((edit) => kept.has(edit)),
    fromFlags.edits.filter((edit) => kept.has(edit)),
  );
  if (complaints.length > 0) return { complaints };
  if (replaceMetadata) return replacingMetadata(edits);
  const nothing: Complaint = { message: "nothing to change: name at least one field" };
  return unlessRefused({ patch: { edits, replaceMetadata } }, edits.length === 0 ? [nothing] : []);
}

/** The edits of both, where one on top removes those of the base at its path and below. */
export function overlay(
  base: readonly Edit[],
  top: readonly Edit[],
): { readonly edits: readonly Edit[]; readonly complaints: readonly Complaint[] } {
  if (top.length === 0) return { edits: base, complaints: [] };
  const taken = new Set(top.map(pathOf));
  const left = base.filter(
    (edit) => !taken.has(pathOf(edit)) && !pathsAbove(edit).some((path) => taken.has(path)),
  );
  const wholes = new Map(left.map((edit) => [pathOf(edit), edit]));
  const complaints = top.flatMap((edit): readonly Complaint[] => {
    const above = pathsAbove(edit).find((path) => wholes.has(path));
    const whole = above === undefined ? undefined : wholes.get(above);
    if (whole === undefined) return [];
    return [
      {
        location: edit.location,
        message: `"${pathOf(edit)}" is inside "${above}", which ${describeLocation(whole.location)} gives as a whole`,
        hint: "say it in one place",
      },
    ];
  });
  return { edits: [...left, ...top], complaints };
}

/** Without the edit that sets the whole metadata to `{}`, where other edits name metadata. */
export function withoutEmptyMap(edits: readonly Edit[]): readonly Edit[] {
  const named = edits.some((edit) => edit.field === metadataField && !isEmptyMap(edit));
  return named ? edits.filter((edit) => !isEmptyMap(edit)) : edits;
}

function isEmptyMap({ field, rest, ...edit }: Edit): boolean {
  return (
    field === metadataField &&
    rest.length === 0 &&
    edit.op === "set" &&
    isJsonObject(edit.value) &&
    Object.keys(edit.value).length === 0
  );
}

/** What is not named goes anyway, so that clearing a key says nothing; replacing by nothing said at all is refused. */
function replacingMetadata(edits: readonly Edit[]): { readonly patch: CustomerPatch } | Refused {
  const kept = edits.filter(
    ({ field, rest, op }) => field !== metadataField || rest.length === 0 || op !== "unset",
  );
  const complaint: Complaint = {
    location: { name: "--replace-metadata" },
    message: "there is no metadata to replace the present one with",
    hint: "name it with --metadata or in a file; to clear it all use --unset metadata",
  };
  const named = kept.some(({ field }) => field === metadataField);
  return unlessRefused({ patch: { edits: kept, replaceMetadata: true } }, named ? [] : [complaint]);
}
