import { emulatorStatus } from "../../../emulator/state/state-directory.ts";
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

const statusView: View<{
  readonly stateDir: string;
  readonly rows: Awaited<ReturnType<typeof emulatorStatus>>;
}> = {
  document: ({ stateDir, rows }) => ({
    stateDir,
    providers: rows.map(({ vendor, customers, file, changedAt }) => ({
      provider: vendor,
      customers,
      file,
      changedAt: changedAt?.toISOString() ?? null,
    })),
  }),
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
  },
};
