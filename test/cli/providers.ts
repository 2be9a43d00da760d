/** One customer at each provider, and servers that answer as if they were it. */
import { expect } from "vitest";

import { type CliResult, runCli } from "../support/run-cli.ts";
import { type Scripted, scriptedServer, type SeenRequest } from "../support/scripted-server.ts";

export const providerNames = ["vayu", "commet", "flexprice", "maple", "kirim"] as const;
export type ProviderName = (typeof providerNames)[number];

export const customerIds: Readonly<Record<ProviderName, string>> = {
  vayu: "65f0c1a2b3d4e5f60718293a",
  commet: "cus_7Qm2rT",
  flexprice: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
  maple: "cus_2Nb8LmPq",
  kirim: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
};

/** Each unlike any word of a record, so that a leak is seen. */
export const credentials: Readonly<Record<ProviderName, string>> = {
  vayu: "bearer-of-vayu-7f3a91",
  commet: "ck_of-commet-7f3a92",
  flexprice: "sk_of-flexprice-7f3a93",
  maple: "token-of-maple-7f3a94",
  kirim: "kdv_live_of-kirim-7f3a95",
};

/** An environment in which every provider is the server at the origin. */
export function environment(origin: string): Readonly<Record<string, string>> {
  return {
    BILLING_VAYU_TOKEN: credentials.vayu,
    BILLING_VAYU_BASE_URL: origin,
    BILLING_COMMET_API_KEY: credentials.commet,
    BILLING_COMMET_BASE_URL: origin,
    BILLING_FLEXPRICE_API_KEY: credentials.flexprice,
    BILLING_FLEXPRICE_BASE_URL: origin,
    BILLING_MAPLE_TOKEN: credentials.maple,
    BILLING_MAPLE_COMPANY_ID: "cmp_1",
    BILLING_MAPLE_BASE_URL: origin,
    BILLING_KIRIM_API_KEY: credentials.kirim,
    BILLING_KIRIM_BASE_URL: origin,
  };
}

const envelopes: Readonly<Partial<Record<ProviderName, string>>> = {
  vayu: "customer",
  commet: "data",
  kirim: "data",
};

/** A small record under the provider's own names, as its answers carry it. */
export function customerAt(
  provider: ProviderName,
  changes: Readonly<Record<string, unknown>> = {},
): Scripted {
  const name = provider === "commet" ? "fullName" : "name";
  const email = provider === "vayu" ? {} : { email: "ana@lumen.example" };
  const record = { id: customerIds[provider], [name]: "Ana Ferreira", ...email, ...changes };
  const envelope = envelopes[provider];
  return { status: 200, body: envelope === undefined ? record : { [envelope]: record } };
}

export type Answered = CliResult & { readonly seen: readonly SeenRequest[] };

interface Scene {
  /** Words after `customers update <id> -p <provider>`; `--name X` when not given. */
  readonly words?: readonly string[];
  readonly script: readonly Scripted[];
  readonly stdin?: string;
  readonly typed?: string;
}

/** Updates the customer at a provider that answers with exactly this script. */
export async function updateAgainst(provider: ProviderName, scene: Scene): Promise<Answered> {
  await using server = await scriptedServer(scene.script);
  const result = await runCli(
    ["customers", "update", customerIds[provider], "-p", provider].concat(
      scene.words ?? ["--name", "X"],
    ),
    {
      env: environment(server.origin),
      ...(scene.stdin === undefined ? {} : { stdin: scene.stdin }),
      ...(scene.typed === undefined ? {} : { typed: scene.typed }),
    },
  );
  return { ...result, seen: server.seen };
}

/** A usage error in which nothing at all was sent: what it says on stderr. */
export async function refusedBeforeSending(
  args: readonly string[],
  world: { readonly cwd?: string; readonly stdin?: string } = {},
): Promise<string> {
  await using server = await scriptedServer([]);
  const { code, stdout, stderr } = await runCli(args, {
    env: environment(server.origin),
    ...world,
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^error: /u),
  });
  return stderr;
}

/** {@link refusedBeforeSending} for an update of the provider's customer. */
export function refusedUpdate(
  provider: ProviderName,
  words: readonly string[],
  world: { readonly cwd?: string; readonly stdin?: string } = {},
): Promise<string> {
  return refusedBeforeSending(
    ["customers", "update", customerIds[provider], "-p", provider, ...words],
    world,
  );
}
