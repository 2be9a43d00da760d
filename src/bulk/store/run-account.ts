/** Whether a run goes on in the account that it was begun in, whatever its key is by now. */
import { BillingError } from "../../domain/errors.ts";
import type { RecordedChange } from "../../domain/run/recorded-change.ts";
import { readAgain } from "../../update/read-customer.ts";
import {
  type AccountMark,
  checkAccount,
  type ConfirmAccount,
  foreignRecord,
  standingOf,
} from "../../update/saved/same-account.ts";
import type { RunAccounts } from "../ports.ts";
import { changesOfRun } from "./changes.ts";

interface Asking {
  readonly accounts: Pick<RunAccounts, "open">;
  readonly confirmAccount: ConfirmAccount;
}

/**
 * With another key, a customer that the run has changed is read: its record tells. Where none does, it is asked.
 *
 * @param before how the account was recorded when the run began
 * @throws {BillingError} usage: it is another account; what `confirmAccount` throws
 */
export async function checkRunAccount(
  { accounts, confirmAccount }: Asking,
  { run, dir }: { readonly run: string; readonly dir: string },
  before: AccountMark,
): Promise<void> {
  const made = `run ${run}`;
  const connection = await accounts.open(before.provider);
  const telling =
    standingOf(connection, before) === "untold"
      ? await tellingChange(dir, before.provider)
      : undefined;
  if (telling === undefined) return checkAccount(made, before, connection, confirmAccount);
  const read = await readAgain(connection, telling.id);
  if (read instanceof BillingError) throw read;
  const foreign = foreignRecord(made, telling.identity, connection.provider, read.customer);
  if (foreign !== undefined) throw foreign;
}

async function tellingChange(dir: string, provider: string): Promise<RecordedChange | undefined> {
  for await (const change of changesOfRun(dir)) {
    if (change.provider === provider && change.identity !== undefined) return change;
  }
  return undefined;
}
