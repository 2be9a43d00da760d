/** One row of a run: updated, recorded and reported. */
import type { UpdateOutcome } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import { BillingError } from "../domain/errors.ts";
import { WaitTooLong } from "../domain/exchange.ts";
import { emailField } from "../domain/fields.ts";
import type { RowResult } from "../domain/run/run.ts";
import { isCreating } from "../providers/creation.ts";
import type { Connection } from "../update/connection.ts";
import { createCustomer } from "../update/create/create-customer.ts";
import type { SearchForMany } from "../update/create/find-made.ts";
import type { CreatingConnection } from "../update/create/plan-creation.ts";
import { verifyBy } from "../update/write/check-success.ts";
import { journalRecorder } from "../update/journal-recorder.ts";
import type { Updated } from "../update/outcomes.ts";
import { updateCustomer } from "../update/update-customer.ts";
import type { OpenRun, RunItem } from "./ports.ts";
import type { Progress } from "./progress.ts";
import type { Slot } from "./provider-queue.ts";
import { isLasting } from "./resume.ts";
import { rowRefused, rowResult } from "./row-result.ts";
import type { Pass, Report, Sitting } from "./sitting.ts";

export interface Means {
  readonly progress: Progress;
  readonly report: Report;
  /** No row of this provider is begun any more. */
  readonly stopQueue: (provider: string, until: number) => void;
  /** Takes each customer that was read; false where another row of the run named it before. */
  readonly isFirst: (provider: string, id: string) => boolean;
}

/** What updates a row that has its slot in the rate budget. */
export function rowUpdater(
  { options: { verify, force }, ports: { host, accounts, search, searchForMany, locks } }: Sitting,
  pass: Pass,
  { progress, report, isFirst, stopQueue }: Means,
): (item: RunItem, slot: Slot) => Promise<void> {
  const { signal } = accounts.halt;
  const searches = new Map<string, SearchForMany>();
  /** By the account's own way: a row's has room for that customer alone. */
  const searchOf = async (provider: string): Promise<SearchForMany> => {
    const connection = await accounts.open(provider);
    const known = searches.get(provider) ?? searchForMany(connection);
    searches.set(provider, known);
    return known;
  };
  const firstSeen = pass.mode === "write" ? pass.run.point?.firstSeen : undefined;

  const tried = async (
    item: RunItem,
    { connection }: Slot,
    onWrite: (planned: UpdateOutcome) => void,
  ): Promise<Updated> => {
    const recorder =
      pass.mode === "write" ? recorderOf(pass.run, item, connection, progress) : undefined;
    const how = compact({
      patch: item.patch,
      dryRun: pass.mode !== "write",
      verify: verifyBy(verify, connection),
      force,
      // What was shown of each row is what is written of it.
      confirmWhen: pass.mode === "write" ? "always" : "never",
      locks,
      confirm: async (planned: UpdateOutcome) => {
        if (pass.mode === "write") pass.consent.check(item.row, planned);
        return "yes" as const;
      },
      onWrite,
      uuid: () => host.uuid(),
      sleep: (milliseconds: number) => host.sleep(milliseconds),
      recorder,
      leaving: recorder?.leaving,
    });
    const updated =
      item.creates === undefined
        ? await updateCustomer(connection, item, {
            ...how,
            ...compact({
              // What was decided elsewhere says itself what it was decided from.
              expected: item.expected ?? firstSeen?.get(item.row),
              call: item.call,
              onRead: (id: string) => {
                if (!isFirst(connection.provider.id, id)) throw namedBefore(id);
              },
            }),
          })
        : await createCustomer(creatingOf(connection), {
            ...how,
            ...item.creates,
            search: search(connection),
            searchBefore: async (words) => (await searchOf(connection.provider.id)).search(words),
            now: () => host.now(),
          });
    const { outcome, id, after } = updated.outcome;
    const email = after?.[emailField];
    if (item.creates?.ifExists && outcome === "created" && typeof email === "string") {
      (await searchOf(connection.provider.id)).add(id, email);
    }
    if (updated.error !== undefined && pass.mode === "rehearse") pass.consent.unseen(item.row);
    if (outcome === "planned") {
      if (pass.mode === "rehearse") pass.consent.shown(item.row, updated.outcome);
      if (pass.mode === "dry-run") await pass.output.planned(item, connection, updated);
    }
    return updated;
  };

  const resultOf = async (
    item: RunItem,
    slot: Slot,
    onWrite: (planned: UpdateOutcome) => void,
  ): Promise<RowResult | undefined> => {
    const { connection } = slot;
    const subject = { ...item, provider: connection.provider.id };
    try {
      const updated = await tried(item, slot, onWrite);
      const { cause } = updated.error ?? {};
      if (cause instanceof WaitTooLong && updated.error?.kind === "unavailable") {
        stopQueue(connection.provider.id, cause.until);
        return undefined;
      }
      // One refused credential is refused for every row.
      if (updated.error?.kind === "auth") progress.stop(updated.error);
      return rowResult(subject, updated);
    } catch (error) {
      if (!(error instanceof BillingError)) throw error;
      return error.kind === "interrupted" ? undefined : rowRefused(subject, "failed", error);
    }
  };

  return async (item, slot) => {
    const row = progress.row();
    const onWrite = (planned: UpdateOutcome) => {
      slot.beginWrite();
      row.begun();
      progress.writing(planned);
    };
    try {
      const result = await resultOf(item, slot, onWrite);
      // What was stopped rather than tried is left for the next sitting.
      if (result === undefined || (signal.aborted && !isLasting(result))) return;
      if (result.changeId === undefined && pass.mode === "write") {
        const warning = await pass.run.journal.row(result);
        if (warning !== undefined) progress.stop(unrecorded(warning.message));
      }
      await report(result, item.raw);
    } finally {
      row.done();
    }
  };
}

/** Rows are checked before: where none is made, none is asked for. */
function creatingOf({ provider, ...connection }: Connection): CreatingConnection {
  if (!isCreating(provider)) throw new Error(`${provider.id} makes no customers`);
  return { ...connection, provider };
}

function namedBefore(id: string): BillingError {
  return new BillingError(
    "conflict",
    `another row of this run names customer ${id} as well, in another way; nothing was written for this one`,
    { hint: "keep one row for each customer" },
  );
}

function recorderOf(
  { journal }: OpenRun,
  { row, kind, reference, undoes }: RunItem,
  connection: Connection,
  progress: Progress,
): ReturnType<typeof journalRecorder> {
  const { newChange, intent, leaving, result } = journal.forRow(
    row,
    kind === "id" ? undefined : reference,
  );
  return journalRecorder(
    {
      newChange,
      // Without a record nothing more is sent: neither for this row, nor for any other.
      intent: (facts) =>
        intent(facts).catch((error: unknown) => {
          if (!(error instanceof BillingError)) throw error;
          progress.stop(error);
          throw new BillingError("interrupted", error.message);
        }),
      leaving,
      result: async (facts) => {
        const warning = await result(facts);
        if (warning !== undefined) progress.stop(unrecorded(warning.message));
        return warning;
      },
    },
    connection,
    undoes,
  );
}

function unrecorded(message: string): BillingError {
  return new BillingError("usage", message, {
    hint: "make room, then go on with the run: what is not recorded is looked up first",
  });
}
