/** A write as the journal remembers it. */
import type { FieldChange } from "./change.ts";
import type { Json } from "./json.ts";

/** How a recorded write ended; `unknown` also where nothing was recorded of its end. */
export type RecordedOutcome = "updated" | "failed" | "unknown";

/** A whole field of the vocabulary that a write touched. `before` or `after` missing: no value there. */
export interface TouchedField {
  /** Name in the common vocabulary; a later version may know more names than {@link FieldName}. */
  readonly field: string;
  readonly before?: Json;
  readonly after?: Json;
  /** The provider never returns this field, so `before` is not known. */
  readonly unreadable?: true;
}

/** A whole field as it was stored; `stored` missing: no value there. */
export interface StoredField {
  readonly field: string;
  readonly stored?: Json;
}

/** One write: what was meant, recorded before it was sent, and the last that was recorded of its end. */
export interface RecordedChange {
  /** Id of the change: a ULID, in upper case. */
  readonly change: string;
  /** When it was about to be sent: ISO 8601, UTC. */
  readonly at: string;
  /** Version of the program that wrote. */
  readonly tool: string;
  readonly provider: string;
  readonly baseUrl: string;
  /** Tells accounts apart; never a credential. */
  readonly account: string;
  /** The provider's own id of the customer. */
  readonly id: string;
  /** Name of the customer as read; may be empty. */
  readonly title: string;
  readonly fields: readonly TouchedField[];
  /** As shown before the write. */
  readonly changes: readonly FieldChange[];
  /** The change that this one takes back. */
  readonly undoes?: string;
  /** Seconds that its request was waited for at most. */
  readonly timeout?: number;
  /** Id of the run that it was part of, and the row there, from 1; a change of its own has neither. */
  readonly run?: string;
  readonly row?: number;
  readonly outcome: RecordedOutcome;
  /** When the outcome was recorded; missing: it never was. */
  readonly settledAt?: string;
  /** The outcome was found out later, by reading again. */
  readonly resolved?: true;
  readonly requestId?: string;
  /** Touched fields as stored, where they could be read. */
  readonly storedFields?: readonly StoredField[];
  readonly note?: string;
  /** The change that took this one back and was not taken back itself. */
  readonly undoneBy?: string;
}

/** A line of the journal that tells nothing. */
export interface DamagedLine {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}
