/** What the files and the environment say, before anything is looked up for one provider. */
import type { Warning } from "../domain/change.ts";
import type { ConfirmMode } from "../domain/confirmation.ts";
import type { Location } from "../domain/errors.ts";
import type { Origin, ProviderSettings } from "../domain/settings.ts";
import type { Host } from "../host/host.ts";

/** What every function of this room needs: the world, and the providers that may be configured. */
export interface ConfigContext {
  readonly host: Host;
  readonly providers: readonly ProviderSettings[];
}

/** A secret that is kept elsewhere: in a variable, a file or the system's keychain, or printed by a program without a shell. */
type SecretReference =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly keychain: string }
  | { readonly command: readonly string[] };

/** A configuration file that was read. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** As the user would write it: as given, else relative to the working directory or to `~`. */
  readonly name: string;
  /**
   * `project`: found by searching upward, so it may have come with a cloned repository and is not trusted.
   * `user`: the user's own. `given`: named by `--config` or `BILLING_CONFIG`, which says that it is trusted.
   */
  readonly kind: "project" | "user" | "given";
}

/** The value of one setting, still unresolved, and where it came from. */
export interface Setting {
  readonly value: string | number | SecretReference;
  readonly origin: Origin;
  readonly location: Location;
  /** Missing for a value from the environment. */
  readonly file?: ConfigFile;
}

/** A word that was chosen, and by what. */
export interface Choice {
  readonly value: string;
  readonly origin: Origin;
}

/** A default of an option, and what says it. */
export interface Default<Value extends string | number | boolean> {
  readonly value: Value;
  readonly origin: Origin;
}

/** Options that have their default in the configuration. */
export interface Defaults {
  readonly output?: Default<string>;
  readonly color?: Default<string>;
  readonly quiet?: Default<boolean>;
  readonly mask?: Default<boolean>;
  readonly emulator?: Default<boolean>;
  readonly confirm?: Default<ConfirmMode>;
  readonly confirmRows?: Default<number>;
}

/** Everything configured, merged; nothing secret has been looked up yet. */
export interface Config {
  /** Default for `--provider`. */
  readonly provider?: Choice;
  readonly profile?: Choice;
  /** Default for `--verify`. */
  readonly verify?: Choice;
  /** Defaults for options of the command line. */
  readonly defaults: Defaults;
  /** Paths that are masked beside the usual ones: those of every file. */
  readonly mask: readonly string[];
  /** Names of the profiles that there are. */
  readonly profiles: readonly string[];
  /** Files that were read, strongest first. */
  readonly files: readonly ConfigFile[];
  /** Settings by provider id and name. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, Setting>>>>;
  /** How providers are reached; `ca` is the path of a file. */
  readonly network: { readonly proxy?: Setting; readonly ca?: Setting };
  readonly warnings: readonly Warning[];
}
