import { emulatorStatus } from "../../../emulator/state/state-directory.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { Handler } from "../../args/command.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import type { StatusOptions } from "./status.command.ts";

export const handle: Handler<StatusOptions> = async ({ emulatorState }, { host, terminal }) => {
  const stateDir = emulatorStateDirectory(host, emulatorState);
  const rows = await emulatorStatus(stateDir);
  if (terminal.machine !== undefined) {
    const providers = rows.map(({ vendor, customers, file, changedAt }) => ({
      provider: vendor,
      customers,
      file,
      changedAt: changedAt?.toISOString() ?? null,
    }));
    await terminal.out(await printMachine({ stateDir, providers }, terminal.machine));
    return 0;
  }
  await prepareMeasuring(stateDir);
  await terminal.out(
    columnsOf([
      ["PROVIDER", "CUSTOMERS", "CHANGED", "FILE"],
      ...rows.map(({ vendor, customers, file, changedAt }) => [
        vendor,
        String(customers),
        changedAt?.toISOString() ?? "(never)",
        file,
      ]),
    ]),
  );
  return 0;
};
