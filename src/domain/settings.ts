/** What a provider wants to know before it can be called, and what the configuration gave. */

/** One setting of one provider, as it stands under `providers.<id>` in the configuration. */
export interface SettingSpec {
  /** A secret may be a reference (`env`, `file`, `command`), is masked wherever it is shown, and is never a flag. */
  readonly secret?: true;
  readonly help: string;
  readonly required?: true;
  readonly default?: string;
  readonly choices?: readonly string[];
  /** A value that does not match is refused; `patternHelp` says what is expected. */
  readonly pattern?: RegExp;
  readonly patternHelp?: string;
  /** For `.billingrc.example`; invented. */
  readonly example: string;
}

/** Everything the configuration room has to know of a provider. */
export interface ProviderSettings {
  readonly id: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, SettingSpec>>;
  /** Groups of which at least one setting must be there, such as a token or a refresh token. */
  readonly oneOf?: readonly (readonly string[])[];
  /** Default base URL, or one by the value of a setting. */
  readonly baseUrl:
    | string
    | { readonly setting: string; readonly urls: Readonly<Record<string, string>> };
  /** Hosts of the vendor itself: a credential may always be sent there. */
  readonly hosts: readonly string[];
}

/** Where a setting's value came from, in the user's words: `--profile staging`, `BILLING_MAPLE_TOKEN`, `.billingrc`. */
export interface Origin {
  readonly kind: "flag" | "environment" | "project" | "user" | "default" | "emulator";
  /** A flag, the name of a variable, or the path of a file. */
  readonly name: string;
  /** Of a secret: where to look for it, `.billingrc:3:13 (the variable KEY)`. */
  readonly look?: string;
}

/** A proxy through which a provider is called. */
export interface Proxy {
  /** Scheme, host and port; never a credential. */
  readonly url: string;
  /** Host and port, for people. */
  readonly host: string;
  /** What the proxy is logged in to with; never printed. */
  readonly user?: string;
  readonly password?: string;
}

/** One provider's settings, resolved: nothing is left to look up. */
export interface Account {
  readonly provider: string;
  /** Of the configuration; missing: none was chosen. */
  readonly profile?: string;
  /** Everything before the resource path, without a trailing slash. */
  readonly baseUrl: string;
  /** Settings that are not secret, by name; a default that applies is filled in. */
  readonly values: Readonly<Record<string, string>>;
  /** Secret settings, resolved, by name. Never printed, never part of an error. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Requests a second. */
  readonly rateLimit?: number;
  /** Seconds for one request. */
  readonly timeout?: number;
  /** What proves that an update was stored; missing: as the provider's page says. */
  readonly verify?: "answer" | "read";
  /** Missing: the provider is called directly. */
  readonly proxy?: Proxy;
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly ca?: string;
  /** Where each value came from; `baseUrl` among them. */
  readonly origins: Readonly<Record<string, Origin>>;
}
