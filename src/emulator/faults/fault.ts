/** A fault as data: which calls it meets, and what becomes of them. */
import type { Json, JsonObject } from "../../domain/json.ts";

/** What a request asks for. */
export type CallName = "read" | "update" | "list" | "create" | "delete" | "login";

type Scope = {
  /** A vendor's id, or `any`. */
  readonly vendor: string;
  readonly call: CallName | "any";
  /** How many matching calls it meets; when not stated 1, and with `every` or `chance` all that these choose. */
  readonly times?: number | "always";
  /** How many matching calls pass before the first that it meets; none when not stated. */
  readonly after?: number;
  /** Meets each so-many-th of the matching calls after those; each one when not stated. */
  readonly every?: number;
  /** Meets each of these with this probability, above 0 and up to 1; for certain when not stated. */
  readonly chance?: number;
};

/**
 * What becomes of a call. "Applied" means that the vendor carried the request out as it always does: stored, or refused
 * with good reason.
 */
type Act =
  | {
      /** Not applied: the vendor's own error for the status. */
      readonly kind: "status";
      /** From 400 to 599. */
      readonly status: number;
      /** `Retry-After`: seconds, or an HTTP date; no such header when not stated. */
      readonly retryAfter?: number | string;
      /** In place of the vendor's own error; a text goes out as plain text. */
      readonly body?: Json;
    }
  | {
      /** Applied; then something else says this. */
      readonly kind: "status-after";
      /** From 200 to 999. */
      readonly status: number;
      /** Missing: the vendor's own error for a status from 400 to 599, and else nothing. */
      readonly body?: Json;
      /** `Location`. */
      readonly location?: string;
    }
  | {
      /** Not applied: the vendor's own error, with a status of success. */
      readonly kind: "in-success";
      /** Of the error, from 400 to 599. */
      readonly status: number;
    }
  | {
      /** Answered as if it were applied, or with another status, and applied once so many reads were answered; after 1 when not stated. */
      readonly kind: "late";
      readonly reads?: number;
      /** Of the answer, such as 202; that of success when not stated. */
      readonly status?: number;
    }
  | {
      /** Applied; the answer has these members of the record and no others. */
      readonly kind: "partial";
      readonly members: readonly string[];
    }
  | {
      /** Applied after so many milliseconds, also when the client did not wait for it. */
      readonly kind: "slow";
      readonly ms: number;
    }
  | {
      /** Applied; right after the answer was made, somebody else changes the customer in it. */
      readonly kind: "edit-between";
      /** By path in the vendor's own record: `address.city`, `contacts[0].title`. */
      readonly set: JsonObject;
    }
  | {
      /** Applied, but the members stay as they were (`drop`) or are stored in capitals (`normalise`). */
      readonly kind: "drop" | "normalise";
      /** Paths in the vendor's own record. */
      readonly members: readonly string[];
    }
  | { readonly kind: BareKind };

/** Kinds that need to know nothing more; what each does is said in `kinds.ts`. */
type BareKind =
  | "html-502"
  | "hang-before"
  | "hang-after"
  | "reset-before"
  | "reset-after"
  | "truncate"
  | "empty"
  | "echo"
  | "stale"
  | "switch"
  | "hang-body"
  | "replay"
  | "token-expiry";

export type Fault = Scope & Act;
export type FaultKind = Fault["kind"];
