/** What a change is and how it ended: the plain values that use cases return and renderers draw. */
import type { Json, JsonObject } from "./json.ts";

/**
 * A customer in the common vocabulary: nested as a file would have it (`address.city` under `address`), with the
 * provider's read-only fields beside. A missing key is a field the provider's record does not carry.
 */
export type Customer = JsonObject;

type ChangeKind = "added" | "changed" | "removed";

/** One field that differs. `before` or `after` missing: no value there at all, which is not the same as `null`. */
export interface FieldChange {
  /** Path in the common vocabulary: `address.city`, `metadata.tier`, `contacts[ida@fjord.example].title`. */
  readonly field: string;
  readonly kind: ChangeKind;
  readonly before?: Json;
  readonly after?: Json;
  /** A list whose items are the same in another order. */
  readonly orderOnly?: true;
  /** The change destroys something or moves money's address, and why: such a change is confirmed first. */
  readonly destructive?: string;
  /** The provider never returns this field: it can be sent, not shown before or verified after. */
  readonly unreadable?: true;
  /** What the provider holds after the write, only where that is not what was asked. Missing key: as asked. */
  readonly stored?: { readonly value?: Json };
}

/** Something worth knowing that is not a failure. Codes are stable, messages are not. */
export interface Warning {
  readonly code: string;
  readonly field?: string;
  readonly message: string;
}

type OutcomeWord = "updated" | "unchanged" | "planned" | "failed" | "unknown" | "declined";

/** A request as the provider will see it, without its credential. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON. */
  readonly body: JsonObject;
}

/** How an update ended. */
export interface UpdateOutcome {
  /** Provider id, such as it is written after `--provider`. */
  readonly provider: string;
  /** The provider's own id of the customer. */
  readonly id: string;
  /** Name of the customer as read, for headings. */
  readonly title: string;
  readonly outcome: OutcomeWord;
  readonly changes: readonly FieldChange[];
  /** Fields of the vocabulary that both records carry and that no change touches, by path. */
  readonly unchanged: readonly { readonly field: string; readonly value: Json }[];
  readonly before: Customer;
  /** As stored; for `planned`, as it would be. */
  readonly after: Customer;
  readonly warnings: readonly Warning[];
  /** Whether the stored record was compared with what was asked. */
  readonly verified: boolean;
  /** What showed what is stored: the answer to the update, or the customer read again. Only where it is verified. */
  readonly verifiedBy?: "answer" | "reading";
  /**
   * How far a refusal of what was sent is proven: read again and found unchanged; the credential was refused, so that
   * nobody could look; or nobody looked. Only where the provider refused.
   */
  readonly proof?: "unchanged" | "locked-out" | "not-looked";
  /** Only for `planned`: what would be sent. */
  readonly request?: PlannedRequest;
  /** Only for `planned`: what has to be sent first, and why. */
  readonly preparation?: { readonly request: PlannedRequest; readonly because: string };
  /** What others changed since the plan was made, in fields that it touches; `after` is what is stored now. */
  readonly moved?: readonly FieldChange[];
  readonly requestId?: string;
  /** Names the change in the journal, for `undo`. */
  readonly changeId?: string;
}
