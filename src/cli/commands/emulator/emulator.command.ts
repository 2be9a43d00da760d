import { BillingError } from "../../../domain/errors.ts";
import { numberWord } from "../../../domain/text/number-word.ts";
import { emulatorConfig } from "../../../emulator/config-text.ts";
import { startEmulator } from "../../../emulator/emulator.ts";
import { parseFault } from "../../../emulator/faults/text.ts";
import { mostMade } from "../../../emulator/state/fill.ts";
import { parseLimits } from "../../../emulator/limits/limit-text.ts";
import { vendors } from "../../../emulator/registry.ts";
import {
  emulatorStatus as readStatus,
  resetEmulator,
} from "../../../emulator/state/state-directory.ts";
import { printMachine } from "../../../render/machine/machine.ts";
import { prepareMeasuring } from "../../../render/text/measure.ts";
import { columnsOf } from "../../../render/text/text-columns.ts";
import type { CommandSpec, Invocation } from "../../args/command.ts";
import { emulatorStateDirectory } from "../../state-directory.ts";
import { terminalFor } from "../../run-command.ts";
import {
  emulatorStateOption,
  faultOption,
  formatOption,
  limitOption,
  machineFormats,
  outputOptions,
} from "../../args/shared-options.ts";
import type { Terminal } from "../../terminal.ts";

const ownOptions = [emulatorStateOption, ...outputOptions.filter(({ long }) => long !== "debug")];

/** Runs the work; what it throws is told in the asked form. */
async function told(
  invocation: Invocation,
  work: (terminal: Terminal, stateDir: string) => Promise<void>,
): Promise<number> {
  const terminal = terminalFor(invocation);
  const { host, options } = invocation;
  try {
    await work(terminal, emulatorStateDirectory(host, options.text("emulator-state")));
    return 0;
  } catch (error) {
    await terminal.fail(error);
    return error instanceof BillingError ? error.exitCode : 1;
  }
}

export const emulatorStart: CommandSpec = {
  operands: [],
  description:
    "Prints a configuration that reaches it; requests are listed on stderr. It runs until Ctrl-C.\n" +
    "An emulation from the vendors' public documents, not their servers: where the documents are open, it takes the " +
    "reading under which a careless client loses data.",
  options: [
    {
      long: "port",
      value: "number",
      help: "port on 127.0.0.1 (default: 4010; 0 for any free one)",
      group: "Emulator:",
    },
    {
      long: "customers",
      value: "number",
      help: "how many made customers every provider has besides its demo customers",
      group: "Emulator:",
    },
    faultOption,
    limitOption,
    ...ownOptions,
  ],
  examples: [
    "billing emulator start > /tmp/emulated.yaml &",
    "billing emulator start --customers 10000 --limit 'vayu=500/s;burst=100'",
    "billing customers get cus_7Qm2rT -p commet --config /tmp/emulated.yaml",
  ],
  run: (invocation) =>
    told(invocation, async (terminal, stateDir) => {
      const { host, options } = invocation;
      const emulator = await startEmulator({
        stateDir,
        port: portFrom(options.text("port")),
        world: host,
        faults: options.texts("fault").map((text) => parseFault(text)),
        limits: parseLimits(options.texts("limit")),
        customers: countFrom(options.text("customers")),
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
      await new Promise<void>((resolve) => {
        if (host.interrupted.aborted) resolve();
        host.interrupted.addEventListener("abort", () => resolve());
      });
      await emulator.close();
    }),
};

export const emulatorReset: CommandSpec = {
  operands: [],
  options: ownOptions,
  examples: ["billing emulator reset"],
  run: (invocation) =>
    told(invocation, async (terminal, stateDir) => {
      await resetEmulator(stateDir);
      await terminal.notice(`the demo records are back in ${stateDir}`);
    }),
};

export const emulatorStatus: CommandSpec = {
  operands: [],
  options: [...ownOptions, formatOption(["table", ...machineFormats])],
  examples: ["billing emulator status -o json"],
  run: (invocation) =>
    told(invocation, async (terminal, stateDir) => {
      const rows = await readStatus(stateDir);
      if (terminal.machine !== undefined) {
        const providers = rows.map(({ vendor, customers, file, changedAt }) => ({
          provider: vendor,
          customers,
          file,
          changedAt: changedAt?.toISOString() ?? null,
        }));
        await terminal.out(await printMachine({ stateDir, providers }, terminal.machine));
        return;
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
    }),
};

function countFrom(text: string | undefined): number {
  if (text === undefined) return 0;
  const count = Number(text);
  if (/^\d+$/u.test(text) && count <= mostMade) return count;
  throw BillingError.usage([
    {
      location: { name: "--customers" },
      message: `"${text}" is not a number of customers: expected 0 to ${mostMade}`,
    },
  ]);
}

function portFrom(text: string | undefined): number {
  if (text === undefined) return 4010;
  const port = Number(text);
  if (/^\d+$/u.test(text) && port <= 65_535) return port;
  throw BillingError.usage([
    { location: { name: "--port" }, message: `"${text}" is not a port: expected 0 to 65535` },
  ]);
}
