/** What the flags of a command line ask to change. */
import type { Complaint } from "../domain/errors.ts";
import type { FieldName } from "../domain/fields.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { LocatedDocument } from "../patch/document.ts";
import { type PatchFlags, patchFromFlags } from "../patch/from-flags.ts";
import type { Provider } from "../providers/contract.ts";
import { fieldsOf } from "../providers/wire/record.ts";
import { cannotBeSet } from "./document-patch.ts";

type Found = { readonly patch: CustomerPatch } | { readonly complaints: readonly Complaint[] };

/**
 * The flags as a patch for this provider; an empty one where no flag names a field.
 *
 * @param metadataFile what stands in the file of `--metadata-file`
 */
export function flagPatch(
  flags: Pick<PatchFlags, "metadata" | "set" | "unset" | "replaceMetadata"> & {
    readonly fields: ReadonlyMap<FieldName, PatchFlags["fields"][number]>;
  },
  provider: Provider,
  metadataFile: LocatedDocument | undefined,
): Found {
  const set = settablePaths(provider, "--set", flags.set);
  const unset = settablePaths(provider, "--unset", flags.unset);
  const found = patchFromFlags({
    fields: [...flags.fields.values()],
    metadata: flags.metadata,
    ...(metadataFile === undefined ? {} : { metadataFile }),
    set: set.paths,
    unset: unset.paths,
    replaceMetadata: flags.replaceMetadata,
    supported: new Set(fieldsOf(provider)),
  });
  const complaints = [
    ...set.complaints,
    ...unset.complaints,
    ...("complaints" in found ? found.complaints : []),
  ];
  return complaints.length > 0 ? { complaints } : found;
}

/** The paths that may go on, and complaints about those that the provider has and nobody can set. */
function settablePaths(
  provider: Provider,
  flag: string,
  paths: readonly string[],
): { readonly paths: readonly string[]; readonly complaints: readonly Complaint[] } {
  const nameOf = (path: string) => /^\w+/u.exec(path)?.[0] ?? "";
  const isLocked = (path: string) => Object.hasOwn(provider.readOnly, nameOf(path));
  return {
    paths: paths.filter((path) => !isLocked(path)),
    complaints: paths
      .filter(isLocked)
      .map((path) => cannotBeSet(provider, nameOf(path), { name: flag })),
  };
}
