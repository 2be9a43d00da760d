import { exitCodes } from "../../../domain/errors.ts";
import { numberWord } from "../../../domain/text/number-word.ts";
import { emulatorConfig } from "../../../emulator/config-text.ts";
import { startEmulator } from "../../../emulator/emulator.ts";
import { parseFault } from "../../../emulator/faults/text.ts";
import { parseLimits } from "../../../emulator/limits/limit-text.ts";
import { whenAborted } from "../../../host/when-aborted.ts";
import { vendors } from "../../../emulator/registry.ts";
import type { Handler } from "../../args/command.ts";
import { endOfInterrupted } from "../../failure.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import type { StartOptions } from "./start.command.ts";

const usualPort = 4010;

/** Serves until it is interrupted. */
export const handle: Handler<StartOptions> = async (options, { host, terminal }) => {
  const stateDir = emulatorStateDirectory(host, options.emulatorState);
  const emulator = await startEmulator({
    stateDir,
    port: options.port ?? usualPort,
    world: host,
    faults: options.fault.map((text) => parseFault(text)),
    limits: parseLimits(options.limit),
    customers: options.customers ?? 0,
    log: ({ vendor, method, path, status, fault }) => {
      const answered = status === 0 ? "(no answer)" : String(status);
      const met = fault === undefined ? "" : ` [${fault}]`;
      void terminal.notice(`${answered} ${method} ${vendor ?? "-"} ${path}${met}`);
    },
  });
  await terminal.notice(
    `emulating ${numberWord(vendors.length)} billing providers at ${emulator.origin}`,
  );
  await terminal.notice(
    "written from the vendors' documents: for trying out and for tests, no proof of what they really do",
  );
  await terminal.notice(
    `records in ${stateDir}; save what follows as a .billingrc; Ctrl-C ends it`,
  );
  await terminal.out(emulatorConfig(emulator));
  // Nobody would know how to reach it.
  if ((await terminal.finish()) !== undefined) {
    await emulator.close();
    return 0;
  }
  await new Promise<void>((resolve) => {
    whenAborted(host.interrupted, resolve);
  });
  await emulator.close();
  // It was interrupted as it is meant to be.
  return exitCodes[endOfInterrupted(host.interrupted) ?? "interrupted"];
};
