/** One vendor at work on its state: requests one after another, durable before they are answered. */
import { withFileLock } from "./file-lock.ts";
import { readStateFile, stateFileOf, versionOf, writeStateFile } from "./state-file.ts";
import type { SavedState } from "./state-file.ts";
import type { Switches, Vendor, VendorState, VendorWorld } from "./vendor.ts";

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
        saved = { state: saved.state, version: "unsaved" };
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  async function carryOut(batch: readonly Waiting[]): Promise<readonly (() => void)[]> {
    if ((await versionOf(file)) !== saved.version) {
      saved = keepVolatile(await readSaved(vendor, file), saved, vendor);
    }
    const { state } = saved;
    const before = durableValues(state, vendor);
    const tellers = batch.map(({ act }) => act(state));
    if (!sameValues(before, durableValues(state, vendor))) {
      await writeStateFile(file, state);
      saved = { state, version: await versionOf(file) };
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
  const saved = (await readStateFile(file)) ?? { state: vendor.seed(), version: undefined };
  Object.setPrototypeOf(saved.state.customers, null);
  Object.setPrototypeOf(saved.state.other, null);
  return saved;
}

function keepVolatile(fresh: SavedState, old: SavedState, { volatile = [] }: Vendor): SavedState {
  for (const key of volatile) {
    const value = old.state.other[key];
    if (value !== undefined) fresh.state.other[key] = value;
  }
  return fresh;
}

/** Values are replaced, never altered, so two moments can be compared by identity. */
function durableValues(state: VendorState, { volatile = [] }: Vendor): readonly unknown[] {
  const other = Object.entries(state.other).filter(([key]) => !volatile.includes(key));
  return [...Object.values(state.customers), ...other.flat()];
}

function sameValues(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
