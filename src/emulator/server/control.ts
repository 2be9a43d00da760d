/** `/_control`: faults, requests and records of a served emulator, for scripts on the same machine. */
import { BillingError, describeComplaint } from "../../domain/errors.ts";
import { parseJson } from "../../domain/json.ts";
import type { Faults } from "../faults/list.ts";
import { readFaults } from "../faults/read-fault.ts";
import { fill, readFilling } from "../state/fill.ts";
import { own, readObject } from "../state/records.ts";
import { put, remove } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { editStored, merging } from "../state/stored-edits.ts";
import type { VendorAnswer } from "../vendor.ts";
import { answer, plainAnswer } from "./answer.ts";
import type { RequestLog } from "./request-log.ts";
import { matchPath } from "./routes.ts";
import type { ServerRequest } from "./server.ts";

/** What can be controlled. */
interface Controlled {
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly stores: readonly Store[];
}

/** What the methods of a path do with the body of a request. */
type Methods = Readonly<Record<string, (body: string) => VendorAnswer | Promise<VendorAnswer>>>;

/** Enough for ten thousands of customers in one request. */
const bodyLimit = 64 * 1024 * 1024;
const done: VendorAnswer = { status: 204, body: undefined };
const notAnObject = refuse(["the body is not a JSON object"]);

/** Whether the path is one of the emulator's own. */
export function isControlPath(path: string): boolean {
  return path === "/_control" || path.startsWith("/_control/");
}

/** A request with an Origin comes from a web page and is refused: no page may drive the emulator. */
export async function control(
  request: ServerRequest,
  path: string,
  controlled: Controlled,
): Promise<VendorAnswer> {
  const body = await request.readBody(bodyLimit);
  if (request.headers["origin"] !== undefined) {
    return plainAnswer(403, "No web page may control the emulator\n");
  }
  if (body === undefined) return plainAnswer(413, "Payload Too Large\n");
  const methods = methodsAt(path, controlled);
  if (methods === undefined) return plainAnswer(404, "Nothing to control here\n");
  const act = own(methods, request.method);
  if (act !== undefined) return await act(body);
  const headers = { Allow: Object.keys(methods).join(", ") };
  return { ...plainAnswer(405, "Method Not Allowed\n"), headers };
}

function methodsAt(path: string, { faults, log, stores }: Controlled): Methods | undefined {
  const paths: Readonly<Record<string, Methods>> = {
    // Lists them, adds one or several, removes all.
    "/_control/faults": {
      GET: () => answer(200, faults.list()),
      POST: (body) => addFaults(body, faults),
      DELETE() {
        faults.clear();
        return done;
      },
    },
    // What arrived, oldest first.
    "/_control/requests": {
      GET: () =>
        answer(
          200,
          log.requests.map(({ vendor = null, ...others }) => ({ vendor, ...others })),
        ),
    },
    // By vendor: how many came, were limited, applied, failed.
    "/_control/counts": { GET: () => answer(200, log.counts) },
    // Every vendor's records as they were first.
    "/_control/reset": {
      async POST() {
        await Promise.all(stores.map(resetStore));
        return done;
      },
    },
    // Adds made customers, or given ones; answers their ids.
    "/_control/customers": { PUT: (body) => fillStore(body, stores) },
  };
  const [vendor, id = ""] = matchPath("/_control/customers/:vendor/:id", path) ?? [];
  const store = stores.find((candidate) => candidate.vendor.id === vendor);
  if (store === undefined) return own(paths, path);
  // Merges JSON into a stored customer.
  return { POST: (body) => mergeCustomer(id, body, store) };
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
  if (members === undefined) return notAnObject;
  const read = readFilling(members, stores);
  return "flaws" in read ? refuse(read.flaws) : answer(200, await fill(read.store, read.filling));
}

async function mergeCustomer(id: string, body: string, store: Store): Promise<VendorAnswer> {
  const { vendor, world } = store;
  const members = readObject(body);
  if (members === undefined) return notAnObject;
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
    // With the others goes how many were made: of a removed one nothing is noted then.
    for (const key of Object.keys(state.other)) remove(state, "other", key);
    for (const key of Object.keys(state.customers)) remove(state, "customers", key);
    for (const [key, value] of Object.entries(customers)) put(state, "customers", key, value);
    for (const [key, value] of Object.entries(other)) put(state, "other", key, value);
  });
}

function refuse(messages: readonly string[], status = 400): VendorAnswer {
  return answer(status, { errors: messages });
}
