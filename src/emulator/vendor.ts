/** What one emulated vendor is: records in the vendor's own shape and its reading of a request. */
import type { Json, JsonObject } from "../domain/json.ts";
import type { Draw } from "./limits/token-bucket.ts";
import type { MadeForm, Making } from "./state/made.ts";

/** A request as the vendor's server would see it, below its base URL. */
export interface VendorRequest {
  readonly method: string;
  /** Path below the vendor's base URL, still percent-encoded: `/customers/65f0…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/** A request, and everything else that its answer may depend on. */
export interface VendorCall extends VendorRequest {
  readonly state: VendorState;
  readonly world: VendorWorld;
  readonly switches: Switches;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text with its own content type, or nothing at all. */
  readonly body:
    | { readonly json: Json }
    | { readonly text: string; readonly type: string }
    | undefined;
}

/**
 * Everything a vendor remembers; plain JSON, kept between runs. A value is replaced by a new one, never altered in
 * place, and only `put` and `remove` of `state.ts` do so: they note what they touch.
 */
export interface VendorState {
  /** Customers by the vendor's id, in the vendor's own shape; of made ones those that were changed. */
  readonly customers: Readonly<Record<string, JsonObject>>;
  /** Anything else: idempotency keys, tokens, write-only values, how many customers were made. */
  readonly other: Readonly<Record<string, Json>>;
  /** How its made customers look; missing: none can be made. */
  readonly making?: Making;
  /** Where it is noted what is stored and removed; missing: nowhere. */
  readonly touched?: Change[];
}

export type StatePart = "customers" | "other";

/** That a value was stored or removed. */
export interface Change {
  readonly part: StatePart;
  readonly key: string;
  /** Undefined when there was none. */
  readonly before: Json | undefined;
}

/** What a vendor may ask of the world. */
export interface VendorWorld {
  /** Milliseconds since 1970. */
  now(): number;
  uuid(): string;
  /** From 0 up to 1. */
  random(): number;
  /** The system's name, as Node has it; `win32` has no directories that can be synced. */
  readonly platform?: string;
}

/** Uncertain readings of a vendor's documents, by name; the default is the one that loses data for a careless client. */
export type Switches = Readonly<Record<string, boolean | string>>;

/** How a vendor limits requests, where its documents say so. */
export interface VendorLimiting {
  /** The budget that a request draws on, and how many times the limit it has; one of them is the limit itself. */
  readonly budget?: (method: string) => { readonly name: string; readonly times: number };
  /** The switch that stands for a limit of its own; another limit takes its place. */
  readonly switch?: string;
  /** What an answer says of the bucket after the request. */
  readonly headers: (draw: Draw) => Readonly<Record<string, string>>;
}

export interface Vendor {
  /** Mount point and name: `vayu`. */
  readonly id: string;
  readonly title: string;
  /** Path of the API below the mount point, such as `/v1`; empty when there is none. */
  readonly basePath: string;
  /** Settings under which `billing` reaches this vendor in the emulator, as they stand in a configuration file. */
  readonly demoSettings: Readonly<Record<string, string>>;
  readonly switches: Readonly<
    Record<string, { readonly default: boolean | string; readonly help: string }>
  >;
  /** Bytes of a request's body from which on the vendor answers `tooLarge`; 64 MiB and a plain 413 when not stated. */
  readonly bodyLimit?: { readonly bytes: number; readonly tooLarge: VendorAnswer };
  /** Keys of `other` that alone are not worth a write: kept in memory, saved along with the next change. */
  readonly volatile?: readonly string[];
  /** Where a customer's record says when it was last changed, and how it writes milliseconds since 1970. */
  readonly updated: {
    readonly field: string;
    readonly print: (milliseconds: number) => string;
  };
  /** The state of a fresh emulator. */
  seed(): VendorState;
  /** What sets made customers apart; the rest is that of the first demo customer. */
  readonly made: MadeForm;
  /** How it limits requests; missing: one budget for all, of which no answer speaks. */
  readonly limiting?: VendorLimiting;
  /** Answers a request; changes `state` where the vendor would store something. */
  handle(call: VendorCall): VendorAnswer;
  /** The error a request would get with a status from 400 to 599; carries nothing of it out. */
  fault(status: number, call: VendorCall): VendorAnswer;
  /** The answer of an earlier idempotency key in place of this request's, where the vendor marks such an answer. */
  replay?(call: VendorCall): VendorAnswer;
  /** Makes every access token void that was issued so far, where the vendor issues some. */
  expireTokens?(state: VendorState): void;
}
