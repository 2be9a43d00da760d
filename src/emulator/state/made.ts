/** Made customers: numbered copies of a vendor's first demo customer, derived from their number when they are needed. */
import type { JsonObject } from "../../domain/json.ts";

/** What sets a vendor's made customers apart. */
export interface MadeForm {
  /** An id is the prefix and the number, in so many digits or more; `radix` is 10 when not stated. */
  readonly prefix: string;
  readonly digits: number;
  readonly radix?: number;
  /** The member that holds the caller's own id, `acct-000001`; missing: the vendor knows none. */
  readonly externalId?: string;
  /** The member that holds the name, `Customer 000001`. */
  readonly name: string;
}

/** The form, and the customer that gives everything else. */
export interface Making extends MadeForm {
  readonly first: JsonObject;
}

/** The id of the n-th made customer, from 1 on. */
export function madeId({ prefix, digits, radix = 10 }: MadeForm, n: number): string {
  return prefix + n.toString(radix).padStart(digits, "0");
}

/** The number behind an id; undefined where no made customer can have it. */
export function madeNumber(form: MadeForm, id: string): number | undefined {
  const n = Number.parseInt(id.slice(form.prefix.length), form.radix ?? 10);
  return n > 0 && madeId(form, n) === id ? n : undefined;
}

/** The n-th made customer as nobody has changed it. */
export function madeCustomer(making: Making, n: number): JsonObject {
  const { first, externalId, name } = making;
  const digits = String(n).padStart(6, "0");
  return {
    ...first,
    id: madeId(making, n),
    ...(externalId === undefined ? {} : { [externalId]: `acct-${digits}` }),
    [name]: `Customer ${digits}`,
  };
}
