/** All five providers' customers APIs over real HTTP on loopback, with state kept in a directory. */
import { BillingError } from "../domain/errors.ts";
import type { JsonObject } from "../domain/json.ts";
import { plainAnswer } from "./answer.ts";
import { callOf } from "./call-of.ts";
import { control, isControlPath } from "./control.ts";
import type { ServerAnswer } from "./delivery.ts";
import type { Fault } from "./fault.ts";
import { faultList } from "./fault-list.ts";
import type { FaultList, Faults } from "./fault-list.ts";
import { vendors } from "./registry.ts";
import { requestLog } from "./request-log.ts";
import type { AnsweredRequest, RequestLog } from "./request-log.ts";
import { serveRequest } from "./serve-request.ts";
import { listen } from "./server.ts";
import type { ServerRequest } from "./server.ts";
import { makeStateDirectory } from "./state-directory.ts";
import { openStore } from "./store.ts";
import type { Store } from "./store.ts";
import { editStored, settingPaths } from "./stored-edits.ts";
import { switchesOf } from "./switches.ts";
import type { VendorSwitches } from "./switches.ts";
import type { VendorWorld } from "./vendor.ts";

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
  readonly faults: Faults;
  /**
   * Changes a stored customer as somebody else would, by paths in the vendor's own record; gives the customer as it is
   * then. Rejects with a BillingError when there is no such vendor or customer.
   */
  readonly edit: (vendor: string, id: string, set: JsonObject) => Promise<JsonObject>;
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
  const { stateDir, port = 0, world } = options;
  const switches = switchesOf(vendors, options.switches ?? {});
  await makeStateDirectory(stateDir);
  const stores = await Promise.all(
    vendors.map((vendor) => openStore(vendor, stateDir, world, switches[vendor.id] ?? {})),
  );
  const faults = faultList(options.faults);
  const log = requestLog(options.log);
  const { requests } = log;

  const server = await listen(port, async (request) => {
    const { path, query } = splitTarget(request.target);
    if (isControlPath(path)) return await control(request, path, { faults, requests, stores });
    const mounted = findMount(path, stores);
    if (mounted !== undefined) return await answerFrom(mounted, request, query, { faults, log });
    log.note({ vendor: undefined, method: request.method, path, status: 404, applied: false });
    return plainAnswer(404, "No vendor is mounted here\n");
  });

  return {
    origin: server.origin,
    baseUrls: byVendor(({ id, basePath }) => `${server.origin}/${id}${basePath}`),
    settings: byVendor(({ demoSettings }) => demoSettings),
    requests,
    faults,
    edit: (vendor, id, set) => edit(stores, vendor, id, set),
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

interface Mounted {
  readonly store: Store;
  /** Below the vendor's base URL. */
  readonly path: string;
}

/** What the vendor says to a request, faults included. */
async function answerFrom(
  { store, path }: Mounted,
  request: ServerRequest,
  query: URLSearchParams,
  { faults, log }: { readonly faults: FaultList; readonly log: RequestLog },
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
  const fault = faults.meet(vendor, callOf(asked));
  const { answer, delivery, applied } = await serveRequest(asked, store, fault, request.pause);
  const answered = delivery === "whole" || delivery === "half";
  log.note({
    ...noted,
    status: answered ? answer.status : 0,
    applied,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  return { ...answer, delivery };
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
