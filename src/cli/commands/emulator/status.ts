import { emulatorStatus } from "../../../emulator/state/state-directory.ts";
import { recordsCsv } from "../../../render/fields/choose.ts";
import { columnsNamed } from "../../../render/fields/lists.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { View } from "../../../render/view.ts";
import type { Handler } from "../../args/command.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import type { StatusOptions } from "./status.command.ts";

export const handle: Handler<StatusOptions> = async ({ emulatorState }, { host, terminal }) => {
  const stateDir = emulatorStateDirectory(host, emulatorState);
  await terminal.show(statusView, { stateDir, rows: await emulatorStatus(stateDir) });
  return 0;
};

type Row = Awaited<ReturnType<typeof emulatorStatus>>[number];

const statusView: View<{ readonly stateDir: string; readonly rows: readonly Row[] }> = {
  document: ({ stateDir, rows }) => ({ stateDir, providers: rows.map(statusDocument) }),
  draw: {
    table: ({ rows }, { width }) =>
      columnsOf(
        [
          ["PROVIDER", "CUSTOMERS", "CHANGED", "FILE"],
          ...rows.map(({ vendor, customers, file, changedAt }) => [
            vendor,
            String(customers),
            changedAt?.toISOString() ?? "(never)",
            file,
          ]),
        ],
        width,
      ),
    csv: recordsCsv(columnsNamed("provider", "customers", "changedAt", "file"), ({ rows }) =>
      rows.map(statusDocument),
    ),
  },
};

function statusDocument({ vendor, customers, file, changedAt }: Row) {
  return { provider: vendor, customers, file, changedAt: changedAt?.toISOString() ?? null };
}
