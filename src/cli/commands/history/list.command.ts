import { providerIds } from "../../../providers/registry.ts";
import { maskOption } from "../../args/change-options.ts";
import type { CommandSpec } from "../../args/command.ts";
import {
  accountOptions,
  emulatorOptions,
  formatOption,
  machineFormats,
  networkOptions,
  outputOptions,
} from "../../args/shared-options.ts";

const which = "Which changes:";
const shared = [
  maskOption,
  formatOption(["table", ...machineFormats]),
  ...outputOptions,
  ...networkOptions,
  ...emulatorOptions,
];

export const history: CommandSpec = {
  operands: [],
  description:
    "Every write is recorded before it is sent, and again when its outcome is known. A change without a known outcome is " +
    "shown as unknown; --resolve reads the customer and records what is found. Many customers changed by one command are " +
    "one run; --run lists its changes.",
  options: [
    {
      long: "run",
      value: "run",
      help: "the changes of this run: its id, or its first letters",
      group: which,
    },
    {
      long: "provider",
      short: "p",
      value: "name",
      choices: providerIds,
      help: "only changes at this provider",
      group: which,
    },
    {
      long: "customer",
      value: "text",
      help: "only this id, or names that contain it",
      group: which,
    },
    {
      long: "outcome",
      value: "word",
      choices: ["updated", "failed", "unknown"],
      help: "only changes that ended like this",
      group: which,
    },
    {
      long: "since",
      value: "time",
      help: "only changes since then: 7d, 12h, 2026-11-01, or an ISO time",
      group: which,
    },
    {
      long: "resolve",
      help: "find out what became of the unknown ones, by reading the customers",
      group: which,
    },
    ...accountOptions.filter(({ long }) => long !== "provider"),
    ...shared,
  ],
  examples: ["billing history", "billing history --since 7d --outcome unknown --resolve"],
  run: async (invocation) => (await import("./list.ts")).runHistory(invocation),
};

export const historyShow: CommandSpec = {
  operands: [
    { name: "change", required: true, help: "id of the change or run, or its first letters" },
  ],
  options: shared.filter(({ group }) => group !== "Network:"),
  examples: ["billing history show 01K5T3"],
  run: async (invocation) => (await import("./list.ts")).runHistoryShow(invocation),
};
