/** One vendor at work on its state: requests one after another, durable before they are answered. */
import { withFileLock } from "./file-lock.ts";
import { own, put, recorded } from "./records.ts";
import { readAppended, readStateFile, stateFileOf, versionOf, writeChanges } from "./state-file.ts";
import type { SavedState } from "./state-file.ts";
import { applyLine } from "./state-text.ts";
import type { Change, Switches, Vendor, VendorState, VendorWorld } from "../vendor.ts";

export interface Store {
  readonly vendor: Vendor;
  readonly world: VendorWorld;
  readonly switches: Switches;
  /** Does something with the state that is not interrupted; resolves once what it changed is on the disk. */
  readonly work: <T>(act: (state: VendorState) => T) => Promise<T>;
}

interface Waiting {
  /** Acts, and gives what is to be called once that is on the disk. */
  readonly act: (state: VendorState) => () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens a vendor's state in the directory, which must be there.
 *
 * @throws BillingError when the state file is damaged
 */
export async function openStore(
  vendor: Vendor,
  directory: string,
  world: VendorWorld,
  switches: Switches,
): Promise<Store> {
  const file = stateFileOf(directory, vendor.id);
  let saved = await readSaved(vendor, file);
  let waiting: Waiting[] = [];
  let working = false;

  /** Takes everybody who waits at once: they share one reading, one lock and one writing. */
  async function workOff(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const tell of await withFileLock(`${file}.lock`, () => carryOut(batch))) tell();
      } catch (error) {
        saved = { state: saved.state, version: "unsaved", extent: undefined };
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  async function carryOut(batch: readonly Waiting[]): Promise<readonly (() => void)[]> {
    if ((await versionOf(file)) !== saved.version) saved = await caughtUp(vendor, file, saved);
    const { result: tellers, changes } = recorded(saved.state, (state) =>
      batch.map(({ act }) => act(state)),
    );
    if (changes.some((change) => isDurable(change, vendor))) {
      saved = await writeChanges(file, saved, [
        ...changes.filter((change) => isDurable(change, vendor)),
        ...volatileValues(vendor),
      ]);
    }
    return tellers;
  }

  return {
    vendor,
    world,
    switches,
    work: (act) =>
      new Promise((resolve, reject) => {
        waiting.push({
          act(state) {
            const result = act(state);
            return () => resolve(result);
          },
          reject,
        });
        if (!working) void workOff();
      }),
  };
}

/** The state in the file, or a fresh one. Its records know their own keys only: there is no `constructor` in them. */
export async function readSaved(vendor: Vendor, file: string): Promise<SavedState> {
  const saved = (await readStateFile(file)) ?? {
    state: vendor.seed(),
    version: undefined,
    extent: undefined,
  };
  Object.setPrototypeOf(saved.state.customers, null);
  Object.setPrototypeOf(saved.state.other, null);
  return saved;
}

/** The state as others left it, with our own volatile values. What they appended is all that is read, where it can be. */
async function caughtUp(vendor: Vendor, file: string, saved: SavedState): Promise<SavedState> {
  const { volatile = [] } = vendor;
  const kept = volatile.filter((key) => own(saved.state.other, key) !== undefined);
  const appended = await readAppended(file, saved);
  if (appended !== undefined) {
    for (const line of appended.lines) applyLine(line, saved.state, kept);
    return { state: saved.state, ...appended.writing };
  }
  const fresh = await readSaved(vendor, file);
  for (const key of kept) put(fresh.state, "other", key, own(saved.state.other, key) ?? null);
  return fresh;
}

function isDurable({ part, key }: Change, { volatile = [] }: Vendor): boolean {
  return part === "customers" || !volatile.includes(key);
}

/** They have no changes of their own on the disk, so each writing takes them along. */
function volatileValues({ volatile = [] }: Vendor): readonly Change[] {
  return volatile.map((key) => ({ part: "other", key, before: undefined }));
}
