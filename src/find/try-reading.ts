/** Whether customers can be read at all: one page of one customer. */
import type { Customer } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import type { HttpResponse, Send } from "../domain/exchange.ts";
import { BillingError } from "../domain/errors.ts";
import { decodeRecord } from "../providers/wire/record.ts";
import type { Connection } from "../update/connection.ts";
import { readPage } from "./list-customers.ts";

export interface Tried {
  /** The last answer; missing: there was none. */
  readonly response: HttpResponse | undefined;
  /** Missing: customers can be read. */
  readonly error: BillingError | undefined;
  /** One of them; missing: there is none, or it cannot be read. */
  readonly customer?: Customer;
}

/** Reads and changes nothing. */
export async function tryReading(connection: Connection): Promise<Tried> {
  let response: HttpResponse | undefined;
  const send: Send = async (request) => (response = await connection.send(request));
  try {
    const { page } = await readPage({ ...connection, send }, { chosen: [], size: 1 });
    const [native] = page.records;
    const customer = native === undefined ? undefined : decodeRecord(connection.provider, native);
    return { response, error: undefined, ...compact({ customer }) };
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return { response, error };
  }
}
