/** An emulator of one's own for a test, and short ways to call it. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseJson } from "../../src/domain/json.ts";
import type { Json, JsonObject } from "../../src/domain/json.ts";
import { startEmulator } from "../../src/emulator/emulator.ts";
import type { Emulator, EmulatorOptions } from "../../src/emulator/emulator.ts";
import type { VendorWorld } from "../../src/emulator/vendor.ts";

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
    headers: { "content-type": "application/json", ...credentials[vendor], ...headers },
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

const credentials: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  vayu: { authorization: "Bearer demo-vayu-access-token" },
  maple: { authorization: "Bearer demo-maple-token" },
  kirim: { authorization: "Bearer kdv_test_demoKeyOfTheEmulator0000" },
};

function toJson(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
