/** An emulator of one's own for a test, and short ways to call it. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Json, type JsonObject, parseJson, printJson } from "../../src/domain/json.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/emulator.ts";
import { vendors } from "../../src/emulator/registry.ts";
import { makeStateDirectory } from "../../src/emulator/state/state-directory.ts";
import { stateFileOf, stateLog } from "../../src/emulator/state/state-file.ts";
import { customersOf } from "../../src/emulator/state/state.ts";
import { textOf } from "../../src/emulator/state/records.ts";
import type { VendorState, VendorWorld } from "../../src/emulator/vendor.ts";

/** A world whose clock moves only when told to. */
export interface TestWorld extends VendorWorld {
  advance(milliseconds: number): void;
}

export const testNow = "2026-11-20T08:00:00.000Z";

export function testWorld(): TestWorld {
  let now = Date.parse(testNow);
  return {
    now: () => now,
    uuid: () => randomUUID(),
    random: () => Math.random(),
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}

export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "emulator-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** An emulator with a state directory and a clock of its own; the directory goes with it. */
export async function freshEmulator(
  options: Partial<EmulatorOptions> = {},
): Promise<Emulator & { readonly stateDir: string; readonly world: TestWorld }> {
  const directory = await temporaryDirectory();
  const world = testWorld();
  const emulator = await startEmulator({ stateDir: directory.path, world, ...options });
  return {
    ...emulator,
    stateDir: directory.path,
    world,
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** A vendor's state in the directory; a fresh one's where there is no file. */
export async function storedState(stateDir: string, vendorId: string): Promise<VendorState> {
  const vendor = vendors.find(({ id }) => id === vendorId);
  if (vendor === undefined) throw new Error(`no vendor ${vendorId}`);
  const log = stateLog(vendor, stateFileOf(stateDir, vendorId));
  await log.catchUp();
  return log.state;
}

/** All customers of a vendor by id, made ones too: what is on the disk. */
export async function storedCustomers(
  stateDir: string,
  vendorId: string,
): Promise<Readonly<Record<string, JsonObject>>> {
  const customers = customersOf(await storedState(stateDir, vendorId));
  return Object.fromEntries(customers.map((customer) => [textOf(customer, "id"), customer]));
}

/** Puts another state in the place of a vendor's. */
export async function storeState(
  stateDir: string,
  vendorId: string,
  { customers, other }: VendorState,
): Promise<void> {
  const line = printJson({ life: randomUUID(), line: 1, id: "", customers, other });
  await makeStateDirectory(stateDir);
  await writeFile(stateFileOf(stateDir, vendorId), `${line}\n`);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; null when it is none. */
  readonly json: JsonObject;
}

interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a vendor with the credentials of its demo account, unless the headers say otherwise. */
export async function call(
  emulator: Pick<Emulator, "baseUrls">,
  vendor: string,
  method: string,
  path: string,
  { body, text, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${emulator.baseUrls[vendor]}${path}`, {
    method,
    headers: { ...demoHeaders(vendor), ...headers },
    ...(content === undefined ? {} : { body: content }),
  });
  const answered = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text: answered,
    json: toJson(answered) as JsonObject,
  };
}

/** Credentials of the vendor's demo account, and the type of a JSON body. */
export function demoHeaders(vendor: string): Readonly<Record<string, string>> {
  return { "content-type": "application/json", ...credentials[vendor] };
}

const credentials: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  vayu: { authorization: "Bearer demo-vayu-access-token" },
  commet: { "x-api-key": "ck_sandbox_emulator_4f1c09d27ab3" },
  flexprice: { "x-api-key": "sk_01K5DEM0WR1TERKEY000000001" },
  maple: { authorization: "Bearer demo-maple-token" },
  kirim: { authorization: "Bearer kdv_test_demoKeyOfTheEmulator0000" },
};

/** A demo customer of a vendor, and the call that changes its name. */
export interface DemoCustomer {
  readonly vendor: string;
  readonly id: string;
  readonly path: string;
  readonly updateMethod: string;
  /** The name's own name. */
  readonly nameField: string;
  readonly name: string;
  /** Where an answer carries the customer; empty when it is the answer. */
  readonly wrapper: string;
}

export const demoCustomers: readonly DemoCustomer[] = [
  {
    vendor: "vayu",
    id: "65f0c1a2b3d4e5f60718293a",
    path: "/customers/65f0c1a2b3d4e5f60718293a",
    updateMethod: "PUT",
    nameField: "name",
    name: "Northwind Robotics",
    wrapper: "customer",
  },
  {
    vendor: "commet",
    id: "cus_7Qm2rT",
    path: "/customers/cus_7Qm2rT",
    updateMethod: "PUT",
    nameField: "fullName",
    name: "Ana Ferreira",
    wrapper: "data",
  },
  {
    vendor: "flexprice",
    id: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
    path: "/customers/cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
    updateMethod: "PUT",
    nameField: "name",
    name: "Fjord Analytics AS",
    wrapper: "",
  },
  {
    vendor: "maple",
    id: "cus_2Nb8LmPq",
    path: "/companies/cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE/customers/cus_2Nb8LmPq",
    updateMethod: "PATCH",
    nameField: "name",
    name: "Mara Lind",
    wrapper: "",
  },
  {
    vendor: "kirim",
    id: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
    path: "/customers/cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
    updateMethod: "PATCH",
    nameField: "name",
    name: "Sinar Logistik",
    wrapper: "data",
  },
];

export function demoCustomer(vendor: string): DemoCustomer {
  const found = demoCustomers.find((customer) => customer.vendor === vendor);
  if (found === undefined) throw new Error(`no demo customer of ${vendor}`);
  return found;
}

/** Reads the vendor's demo customer. */
export async function readDemo(
  emulator: Pick<Emulator, "baseUrls">,
  vendor: string,
): Promise<JsonObject> {
  const { path, wrapper } = demoCustomer(vendor);
  const { json } = await call(emulator, vendor, "GET", path);
  return wrapper === "" ? json : (json[wrapper] as JsonObject);
}

/** Gives the vendor's demo customer another name. */
export async function renameDemo(
  emulator: Pick<Emulator, "baseUrls">,
  vendor: string,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { path, updateMethod, nameField } = demoCustomer(vendor);
  return await call(emulator, vendor, updateMethod, path, { body: { [nameField]: name }, headers });
}

function toJson(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
