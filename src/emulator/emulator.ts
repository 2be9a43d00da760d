/** Every provider's customers API over real HTTP on loopback, with state kept in a directory. */
import { BillingError } from "../domain/errors.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Fault } from "./faults/fault.ts";
import { lateRequests } from "./faults/late.ts";
import { faultList, type Faults } from "./faults/list.ts";
import { limiter, type Limits, withoutOwnLimits } from "./limits/limits.ts";
import { vendors } from "./registry.ts";
import { plainAnswer } from "./server/answer.ts";
import { control, isControlPath } from "./server/control.ts";
import { type AnsweredRequest, type CountsByVendor, requestLog } from "./server/request-log.ts";
import { findMount, respond } from "./server/respond.ts";
import { listen } from "./server/server.ts";
import { fill, type Filling } from "./state/fill.ts";
import { makeStateDirectory } from "./state/state-directory.ts";
import { openStore } from "./state/store.ts";
import { editStored, settingPaths } from "./state/stored-edits.ts";
import { switchesOf, type VendorSwitches } from "./switches.ts";
import type { Vendor, VendorWorld } from "./vendor.ts";

export interface EmulatorOptions {
  /** Made when it is not there. */
  readonly stateDir: string;
  /** A free one when not stated. */
  readonly port?: number;
  readonly world: VendorWorld;
  /** By vendor; what is not named has its default. */
  readonly switches?: VendorSwitches;
  /** Faults to begin with. */
  readonly faults?: readonly Fault[];
  /** By vendor, or for all under `any`; what is not named is limited as its documents say. */
  readonly limits?: Limits;
  /** How many made customers every vendor has besides; those that are there already stay as they are. */
  readonly customers?: number;
  /** Given each request as it is answered. */
  readonly log?: (request: AnsweredRequest) => void;
}

export interface Emulator extends AsyncDisposable {
  /** `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** By vendor: everything before the resource path. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** By vendor: the settings that reach its demo account, under their names in a configuration file. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The last ten thousand requests, oldest first. */
  readonly requests: readonly AnsweredRequest[];
  /** All requests since the start. */
  readonly counts: CountsByVendor;
  readonly faults: Faults;
  /**
   * Changes a stored customer as somebody else would, by paths in the vendor's own record; gives the customer as it is
   * then. Rejects with a BillingError when there is no such vendor or customer.
   */
  readonly edit: (vendor: string, id: string, set: JsonObject) => Promise<JsonObject>;
  /** Adds customers to a vendor and gives their ids. Rejects with a BillingError when there is no such vendor. */
  readonly fill: (vendor: string, filling: Filling) => Promise<readonly string[]>;
  /** Answers what came in whole, then closes every connection. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the emulator.
 *
 * @throws BillingError when a switch is unknown, the directory or the port cannot be had, or a state file is damaged
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { stateDir, port = 0, world, limits = {}, customers: count = 0 } = options;
  const switches = withoutOwnLimits(vendors, limits, switchesOf(vendors, options.switches ?? {}));
  await makeStateDirectory(stateDir);
  const stores = await Promise.all(
    vendors.map((vendor) => openStore(vendor, stateDir, world, switches[vendor.id] ?? {})),
  );
  const faults = faultList(options.faults ?? [], () => world.random());
  const log = requestLog(
    vendors.map(({ id }) => id),
    options.log,
  );
  const late = lateRequests();
  const limit = limiter(vendors, limits, world);
  if (count > 0) await Promise.all(stores.map((store) => fill(store, { count })));

  const server = await listen(port, async (request) => {
    const { path, query } = splitTarget(request.target);
    if (isControlPath(path)) return await control(request, path, { faults, log, stores });
    const mounted = findMount(path, stores);
    if (mounted !== undefined)
      return await respond(mounted, request, query, { faults, log, limit, late });
    log.note({ vendor: undefined, method: request.method, path, status: 404, applied: false });
    return plainAnswer(404, "No vendor is mounted here\n");
  });

  const storeOf = (id: string) => stores.find(({ vendor }) => vendor.id === id);
  return {
    origin: server.origin,
    baseUrls: byVendor(({ id, basePath }) => `${server.origin}/${id}${basePath}`),
    settings: byVendor(({ demoSettings }) => demoSettings),
    requests: log.requests,
    counts: log.counts,
    faults,
    async edit(id, customerId, set) {
      const store = storeOf(id);
      const customer = await store?.work((state) =>
        editStored(customerId, settingPaths(set), state, store.vendor, world),
      );
      if (customer !== undefined) return customer;
      throw new BillingError(
        "not_found",
        `the emulator has no customer "${customerId}" at "${id}"`,
      );
    },
    async fill(id, filling) {
      const store = storeOf(id);
      if (store !== undefined) return await fill(store, filling);
      throw new BillingError("not_found", `the emulator has no vendor "${id}"`);
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const [path = "", ...rest] = target.split("?");
  return { path, query: new URLSearchParams(rest.join("?")) };
}

function byVendor<T>(value: (vendor: Vendor) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(vendors.map((vendor) => [vendor.id, value(vendor)]));
}
