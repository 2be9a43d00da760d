import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BillingError } from "../../src/domain/errors.ts";
import type { ProviderSettings } from "../../src/domain/settings.ts";
import type { Host } from "../../src/host/host.ts";

/** Providers as they are in the world, and one that exists nowhere. */
export const providers: readonly ProviderSettings[] = [
  {
    id: "vayu",
    title: "Vayu",
    settings: {
      token: { secret: true, help: "Bearer token, used as it is", example: "vayu-token-0001" },
      refreshToken: { secret: true, help: "Exchanged for a token", example: "vayu-refresh-0001" },
      clientId: { help: "Sent with the refresh token", example: "client-0001" },
    },
    oneOf: [["token", "refreshToken"]],
    baseUrl: "https://connect.vayu.example",
    hosts: ["connect.vayu.example", "staging.vayu.example"],
  },
  {
    id: "commet",
    title: "Commet",
    settings: {
      apiKey: { secret: true, help: "API key", example: "ck_0001", required: true },
      version: {
        help: "API version",
        default: "2026-07-11",
        pattern: /^\d{4}-\d{2}-\d{2}$/u,
        patternHelp: "a date such as 2026-07-11",
        example: "2026-07-11",
      },
    },
    baseUrl: "https://commet.example/api/v1",
    hosts: ["commet.example"],
  },
  {
    id: "flexprice",
    title: "Flexprice",
    settings: {
      apiKey: { secret: true, help: "API key", example: "sk_0001", required: true },
      region: { help: "Region", choices: ["us", "india"], default: "us", example: "us" },
    },
    baseUrl: {
      setting: "region",
      urls: {
        us: "https://us.flexprice.example/v1",
        india: "https://api.flexprice.example/v1",
      },
    },
    hosts: ["us.flexprice.example", "api.flexprice.example"],
  },
  {
    id: "maple",
    title: "Maple",
    settings: {
      token: { secret: true, help: "Token", example: "mpl_0001", required: true },
      companyId: {
        help: "Company",
        required: true,
        pattern: /^cmp_/u,
        patternHelp: "an id that starts with cmp_",
        example: "cmp_0001",
      },
    },
    baseUrl: "https://api.maple.example/api/v1",
    hosts: ["api.maple.example"],
  },
  {
    id: "kirim",
    title: "Kirim",
    settings: { apiKey: { secret: true, help: "API key", example: "kdv_live_0001" } },
    baseUrl: "https://api.kirim.example/v1",
    hosts: ["api.kirim.example"],
  },
  {
    id: "half-moon",
    title: "Half Moon",
    settings: { tenant: { help: "Tenant", example: "blue" } },
    baseUrl: "https://half-moon.example",
    hosts: ["half-moon.example"],
  },
];

export interface World extends AsyncDisposable {
  readonly home: string;
  /** A repository below the home directory. */
  readonly project: string;
  /** A directory below the home directory in no repository, and one outside of it. */
  readonly plain: string;
  readonly outside: string;
  host(changes?: { cwd?: string; env?: Record<string, string>; platform?: string }): Host;
  /** Writes a file that only its owner may read, unless another mode is given; returns its path. */
  write(path: string, text: string, mode?: number): Promise<string>;
}

/** Real directories that vanish at the end of the test. */
export async function createWorld(): Promise<World> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "billing-config-")));
  const home = join(root, "home");
  const project = join(home, "project");
  const plain = join(home, "plain");
  const outside = join(root, "outside");
  for (const directory of [join(project, ".git"), join(project, "sub", "deep"), plain, outside]) {
    await mkdir(directory, { recursive: true });
  }
  return {
    home,
    project,
    plain,
    outside,
    host: ({ cwd = project, env = {}, platform = "linux" } = {}) =>
      fakeHost({ cwd, home, env, platform }),
    async write(path, text, mode = 0o600) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      await chmod(path, mode);
      return path;
    },
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true, force: true });
    },
  };
}

function fakeHost(parts: Pick<Host, "cwd" | "home" | "env" | "platform">): Host {
  const stream = { isTTY: false, columns: undefined, write: async () => {} };
  return {
    ...parts,
    argv: [],
    temporary: parts.cwd,
    self: {
      pid: 1,
      hostname: "here",
      isAlive: () => false,
      boot: undefined,
      sight: undefined,
      startOf: () => undefined,
    },
    stdin: {
      chunks: async function* chunks() {},
      isTTY: false,
      readAll: async () => new Uint8Array(),
      waiting: async () => new Uint8Array(),
      forgetTyped: async () => undefined,
      readLine: async () => undefined,
    },
    openPipe: async function* openPipe() {},
    stdout: stream,
    stderr: stream,
    now: () => 0,
    sleep: async () => {},
    random: () => 0,
    uuid: () => "00000000-0000-4000-8000-000000000000",
    lendTerminal: async () => ({ code: 0 }),
    interrupted: new AbortController().signal,
  };
}

/** The BillingError that the promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<BillingError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof BillingError) return error;
  throw new Error("expected a BillingError", { cause: error });
}

/** Every word of an error that a user or a log may see. */
export function everythingSaid(error: BillingError): string {
  return JSON.stringify([error.message, error.hint, error.complaints, error.stack]);
}
