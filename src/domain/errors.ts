import { compact } from "./compact.ts";

/** What went wrong, by meaning. Each kind has one exit code; the codes are frozen once released. */
export const exitCodes = {
  internal: 1,
  usage: 2,
  auth: 3,
  not_found: 4,
  rejected: 5,
  conflict: 6,
  unavailable: 7,
  unknown: 8,
  partial: 9,
  changes: 10,
  declined: 11,
  output: 12,
  interrupted: 130,
  terminated: 143,
} as const;

export type ErrorKind = keyof typeof exitCodes;

/** Where a complaint was found: a flag, an environment variable, or a line and column of a file. */
export interface Location {
  /** As the user would write it: `--name`, `BILLING_VAYU_TOKEN`, `patch.json`, `stdin`. */
  readonly name: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Column in the line, from 1, in UTF-16 units. */
  readonly column?: number;
}

/** One thing that is wrong with the input, and how to mend it. */
export interface Complaint {
  readonly location?: Location;
  readonly message: string;
  readonly hint?: string;
}

/** What a provider's answer said when it was not a success. */
export interface ProviderFailure {
  /** HTTP status. */
  readonly status: number;
  /** The provider's own code, such as `validation_error`. */
  readonly code?: string;
  /** The provider's own type or class of error. */
  readonly type?: string;
  readonly message?: string;
  /** The field the provider blames, in its own spelling. */
  readonly param?: string;
  /** One line per blamed field, where the provider lists several. */
  readonly details?: readonly string[];
  /** Address of the provider's own page about the error. */
  readonly docUrl?: string;
}

interface ErrorFacts {
  readonly hint?: string;
  /** Every complaint about the input; the message is then their summary. */
  readonly complaints?: readonly Complaint[];
  readonly provider?: string;
  readonly providerError?: ProviderFailure;
  readonly requestId?: string;
  readonly cause?: unknown;
}

/** The one error that users see. Anything else that is thrown is a bug and is reported as `internal`. */
export class BillingError extends Error {
  override readonly name = "BillingError";
  readonly kind: ErrorKind;
  readonly hint?: string;
  readonly complaints: readonly Complaint[];
  readonly provider?: string;
  readonly providerError?: ProviderFailure;
  readonly requestId?: string;

  constructor(kind: ErrorKind, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = kind;
    this.complaints = facts.complaints ?? [];
    if (facts.hint !== undefined) this.hint = facts.hint;
    if (facts.provider !== undefined) this.provider = facts.provider;
    if (facts.providerError !== undefined) this.providerError = facts.providerError;
    if (facts.requestId !== undefined) this.requestId = facts.requestId;
  }

  get exitCode(): number {
    return exitCodes[this.kind];
  }

  /** One usage error for all complaints; a single complaint speaks for itself. */
  static usage(complaints: readonly Complaint[]): BillingError {
    const [first] = complaints;
    const message =
      complaints.length === 1 && first !== undefined
        ? describeComplaint(first)
        : `${complaints.length} things are wrong with the input`;
    const hint = complaints.length === 1 ? first?.hint : undefined;
    return new BillingError("usage", message, compact({ complaints, hint }));
  }
}

/** `patch.json:3:7: unknown key "nmae"`. */
export function describeComplaint({ location, message }: Complaint): string {
  return location === undefined ? message : `${describeLocation(location)}: ${message}`;
}

/** `patch.json:3:7`, or the flag's name. */
export function describeLocation({ name, line, column }: Location): string {
  return [name, line, column].filter((part) => part !== undefined).join(":");
}
