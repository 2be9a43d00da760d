/** Reads a customer that nobody else on this machine updates until the locks are given back. */
import { BillingError } from "../../domain/errors.ts";
import { type Connection, type CustomerRef, describeRef } from "../connection.ts";
import type { UpdateLocks } from "./customer-locks.ts";
import { type CustomerRead, readAgain, readCustomer } from "../read-customer.ts";

/**
 * @param told `onRead`: receives the vendor's id once it is known, before it is waited for; may throw to end it there
 * @throws {BillingError} with the kind of what went wrong; nothing was written
 */
export async function readLocked(
  connection: Connection,
  ref: CustomerRef,
  locks: UpdateLocks | undefined,
  {
    onStep,
    onRead,
  }: { readonly onStep?: (text: string) => void; readonly onRead: (id: string) => void },
): Promise<CustomerRead> {
  await locks?.take(ref);
  let known: string | undefined;
  for (;;) {
    onStep?.(`reading ${describeRef(ref)} at ${connection.provider.title}`);
    const read = await readCustomer(connection, ref);
    if (read.id !== known) onRead(read.id);
    known = read.id;
    // By its own id others may have updated it since it was read, if it had to be waited for.
    const waited = await locks?.take({ kind: "id", reference: read.id });
    if (waited !== true) return read;
  }
}

/** The same after the locks were given back; why not, where it cannot be read. */
export async function readLockedAgain(
  connection: Connection,
  ref: CustomerRef,
  id: string,
  locks: UpdateLocks | undefined,
): Promise<CustomerRead | BillingError> {
  try {
    await locks?.take(ref);
    await locks?.take({ kind: "id", reference: id });
  } catch (error) {
    if (error instanceof BillingError) return error;
    throw error;
  }
  return readAgain(connection, id);
}
