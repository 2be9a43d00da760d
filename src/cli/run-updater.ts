/** One row of a run: updated, recorded and told. */
import { BillingError } from "../domain/errors.ts";
import type { RowResult } from "../domain/run.ts";
import { journalRecorder } from "../update/journal-recorder.ts";
import type { Updated } from "../update/outcomes.ts";
import type { Recorder } from "../update/recorder.ts";
import { isLasting } from "../bulk/resume.ts";
import { rowRefused, rowResult } from "../bulk/row-result.ts";
import type { Target } from "../update/read-customer.ts";
import { updateCustomer } from "../update/update-customer.ts";
import type { Slot, RunItem } from "../bulk/update-many.ts";
import type { RunAt } from "./run-at.ts";
import type { Counting } from "./run-counting.ts";
import type { Means } from "./run-means.ts";
import type { RunRecording } from "./run-recording.ts";

/** What updates a row that has its place in the rate budget. */
export function rowUpdater(
  { invocation, sessions }: RunAt,
  { recording, consent, onPlanned, isFirst }: Means,
  counting: Counting,
  tell: (result: RowResult, raw?: string) => Promise<void>,
): (item: RunItem, slot: Slot) => Promise<void> {
  const { host, options } = invocation;
  const { signal } = sessions.halt;
  const dryRun = recording === undefined;
  const verify = !options.has("no-verify");
  const force = options.has("force");

  const tried = async (item: RunItem, target: Target): Promise<Updated> => {
    const updated = await updateCustomer(target, {
      patch: item.patch,
      ...(item.expected === undefined ? {} : { expected: item.expected }),
      dryRun,
      verify,
      force,
      onRead: (id) => {
        if (isFirst?.(target.provider.id, id) === false) throw namedBefore(id);
      },
      confirm: async (planned) => consent.confirm(item.row, planned),
      uuid: () => host.uuid(),
      sleep: (milliseconds) => host.sleep(milliseconds),
      ...(recording === undefined
        ? {}
        : { recorder: recorderOf(recording, item, target, counting) }),
    });
    if (dryRun && updated.outcome.outcome === "planned") {
      consent.shown(item.row, updated.outcome);
      await onPlanned?.(item, target, updated);
    }
    return updated;
  };

  const resultOf = async (item: RunItem, target: Target): Promise<RowResult | undefined> => {
    const { row, kind, reference } = item;
    const subject = { row, provider: target.provider.id, kind, reference };
    try {
      const updated = await tried(item, target);
      const { error } = updated;
      // One refused credential is refused for every row.
      if (error?.kind === "auth") counting.stop(error);
      return rowResult(subject, updated);
    } catch (error) {
      if (!(error instanceof BillingError)) throw error;
      return error.kind === "interrupted" ? undefined : rowRefused(subject, "failed", error);
    }
  };

  return async (item, slot) => {
    counting.begun();
    try {
      const result = await resultOf(item, slot.target(item.kind, item.reference));
      // What was stopped rather than tried is left for the next session.
      if (result === undefined || (signal.aborted && !isLasting(result))) return;
      if (result.changeId === undefined && recording !== undefined) {
        const warning = await recording.journal.row(result);
        if (warning !== undefined) counting.stop(unrecorded(warning.message));
      }
      await tell(result, item.raw);
    } finally {
      counting.done();
    }
  };
}

function namedBefore(id: string): BillingError {
  return new BillingError(
    "conflict",
    `another row of this run names customer ${id} as well, in another way; nothing was written for this one`,
    { hint: "keep one row for each customer" },
  );
}

function recorderOf(
  { journal }: RunRecording,
  { row, kind, reference, undoes }: RunItem,
  target: Target,
  counting: Counting,
): Recorder {
  const own = journal.forRow(row, kind === "id" ? undefined : reference);
  const recorder = journalRecorder(
    {
      newChange: own.newChange,
      // Without a record nothing more is sent: neither for this row, nor for any other.
      intent: (facts) =>
        own.intent(facts).catch((error: unknown) => {
          if (!(error instanceof BillingError)) throw error;
          counting.stop(error);
          throw new BillingError("interrupted", error.message);
        }),
      result: own.result,
    },
    target,
    undoes,
  );
  return {
    intent: (planned, turns) => recorder.intent(planned, turns),
    async result(change, outcome, stored, error) {
      const warning = await recorder.result(change, outcome, stored, error);
      if (warning !== undefined) counting.stop(unrecorded(warning.message));
      return warning;
    },
  };
}

function unrecorded(message: string): BillingError {
  return new BillingError("usage", message, {
    hint: "make room, then go on with the run: what is not recorded is looked up first",
  });
}
