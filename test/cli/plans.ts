/** The emulator with records and a journal that stay between runs, and the program before it. */
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import { type Json, type JsonObject, parseJson } from "../../src/domain/json.ts";
import { storedState, storeState } from "../emulator/support.ts";
import { type CliResult, runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds, type ProviderName } from "./providers.ts";

type RunWorld = NonNullable<Parameters<typeof runCli>[1]>;

export interface Place extends AsyncDisposable {
  /** Working directory and home of the records. */
  readonly path: string;
  /** `billing <args> --emulator`, in this place. */
  run(args: readonly string[], world?: RunWorld): Promise<CliResult>;
  /** `customers update <demo id> -p <provider> <words>`. */
  update(provider: ProviderName, words: readonly string[], world?: RunWorld): Promise<CliResult>;
  /** An update that went well; its change id. */
  updated(provider: ProviderName, words: readonly string[]): Promise<string>;
  /** Saves a plan as plan.json. */
  plan(provider: ProviderName, words: readonly string[]): Promise<any>;
  /** The vendor's own record. */
  record(provider: ProviderName, id?: string): Promise<JsonObject>;
  /** Changes the vendor's record as somebody else would. */
  edit(provider: ProviderName, members: Readonly<Record<string, Json>>): Promise<void>;
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
  journal(): Promise<string>;
}

export async function place(): Promise<Place> {
  const home = await temporaryHome();
  const state = join(home.path, "state");
  const run: Place["run"] = (args, world = {}) =>
    runCli([...args, "--emulator", "--emulator-state", state], {
      cwd: home.path,
      uuid: () => randomUUID(),
      ...world,
    });
  const update: Place["update"] = (provider, words, world) =>
    run(["customers", "update", customerIds[provider], "-p", provider, ...words], world);
  const record: Place["record"] = async (provider, id = customerIds[provider]) => {
    const { stdout } = await run(["customers", "get", id, "-p", provider, "-o", "json"]);
    return (parseJson(stdout) as { native: JsonObject }).native;
  };
  return {
    path: home.path,
    run,
    update,
    async updated(provider, words) {
      const { code, stderr, json } = await update(provider, [...words, "-y", "-o", "json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(json().outcome).toBe("updated");
      return json().changeId;
    },
    async plan(provider, words) {
      const { code, stderr } = await update(provider, [
        ...words,
        "--dry-run",
        "--out",
        "plan.json",
        "-o",
        "json",
      ]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      return JSON.parse(await readFile(join(home.path, "plan.json"), "utf8"));
    },
    record,
    async edit(provider, members) {
      const id = customerIds[provider];
      const held = await storedState(state, provider);
      const now = held.customers[id] ?? (await record(provider));
      const customers = { ...held.customers, [id]: { ...now, ...members } };
      await storeState(state, provider, { ...held, customers });
    },
    read: (name) => readFile(join(home.path, name), "utf8"),
    write: (name, text) => writeFile(join(home.path, name), text),
    journal: () => readFile(join(state, "journal.ndjson"), "utf8").catch(() => ""),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

/** Credentials of the emulator's demo accounts. */
export const demoSecrets = [
  "demo-vayu-api-token",
  "demo-vayu-access-token",
  "ck_sandbox_emulator_4f1c09d27ab3",
  "sk_01K5DEM0WR1TERKEY000000001",
  "demo-maple-token",
  "kdv_test_demoKeyOfTheEmulator0000",
];
