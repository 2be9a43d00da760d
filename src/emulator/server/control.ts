/** `/_control`: faults, requests and records of a served emulator, for scripts on the same machine. */
import { BillingError, describeComplaint } from "../../domain/errors.ts";
import { parseJson } from "../../domain/json.ts";
import type { JsonObject } from "../../domain/json.ts";
import { answer, plainAnswer } from "./answer.ts";
import { fill, readFilling } from "../state/fill.ts";
import type { Faults } from "../faults/list.ts";
import { matchPath } from "./path-pattern.ts";
import { readFaults } from "../faults/read-fault.ts";
import { put, readObject, remove } from "../state/records.ts";
import type { AnsweredRequest, RequestLog } from "./request-log.ts";
import type { ServerRequest } from "./server.ts";
import type { Store } from "../state/store.ts";
import { editStored, merging } from "../state/stored-edits.ts";
import type { VendorAnswer } from "../vendor.ts";

/** What can be controlled. */
interface Controlled {
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly stores: readonly Store[];
}

/** Enough for ten thousands of customers in one request. */
const bodyLimit = 64 * 1024 * 1024;
const done: VendorAnswer = { status: 204, body: undefined };

/** Whether the path is one of the emulator's own. */
export function isControlPath(path: string): boolean {
  return path === "/_control" || path.startsWith("/_control/");
}

/**
 *     GET | POST | DELETE /_control/faults                      list, add one or several, remove all
 *     GET                 /_control/requests                    what arrived, oldest first
 *     GET                 /_control/counts                      by vendor: how many came, were limited, applied, failed
 *     POST                /_control/reset                       every vendor's records as they were first
 *     PUT                 /_control/customers                   adds made customers, or given ones; answers their ids
 *     POST                /_control/customers/<vendor>/<id>     merges JSON into a stored customer
 *
 * A request with an Origin comes from a web page and is refused: no page may drive the emulator.
 */
export async function control(
  request: ServerRequest,
  path: string,
  { faults, log, stores }: Controlled,
): Promise<VendorAnswer> {
  const body = await request.readBody(bodyLimit);
  if (request.headers["origin"] !== undefined) {
    return plainAnswer(403, "No web page may control the emulator\n");
  }
  if (body === undefined) return plainAnswer(413, "Payload Too Large\n");
  const { method } = request;
  if (path === "/_control/faults") {
    if (method === "GET") return answer(200, faults.list());
    if (method === "POST") return addFaults(body, faults);
    if (method !== "DELETE") return notAllowed("GET, POST, DELETE");
    faults.clear();
    return done;
  }
  if (path === "/_control/requests") {
    if (method !== "GET") return notAllowed("GET");
    return answer(200, log.requests.map(requestJson));
  }
  if (path === "/_control/counts") {
    if (method !== "GET") return notAllowed("GET");
    return answer(200, log.counts);
  }
  if (path === "/_control/reset") {
    if (method !== "POST") return notAllowed("POST");
    await Promise.all(stores.map(resetStore));
    return done;
  }
  if (path === "/_control/customers") {
    if (method !== "PUT") return notAllowed("PUT");
    return fillStore(body, stores);
  }
  const { vendor, id } = matchPath("/_control/customers/:vendor/:id", path) ?? {};
  const store = stores.find((candidate) => candidate.vendor.id === vendor);
  if (store === undefined || id === undefined) return plainAnswer(404, "Nothing to control here\n");
  if (method !== "POST") return notAllowed("POST");
  return mergeCustomer(id, body, store);
}

function addFaults(body: string, faults: Faults): VendorAnswer {
  try {
    faults.add(...readFaults(parseJson(body)));
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(["the body is not JSON"]);
    if (!(error instanceof BillingError)) throw error;
    return refuse(error.complaints.map(describeComplaint));
  }
  return answer(201, faults.list());
}

async function fillStore(body: string, stores: readonly Store[]): Promise<VendorAnswer> {
  const members = readObject(body);
  if (members === undefined) return refuse(["the body is not a JSON object"]);
  const read = readFilling(members, stores);
  if ("flaws" in read) return refuse(read.flaws);
  return answer(200, await fill(read.store, read.filling));
}

async function mergeCustomer(id: string, body: string, store: Store): Promise<VendorAnswer> {
  const { vendor, world } = store;
  const members = readObject(body);
  if (members === undefined) return refuse(["the body is not a JSON object"]);
  if (Object.hasOwn(members, "id")) return refuse(["the id of a customer cannot be changed"]);
  const customer = await store.work((state) =>
    editStored(id, merging(members), state, vendor, world),
  );
  return customer === undefined
    ? refuse([`${vendor.id} has no customer "${id}"`], 404)
    : answer(200, customer);
}

async function resetStore({ vendor, work }: Store): Promise<void> {
  await work((state) => {
    const { customers, other } = vendor.seed();
    for (const key of Object.keys(state.customers)) remove(state, "customers", key);
    for (const key of Object.keys(state.other)) remove(state, "other", key);
    for (const [key, value] of Object.entries(customers)) put(state, "customers", key, value);
    for (const [key, value] of Object.entries(other)) put(state, "other", key, value);
  });
}

function requestJson({ vendor, ...request }: AnsweredRequest): JsonObject {
  return { vendor: vendor ?? null, ...request };
}

function refuse(messages: readonly string[], status = 400): VendorAnswer {
  return answer(status, { errors: messages });
}

function notAllowed(methods: string): VendorAnswer {
  return { ...plainAnswer(405, "Method Not Allowed\n"), headers: { Allow: methods } };
}
