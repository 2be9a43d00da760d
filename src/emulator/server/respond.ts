/** What a vendor says to a request, limits and faults included. */
import { compact } from "../../domain/compact.ts";
import type { FaultList } from "../faults/list.ts";
import type { Limiter } from "../limits/limits.ts";
import type { Store } from "../state/store.ts";
import { plainAnswer, withHeaders } from "./answer.ts";
import { callOf } from "./call-of.ts";
import type { LateRequests } from "../faults/late.ts";
import type { Delivery, ServerAnswer } from "./delivery.ts";
import type { RequestLog } from "./request-log.ts";
import { serveRequest } from "./serve-request.ts";
import type { ServerRequest } from "./server.ts";

/** A vendor, and the request's path below the vendor's base URL. */
export interface Mounted {
  readonly store: Store;
  readonly path: string;
}

interface Answering {
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly limit: Limiter;
  readonly late: LateRequests;
}

/** Ways in which a status reaches the client. */
const answered = new Set<Delivery>(["whole", "half", "half-open"]);

/** Where no limit is documented, only what would fill the memory is turned away. */
const defaultBodyLimit = 64 * 1024 * 1024;

export function findMount(path: string, stores: readonly Store[]): Mounted | undefined {
  for (const store of stores) {
    const base = `/${store.vendor.id}${store.vendor.basePath}`;
    if (path.startsWith(`${base}/`)) return { store, path: path.slice(base.length) };
  }
  return undefined;
}

/** Answers and notes the request; one that is turned away meets no fault. */
export async function respond(
  { store, path }: Mounted,
  request: ServerRequest,
  query: URLSearchParams,
  { faults, log, limit, late }: Answering,
): Promise<ServerAnswer> {
  const { vendor, world, switches } = store;
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
  const limits = draw === undefined ? undefined : vendor.limiting?.headers(draw);
  if (draw?.allowed === false) {
    // The vendor's own 429, with what it says of the bucket.
    const refusal = await store.work((state) =>
      vendor.fault(429, { ...asked, state, world, switches }),
    );
    log.note({ ...noted, status: refusal.status, applied: false });
    return { ...refusal, headers: { ...refusal.headers, ...limits } };
  }
  const fault = faults.meet(vendor, call);
  const timing = { pause: request.pause, late };
  const { answer, delivery, applied } = await serveRequest(asked, store, fault, timing);
  if (call === "read") await late.readAnswered(vendor.id);
  const status = answered.has(delivery) ? answer.status : 0;
  log.note(compact({ ...noted, status, applied, fault: fault?.kind }));
  return { ...withHeaders(answer, limits), delivery };
}
