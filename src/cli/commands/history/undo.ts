import { BillingError } from "../../../domain/errors.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { checkAccount, checkUndoable, undoOf } from "../../../update/undo-change.ts";
import type { Invocation, OptionSpec } from "../../args/command.ts";
import { journalOf } from "../../journal.ts";
import { performUpdate } from "../customers/perform-update.ts";
import { recordedAs } from "../../recorded.ts";
import { reporting } from "../../run-command.ts";
import { performRun } from "../../runs/perform-run.ts";
import { undoOfRun } from "../../runs/sources.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

/**
 * `undo`, its words understood.
 *
 * @param specs its options
 */
export function runUndo(invocation: Invocation, specs: readonly OptionSpec[]): Promise<number> {
  return reporting(invocation, async ({ terminal, open, sessions: openMany }) => {
    const { host, options, operands } = invocation;
    const stateDir = stateDirectoryOf(host, options);
    const found = await recordedAs(stateDir, journalOf(host, options), operands[0] ?? "");
    if ("run" in found) {
      const accounts = openMany();
      const { source, warnings } = await undoOfRun(stateDir, found.run, accounts);
      await terminal.warn(warnings);
      const run = changeIds(() => host.now())();
      return performRun({ invocation, specs, terminal, accounts, run }, source);
    }
    const { change } = found;
    checkUndoable(change);
    const session = await open(change.provider);
    checkAccount(change, session);
    const { patch, expected, lost } = undoOf(change, session.provider);
    await terminal.warn(
      lost.map(({ field, why }) => ({
        code: "not_undoable",
        field,
        message: `${field} cannot be taken back: ${why}`,
      })),
    );
    if (patch.edits.length === 0) {
      throw new BillingError("rejected", `nothing of change ${change.change} can be taken back`, {
        provider: change.provider,
        hint: `what it did: billing history show ${change.change}`,
      });
    }
    return performUpdate(
      invocation,
      { session, terminal },
      { kind: "id", reference: change.id },
      { patch, expected, undoes: change.change },
    );
  });
}
