import { BillingError } from "../../../domain/errors.ts";
import { changeIds } from "../../../journal/change-id.ts";
import { checkAccount, checkUndoable, undoOf } from "../../../update/undo-change.ts";
import { openConnection } from "../../accounts/open.ts";
import type { Handler } from "../../args/command.ts";
import { flagsOf } from "../../args/option.ts";
import { updateOptions } from "../../args/update-options.ts";
import { journalOf } from "../../journal.ts";
import { undoOfRun } from "../../many-works.ts";
import { performUpdate } from "../../perform-update.ts";
import type { Ports } from "../../ports.ts";
import { reporting } from "../../run-command.ts";
import { runMany } from "../../run-many.ts";
import { invocationOf } from "../../run-record.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import { recordedAs } from "./recorded.ts";
import type { UndoOptions } from "./undo.command.ts";

export const handle: Handler<UndoOptions> = async (options, ports) => {
  const { host, terminal, operands } = ports;
  const stateDir = stateDirectoryOf(host, options);
  const found = await recordedAs(stateDir, journalOf(host, options), operands[0] ?? "");
  if ("run" in found) return undoRun(ports, stateDir, found.run);

  const { change } = found;
  checkUndoable(change);
  const connection = await openConnection(ports, options, change.provider);
  checkAccount(change, connection);
  const { patch, expected, lost } = undoOf(change, connection.provider);
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
  return performUpdate(ports, options, connection, {
    kind: "id",
    reference: change.id,
    patch,
    expected,
    undoes: change.change,
  });
};

function undoRun(ports: Ports, stateDir: string, undone: string): Promise<number> {
  const invocation = invocationOf(ports);
  return reporting(invocation, async ({ terminal, sessions: open }) => {
    const sessions = open();
    const { work, warnings } = await undoOfRun(stateDir, undone, sessions);
    await terminal.warn(warnings);
    const run = changeIds(() => ports.host.now())();
    const specs = flagsOf(updateOptions);
    return runMany({ invocation, specs, terminal, sessions, run }, work);
  });
}
