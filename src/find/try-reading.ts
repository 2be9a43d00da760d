/** Whether customers can be read at all: one page of one customer. */
import type { HttpResponse, Send } from "../domain/exchange.ts";
import { BillingError } from "../domain/errors.ts";
import type { Connection } from "../update/connection.ts";
import { readPage } from "./list-customers.ts";

export interface Tried {
  /** The last answer; missing: there was none. */
  readonly response: HttpResponse | undefined;
  /** Missing: customers can be read. */
  readonly error: BillingError | undefined;
}

/** Reads and changes nothing. */
export async function tryReading(connection: Connection): Promise<Tried> {
  let response: HttpResponse | undefined;
  const send: Send = async (request) => (response = await connection.send(request));
  try {
    await readPage({ ...connection, send }, { chosen: [], size: 1 });
    return { response, error: undefined };
  } catch (error) {
    if (!(error instanceof BillingError)) throw error;
    return { response, error };
  }
}
