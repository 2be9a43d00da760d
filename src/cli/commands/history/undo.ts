import { BillingError } from "../../../domain/errors.ts";
import type { RecordedChange } from "../../../domain/run/recorded-change.ts";
import { undoOfCreation } from "../../../update/create/archive.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { checkAccount } from "../../../update/saved/same-account.ts";
import { checkUndoable, undoOf } from "../../../update/undo-change.ts";
import { confirmAccount } from "../../accounts/confirm-account.ts";
import { openConnection } from "../../accounts/open.ts";
import { runAccounts } from "../../accounts/run-accounts.ts";
import type { Handler } from "../../args/command.ts";
import { journalOf, warnOfNoJournal } from "../../journal.ts";
import { performUpdate } from "../../perform-update.ts";
import type { Ports } from "../../ports.ts";
import { performRun } from "../../runs/perform-run.ts";
import { undoOfRun } from "../../../bulk/sources/recorded-sources.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import { lastRecorded } from "../../../bulk/history/last.ts";
import { type Recorded, recordedAs } from "../../../bulk/history/recorded.ts";
import { namedChange } from "./named.ts";
import type { UndoOptions } from "./undo.command.ts";

export const handle: Handler<UndoOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  const stateDir = stateDirectoryOf(host, options);
  const named = namedChange(options, operands);
  const journal = journalOf(ports, options);
  await warnOfNoJournal(ports, options);
  const found =
    named === undefined
      ? await lastRecorded(stateDir, journal, options.emulator)
      : await recordedAs(stateDir, journal, named);
  if (named === undefined) await terminal.notice(lastLine(found));
  if ("run" in found) return undoRun(ports, options, found.run);

  const { change } = found;
  checkUndoable(change);
  const connection = await openConnection(ports, options, change.provider);
  const made = `change ${change.changeId}`;
  await checkAccount(made, change, connection, confirmAccount(ports, options));
  const ref = { kind: "id", reference: change.id } as const;
  const undoes = change.changeId;
  if (change.creates === true) {
    const undo = undoOfCreation(change, connection.provider);
    if ("never" in undo) throw notUndoable(change, undo.never);
    return performUpdate(ports, options, connection, { ref, undoes, ...undo });
  }
  const { patch, expected, lost } = undoOf(change, connection.provider);
  await terminal.warn(
    lost.map(({ field, why }) => ({
      code: "not_undoable",
      field,
      message: `${field} cannot be taken back: ${why}`,
    })),
  );
  if (patch.edits.length === 0) {
    throw notUndoable(change, `nothing of change ${change.changeId} can be taken back`);
  }
  return performUpdate(ports, options, connection, { ref, patch, expected, undoes });
};

function notUndoable({ changeId, provider }: RecordedChange, why: string): BillingError {
  const hint = `what it did: billing history show ${changeId}`;
  return new BillingError("rejected", why, { provider, hint });
}

function lastLine(found: Recorded): string {
  if ("run" in found) return `the last was run ${found.run}`;
  const { changeId, provider, id, name } = found.change;
  // A raw call, and a customer that may never have been made, have no id.
  return `the last was change ${changeId}: ${[provider, id || name].join(", ")}`;
}

async function undoRun(ports: Ports, options: UndoOptions, undone: string): Promise<number> {
  const { host, terminal } = ports;
  const accounts = runAccounts(ports, options);
  const stateDir = stateDirectoryOf(host, options);
  const { source, warnings } = await undoOfRun(
    stateDir,
    undone,
    accounts,
    confirmAccount(ports, options),
  );
  await terminal.warn(warnings);
  const run = changeIds(() => host.now())();
  return performRun(ports, options, { accounts, run }, source);
}
