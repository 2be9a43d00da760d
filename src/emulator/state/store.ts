/** One vendor at work on its state: requests one after another, durable before they are answered. */
import { appendLine } from "../../files/lines/append-line.ts";
import type { Change, Switches, Vendor, VendorState, VendorWorld } from "../vendor.ts";
import { recorded, undo } from "./state.ts";
import { refusedBySystem, stateFileOf, stateLog } from "./state-file.ts";

export interface Store {
  readonly vendor: Vendor;
  readonly world: VendorWorld;
  readonly switches: Switches;
  /**
   * Does something with the state that is not interrupted; resolves once what it changed is on the disk. It is done
   * again where another process was faster.
   */
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
  const log = stateLog(vendor, file);
  await log.catchUp();
  let waiting: Waiting[] = [];
  let working = false;

  /** Takes everybody who waits at once: they share one reading and one writing. */
  async function workOff(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        for (const report of await carryOut(batch)) report();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  async function carryOut(batch: readonly Waiting[]): Promise<readonly (() => void)[]> {
    for (;;) {
      await log.catchUp();
      const { state } = log;
      const { result, changes } = recorded(state, (noted) => batch.map(({ act }) => act(noted)));
      const durable = changes.filter((change) => isDurable(change, vendor));
      const volatile = changes.filter((change) => !isDurable(change, vendor));
      if (durable.length === 0) return result;
      const line = log.lineOf(durable);
      // What the file says comes from the file, this line too.
      undo(state, durable);
      await appendLine(file, line.text, world.platform ?? "").catch((error: unknown) => {
        throw refusedBySystem(file, "written", error);
      });
      if (await log.catchUp(line.id)) return result;
      undo(log.state, volatile);
    }
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

/** Volatile values alone are not worth a line. */
function isDurable({ part, key }: Change, { volatile = [] }: Vendor): boolean {
  return part === "customers" || !volatile.includes(key);
}
