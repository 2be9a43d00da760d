/** All five providers' customers APIs over real HTTP on loopback, with state kept in a directory. */
import { plainAnswer } from "./answer.ts";
import { vendors } from "./registry.ts";
import { listen } from "./server.ts";
import type { ServerRequest } from "./server.ts";
import { makeStateDirectory } from "./state-directory.ts";
import { openStore } from "./store.ts";
import type { Store } from "./store.ts";
import { switchesOf } from "./switches.ts";
import type { VendorSwitches } from "./switches.ts";
import type { VendorAnswer, VendorWorld } from "./vendor.ts";

/** A request that was answered. */
export interface AnsweredRequest {
  /** Undefined when the path led to none. */
  readonly vendor: string | undefined;
  readonly method: string;
  /** Below the vendor's base URL, without the query. */
  readonly path: string;
  readonly status: number;
}

export interface EmulatorOptions {
  /** Made when it is not there. */
  readonly stateDir: string;
  /** A free one when not stated. */
  readonly port?: number;
  readonly world: VendorWorld;
  /** By vendor; what is not named has its default. */
  readonly switches?: VendorSwitches;
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
  /** Answers what came in whole, then closes every connection. */
  readonly close: () => Promise<void>;
}

const defaultBodyLimit = 1024 * 1024;
const rememberedRequests = 10_000;

/**
 * Starts the emulator.
 *
 * @throws BillingError when a switch is unknown, the directory or the port cannot be had, or a state file is damaged
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { stateDir, port = 0, world, log } = options;
  const switches = switchesOf(vendors, options.switches ?? {});
  await makeStateDirectory(stateDir);
  const stores = await Promise.all(
    vendors.map((vendor) => openStore(vendor, stateDir, world, switches[vendor.id] ?? {})),
  );
  const requests: AnsweredRequest[] = [];

  function note(request: AnsweredRequest): void {
    requests.push(request);
    if (requests.length > rememberedRequests) requests.shift();
    log?.(request);
  }

  const server = await listen(port, async (request) => {
    const { path, query } = splitTarget(request.target);
    const mounted = findMount(path, stores);
    if (mounted === undefined) {
      note({ vendor: undefined, method: request.method, path, status: 404 });
      return plainAnswer(404, "No vendor is mounted here\n");
    }
    const { vendor } = mounted.store;
    const answer = await answerFrom(mounted, request, query);
    note({ vendor: vendor.id, method: request.method, path: mounted.path, status: answer.status });
    return answer;
  });

  return {
    origin: server.origin,
    baseUrls: byVendor(({ id, basePath }) => `${server.origin}/${id}${basePath}`),
    settings: byVendor(({ demoSettings }) => demoSettings),
    requests,
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

interface Mounted {
  readonly store: Store;
  /** Below the vendor's base URL. */
  readonly path: string;
}

/** What the vendor says to a request. */
async function answerFrom(
  { store, path }: Mounted,
  request: ServerRequest,
  query: URLSearchParams,
): Promise<VendorAnswer> {
  const limit = store.vendor.bodyLimit;
  const body = await request.readBody(limit?.bytes ?? defaultBodyLimit);
  if (body === undefined) return limit?.tooLarge ?? plainAnswer(413, "Payload Too Large\n");
  const { method, headers } = request;
  return await store.handle({ method, path, query, headers, body });
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
