/** Where a run keeps what was piped into it. */
import { amongTemporary, besideRun, type CopyPlace } from "../../bulk/sources/copy-place.ts";
import { runDirectory } from "../../bulk/store/directory.ts";
import type { Host } from "../../host/host.ts";
import { type StateOptions, stateDirectoryOf } from "../state-directory.ts";

/** @param run its id */
export function copyPlace(
  host: Host,
  options: StateOptions & { readonly dryRun: boolean },
  run: string,
): () => Promise<CopyPlace> {
  return () =>
    options.dryRun
      ? amongTemporary(host.temporary)
      : besideRun(runDirectory(stateDirectoryOf(host, options), run));
}
