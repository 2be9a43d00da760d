/** What a change is and how it ended: the plain values that use cases return and renderers draw. */
import type * as z from "zod";

import type { changeSchema, requestSchema, stepSchema, warningSchema } from "./documents/change.ts";
import type { outcomeSchema } from "./documents/outcome.ts";
import type { Json, JsonObject } from "./json.ts";

/**
 * A customer in the common vocabulary: nested as a file would have it (`address.city` under `address`), with the
 * provider's read-only fields beside. A missing key is a field the provider's record does not carry.
 */
export type Customer = JsonObject;

/** One field that differs. `before` or `after` missing: no value there at all, which is not the same as `null`. */
export type FieldChange = Readonly<z.infer<typeof changeSchema>>;

/** Something worth knowing that is not a failure. Codes are stable, messages are not. */
export type Warning = Readonly<z.infer<typeof warningSchema>>;

/** A request as the provider will see it, without its credential. */
export type PlannedRequest = Readonly<z.infer<typeof requestSchema>>;

/** One that is sent before or after, and why. */
export type PlannedStep = Readonly<z.infer<typeof stepSchema>>;

/** How an update ended: what its document says, and what only people are shown. */
export interface UpdateOutcome extends Readonly<z.infer<typeof outcomeSchema>> {
  /** Name of the customer as read, for headings. */
  readonly title: string;
  /** Fields of the vocabulary that both records carry and that no change touches, by path. */
  readonly unchanged: readonly { readonly field: string; readonly value: Json }[];
}
