/** What has to be looked up to complete a word: in the configuration, and in what was recorded lately. */
import type { Config } from "../../../config/config.ts";
import { compact } from "../../../domain/compact.ts";
import type { Host } from "../../../host/host.ts";
import { loadConfiguration } from "../../accounts/account.ts";
import { recentChanges, recentRuns } from "./recent.ts";

export interface Suggestion {
  readonly value: string;
  readonly help?: string;
}

/** Looked up only where it is asked for. Nothing, where anything is wrong with it: the user is still typing. */
export interface Known {
  readonly profiles: () => Promise<readonly string[]>;
  /** The provider that is meant where the command line names none. */
  readonly provider: () => Promise<string | undefined>;
  /** Customers that were changed lately at these providers, newest first; undefined: at any. */
  readonly customers: (providers: readonly string[] | undefined) => Promise<readonly Suggestion[]>;
  /** The same at any provider, each with its provider before it. */
  readonly refs: () => Promise<readonly Suggestion[]>;
  readonly changes: () => Promise<readonly Suggestion[]>;
  readonly runs: () => Promise<readonly Suggestion[]>;
}

/** @param used options that stand on the line, by their long names; `false` for one that is switched off */
export function knownTo(host: Host, used: ReadonlyMap<string, string>): Known {
  let loaded: Promise<Config | undefined> | undefined;
  const config = () =>
    (loaded ??= loadConfiguration(
      host,
      compact({ config: used.get("config"), profile: used.get("profile") }),
    ).catch(() => undefined));
  const place = async () => {
    const said = used.get("emulator");
    const emulator =
      said === undefined ? (await config())?.defaults.emulator?.value === true : said !== "false";
    const [emulatorState, journal] = [used.get("emulator-state"), used.get("journal")];
    return { emulator, emulatorState, ...compact({ journal }) };
  };
  const isMasked = async () => (await config())?.defaults.mask?.value === true;
  const changes = async () => {
    const [recent, masked] = [await recentChanges(host, await place()), await isMasked()];
    return masked ? recent.map((change) => ({ ...change, name: "" })) : recent;
  };
  const customers = async () => (await changes()).filter(({ id }) => id !== "");
  return {
    profiles: async () => (await config())?.profiles ?? [],
    provider: async () => (await config())?.provider?.value,
    customers: async (providers) => {
      const fitting = (await customers()).filter(
        ({ provider }) => providers === undefined || providers.includes(provider),
      );
      const found = new Map(
        fitting.map(({ id, name, provider }) => [id, { value: id, help: `${provider} ${name}` }]),
      );
      return [...found.values()];
    },
    refs: async () => {
      const found = (await customers()).map(({ id, name, provider }) => ({
        value: `${provider}:${id}`,
        help: name,
      }));
      return [...new Map(found.map((one) => [one.value, one])).values()];
    },
    changes: async () =>
      (await changes()).map(({ changeId, provider, id, name }) => ({
        value: changeId,
        help: [provider, id, name].filter((word) => word !== "").join(" "),
      })),
    runs: async () =>
      (await recentRuns(host, await place())).map((value) => ({ value, help: "run" })),
  };
}
