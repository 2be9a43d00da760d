import type { JsonObject } from "../domain/json.ts";

/**
 * A call. `{ref}` stands for the id the caller gave, `{id}` for the vendor's own, and another name for the setting of
 * that name; all are percent-encoded.
 */
export interface Route<Method extends string = "GET" | "POST" | "PUT" | "PATCH"> {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Where the record stands in the answer: `customer`; missing: the answer is the record. */
  readonly envelope?: string;
  /** The answer's member is a list of matches, of which the one whose `externalId` is the reference counts. */
  readonly matches?: true;
}
