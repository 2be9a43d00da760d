/** All providers' customers APIs over real HTTP on loopback, with state kept in a directory. */
import { BillingError } from "../domain/errors.ts";
import type { JsonObject } from "../domain/json.ts";
import { plainAnswer } from "./server/answer.ts";
import { callOf } from "./server/call-of.ts";
import { control, isControlPath } from "./server/control.ts";
import type { ServerAnswer } from "./server/delivery.ts";
import type { Fault } from "./faults/fault.ts";
import { fill } from "./state/fill.ts";
import type { Filling } from "./state/fill.ts";
import { faultList } from "./faults/list.ts";
import type { FaultList, Faults } from "./faults/list.ts";
import { limiter, withoutOwnLimits } from "./limits/limits.ts";
import type { Limiter, Limits } from "./limits/limits.ts";
import { vendors } from "./registry.ts";
import { requestLog } from "./server/request-log.ts";
import type { AnsweredRequest, CountsByVendor, RequestLog } from "./server/request-log.ts";
import { serveRequest } from "./server/serve-request.ts";
import { listen } from "./server/server.ts";
import type { ServerRequest } from "./server/server.ts";
import { makeStateDirectory } from "./state/state-directory.ts";
import { openStore } from "./state/store.ts";
import type { Store } from "./state/store.ts";
import { editStored, settingPaths } from "./state/stored-edits.ts";
import { switchesOf } from "./switches.ts";
import type { VendorSwitches } from "./switches.ts";
import type { Draw } from "./limits/token-bucket.ts";
import type { VendorAnswer, VendorRequest, VendorWorld } from "./vendor.ts";

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
  /** Told of each request as it is answered. */
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

const defaultBodyLimit = 1024 * 1024;

/**
 * Starts the emulator.
 *
 * @throws BillingError when a switch is unknown, the directory or the port cannot be had, or a state file is damaged
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { stateDir, port = 0, world, limits = {} } = options;
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
  const limit = limiter(vendors, limits, world);

  const { customers: count = 0 } = options;
  if (count > 0) await Promise.all(stores.map((store) => fill(store, { count })));

  const server = await listen(port, async (request) => {
    const { path, query } = splitTarget(request.target);
    if (isControlPath(path)) return await control(request, path, { faults, log, stores });
    const mounted = findMount(path, stores);
    if (mounted !== undefined)
      return await answerFrom(mounted, request, query, { faults, log, limit });
    log.note({ vendor: undefined, method: request.method, path, status: 404, applied: false });
    return plainAnswer(404, "No vendor is mounted here\n");
  });

  return {
    origin: server.origin,
    baseUrls: byVendor(({ id, basePath }) => `${server.origin}/${id}${basePath}`),
    settings: byVendor(({ demoSettings }) => demoSettings),
    requests: log.requests,
    counts: log.counts,
    faults,
    edit: (vendor, id, set) => edit(stores, vendor, id, set),
    fill: async (vendor, filling) => await fill(storeOf(vendor, stores), filling),
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

interface Mounted {
  readonly store: Store;
  /** Below the vendor's base URL. */
  readonly path: string;
}

interface Answering {
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly limit: Limiter;
}

/** What the vendor says to a request, limits and faults included: a request that is turned away meets no fault. */
async function answerFrom(
  { store, path }: Mounted,
  request: ServerRequest,
  query: URLSearchParams,
  { faults, log, limit }: Answering,
): Promise<ServerAnswer> {
  const { vendor } = store;
  const { method, headers } = request;
  const noted = { vendor: vendor.id, method, path };
  const body = await request.readBody(vendor.bodyLimit?.bytes ?? defaultBodyLimit);
  if (body === undefined) {
    const tooLarge = vendor.bodyLimit?.tooLarge ?? plainAnswer(413, "Payload Too Large\n");
    log.note({ ...noted, status: tooLarge.status, applied: false });
    return tooLarge;
  }
  const asked = { method, path, query, headers, body };
  const call = callOf(asked);
  const draw = call === "login" ? undefined : limit(vendor, method);
  if (draw?.allowed === false) {
    const refusal = await refuseLimited(asked, store, draw);
    log.note({ ...noted, status: refusal.status, applied: false });
    return refusal;
  }
  const fault = faults.meet(vendor, call);
  const { answer, delivery, applied } = await serveRequest(asked, store, fault, request.pause);
  const told = draw === undefined ? undefined : vendor.limiting?.headers(draw);
  const answered = delivery === "whole" || delivery === "half";
  log.note({
    ...noted,
    status: answered ? answer.status : 0,
    applied,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  return { ...answer, headers: { ...told, ...answer.headers }, delivery };
}

/** The vendor's own 429, with what it says of the bucket. */
async function refuseLimited(
  asked: VendorRequest,
  { vendor, world, switches, work }: Store,
  draw: Draw,
): Promise<VendorAnswer> {
  const error = await work((state) => vendor.fault(429, asked, state, world, switches));
  return { ...error, headers: { ...error.headers, ...vendor.limiting?.headers(draw) } };
}

function storeOf(vendorId: string, stores: readonly Store[]): Store {
  const store = stores.find(({ vendor }) => vendor.id === vendorId);
  if (store !== undefined) return store;
  throw new BillingError("not_found", `the emulator has no vendor "${vendorId}"`);
}

async function edit(
  stores: readonly Store[],
  vendorId: string,
  id: string,
  set: JsonObject,
): Promise<JsonObject> {
  const store = stores.find(({ vendor }) => vendor.id === vendorId);
  const customer = await store?.work((state) =>
    editStored(id, settingPaths(set), state, store.vendor, store.world),
  );
  if (customer !== undefined) return customer;
  throw new BillingError("not_found", `the emulator has no customer "${id}" at "${vendorId}"`);
}

function findMount(path: string, stores: readonly Store[]): Mounted | undefined {
  for (const store of stores) {
    const base = `/${store.vendor.id}${store.vendor.basePath}`;
    if (path.startsWith(`${base}/`)) return { store, path: path.slice(base.length) };
  }
  return undefined;
}

function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf("?");
  return mark === -1
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

function byVendor<T>(value: (vendor: (typeof vendors)[number]) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(vendors.map((vendor) => [vendor.id, value(vendor)]));
}
