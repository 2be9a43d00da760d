/** What the flags of a command line ask to change. */
import { BillingError, type Complaint } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import { patchFromFlags } from "../../patch/from-flags.ts";
import type { Provider } from "../../providers/contract.ts";
import { fieldsOf } from "../../providers/wire/record.ts";
import { cannotBeSet } from "../../update/document-patch.ts";
import type { PatchOptions } from "./update-options.ts";

type Found = { readonly patch: CustomerPatch } | { readonly complaints: readonly Complaint[] };

/**
 * The flags as a patch for this provider; an empty one where no flag names a field.
 *
 * @param metadataFile what stands in the file of `--metadata-file`
 */
export function flagPatch(
  options: Pick<PatchOptions, "fields" | "metadata" | "set" | "unset" | "replaceMetadata">,
  provider: Provider,
  metadataFile: LocatedDocument | undefined,
): Found {
  const set = settablePaths(provider, "--set", options.set);
  const unset = settablePaths(provider, "--unset", options.unset);
  const found = patchFromFlags({
    fields: [...options.fields.values()],
    metadata: options.metadata,
    ...(metadataFile === undefined ? {} : { metadataFile }),
    set: set.paths,
    unset: unset.paths,
    replaceMetadata: options.replaceMetadata,
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

/** Whether a flag names something to change. */
export function namesSomething({ edits, replaceMetadata }: CustomerPatch): boolean {
  return edits.length > 0 || replaceMetadata;
}

/** Nothing is to be changed: a mistake rather than a wish. */
export function nothingNamed(file: string | undefined, hint: string): BillingError {
  return BillingError.usage([
    {
      ...(file === undefined ? {} : { location: { name: file } }),
      message: "nothing to change: name at least one field",
      hint,
    },
  ]);
}
