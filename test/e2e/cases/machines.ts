/** What odd machines are told: places that cannot be written to, files that are none, users without a home. */
import type { Case } from "./case.ts";

const get = `customers get cus_7Qm2rT -p commet --base-url http://127.0.0.1:9 --no-retry`;
const update = "customers update cus_7Qm2rT -p commet --emulator -y --name Ana";
const many = "customers update --from - -p commet --emulator -y";
const row = '{"id":"cus_7Qm2rT","name":"Ana"}\n';

export const machines: readonly Case[] = [
  {
    what: "a configuration that is /dev/zero",
    line: `${get} --config /dev/zero`,
    code: 3,
    says: ["/dev/zero is not a regular file"],
  },
  {
    what: "a home below /proc",
    line: update,
    env: { HOME: "/proc/x" },
    code: 2,
    says: ["/proc/x/.local/state/billing", "ENOENT"],
  },
  {
    what: "a home that is a device",
    line: update,
    env: { HOME: "/dev/null" },
    code: 2,
    says: ["ENOTDIR"],
  },
  {
    what: "a state directory below /proc, in a run",
    line: many,
    stdin: row,
    env: { XDG_STATE_HOME: "/proc/x" },
    code: 2,
    says: ["the run cannot be recorded in /proc/x", "nothing was sent"],
  },
  {
    what: "a state directory that is a device, in a run",
    line: many,
    stdin: row,
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["the run cannot be recorded in /dev/null", "nothing was sent"],
  },
  {
    what: "a state directory below /proc, in history",
    line: "history",
    env: { XDG_STATE_HOME: "/dev/null" },
    code: 2,
    says: ["the journal /dev/null/billing/journal.ndjson cannot be read"],
  },
];
