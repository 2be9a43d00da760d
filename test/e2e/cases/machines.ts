/** What odd machines are told: places that cannot be written to, files that are none, users without a home. */
import type { Case } from "./case.ts";

const get = "customers get cus_1 -p commet --base-url http://127.0.0.1:9 --no-retry";
const update = "customers update cus_7Qm2rT -p commet --emulator -y --name Ana";
const many = "customers update --from - -p commet --emulator -y";
const row = '{"id":"cus_7Qm2rT","name":"Ana"}\n';

const lines: readonly (Case & { readonly typed: string })[] = [
  {
    met: "a configuration that is /dev/zero",
    typed: `${get} --config /dev/zero`,
    code: 3,
    says: ["/dev/zero is not a regular file"],
  },
  {
    met: "a patch that is /dev/zero",
    typed: "customers update cus_7Qm2rT -p commet --emulator --file /dev/zero",
    code: 2,
    says: ['"/dev/zero" cannot be read'],
  },
  {
    met: "a home below /proc",
    typed: update,
    env: { HOME: "/proc/x" },
    code: 2,
    says: ["/proc/x/.local/state/billing", "ENOENT"],
  },
  {
    met: "a home that is a device",
    typed: update,
    env: { HOME: "/dev/null" },
    code: 2,
    says: ["ENOTDIR"],
  },
  {
    met: "a state directory below /proc, in a run",
    typed: many,
    stdin: row,
    env: { XDG_STATE_HOME: "/proc/x" },
    code: 2,
    says: ["the run cannot be recorded in /proc/x", "nothing was sent"],
  },
  {
    met: "a state directory that is a device, in a run",
    typed: many,
    stdin: row,
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["the run cannot be recorded in /dev/null", "nothing was sent"],
  },
  {
    met: "a state directory that is a device, for the list of changes",
    typed: "history",
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["cannot be read", "XDG_STATE_HOME"],
  },
  {
    met: "a state directory that is a device, for an undoing",
    typed: "undo 01M8AQGA5DABMTDZSTQF0VNHN8",
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["cannot be read", "XDG_STATE_HOME"],
  },
  {
    met: "a state directory below /proc, in a dry run",
    typed: `${update} -n`,
    env: { XDG_STATE_HOME: "/proc/x" },
    code: 0,
    prints: ["1 change"],
  },
  {
    met: "a state directory below /proc, in a dry run from stdin",
    typed: `${many} -n`,
    stdin: row,
    env: { XDG_STATE_HOME: "/proc/x" },
    code: 0,
    prints: ["nothing was sent"],
  },
  {
    met: "no home at all, in a dry run from stdin",
    typed: `${many} -n`,
    stdin: row,
    env: { XDG_STATE_HOME: "", HOME: "" },
    code: 0,
    prints: ["nothing was sent"],
  },
  {
    met: "no place for what is piped in",
    typed: `${many} -n`,
    stdin: row,
    env: { TMPDIR: "/proc/x" },
    code: 2,
    says: ["cannot be kept in /proc/x", "set TMPDIR to a directory that you may write to"],
  },
  {
    met: "a named emulator's state below /proc, in a dry run",
    typed: `${update} -n --emulator-state /proc/x`,
    code: 2,
    says: ["/proc/x cannot hold the emulator's state", "XDG_STATE_HOME"],
  },
  {
    met: "a state directory below /proc, in history",
    typed: "history",
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["the journal /dev/null/billing/journal.ndjson cannot be read"],
  },
];

/** Lines of bash. */
const shells: readonly (readonly [met: string, typed: string, code: number, says?: string])[] = [
  ["a deleted working directory", 'mkdir d; cd d; rmdir ../d; "$node" "$program" --version', 0],
  [
    "help in a deleted working directory",
    'mkdir d; cd d; rmdir ../d; "$node" "$program" --help',
    0,
  ],
  ["no home and no user", 'env -i PATH="$PATH" "$node" "$program" --version', 0],
  ["help without a home", 'env -i PATH="$PATH" "$node" "$program" customers update --help', 0],
  ["a home that cannot be written to", "HOME=/proc/x billing --help", 0],
  [
    "a project's configuration that is a link to a device",
    `ln -s /dev/zero .billingrc; billing ${get}`,
    3,
    "this configuration file is not a regular file",
  ],
  [
    "a project's configuration that is a link to nowhere",
    `ln -s nowhere .billingrc; billing ${get}`,
    3,
    "is a link to a file that is not there",
  ],
];

/** Through the built program: what is shown is a process's. */
export const machineCases: readonly Case[] = lines.map((one) => ({
  ...one,
  typed: `billing ${one.typed}`,
  never: ["this is a bug"],
}));

export const shellCases: readonly Case[] = shells.map(([met, typed, code, says]) => ({
  met,
  typed,
  code,
  says: says === undefined ? [] : [says],
  never: ["this is a bug", "at node:"],
}));
