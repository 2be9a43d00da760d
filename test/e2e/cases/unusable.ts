/** Places that cannot be used: a loop of links, a file where a directory is to be, a name that is far too long. */
import type { Case } from "./case.ts";

const commet = "-p commet --emulator";
const update = `customers update cus_7Qm2rT ${commet} -y --name Ana`;
const long = `${"x".repeat(300)}/y`;

/** Each makes the place PLACE. */
const places: readonly (readonly [met: string, make: string, place: string, says: RegExp])[] = [
  ["a loop of links", "ln -s loop loop", "loop/y", /go in a circle|leads back to itself/u],
  ["a place below a file", "echo >file", "file/y", /(?:part of its path|its directory) is a file/u],
  ["a name that is too long", "true", long, /its name is too long/u],
];

/** What names the place, what is told of it, and what names the remedy. */
const users: readonly (readonly [typed: string, code: number, remedy: RegExp])[] = [
  [`billing ${update} --journal PLACE`, 2, /nothing was sent[^]*with --journal(?! or)/u],
  [
    `echo '{"id":"cus_7Qm2rT","name":"A"}' | billing customers update --from - ${commet} -y --journal PLACE`,
    2,
    /nothing was sent[^]*with --journal(?! or)/u,
  ],
  [`billing ${update} -n --out PLACE`, 2, /the plan cannot be saved to/u],
  [`billing ${update} --emulator-state PLACE`, 2, /--emulator-state, or with XDG_STATE_HOME/u],
  ["billing history --journal PLACE", 2, /name another with --journal(?! or)/u],
  ["billing undo --last --journal PLACE", 2, /name another with --journal(?! or)/u],
  ["billing history show --last --journal PLACE", 2, /name another with --journal/u],
  [
    "XDG_CONFIG_HOME=$PWD/PLACE billing config init -p commet",
    12,
    /write another file with --config <path>, or set XDG_CONFIG_HOME to a directory/u,
  ],
  ["billing config init -p commet --config PLACE", 12, /write another file with --config/u],
  ["billing config init -p commet --config PLACE/z", 12, /write another file with --config/u],
  ["billing apply PLACE --emulator", 2, /PLACE|plan/u],
];

const refused: readonly Case[] = places.flatMap(([met, make, place, says]) =>
  users.map(([typed, code, remedy]) => ({
    met: `${met}: ${typed}`,
    typed: `${make}; ${typed.replace("PLACE", place)}`,
    // A configuration is there already, however little can be read of it.
    code: code === 12 && typed.startsWith("XDG") && place === "loop/y" ? 2 : code,
    says: code === 12 && place === "loop/y" ? [says] : [says, remedy],
    never: ["this is a bug", "make room", "is there already"],
  })),
);

/** What is no file, for a journal: it is said at once, and nothing waits for a writer. */
const noFiles: readonly Case[] = [
  ["mkfifo p", "p", "a pipe"],
  ["true", "/dev/zero", "a device"],
  ["true", "/dev/null", "a device"],
].flatMap(([make = "", place = "", kind = ""]) =>
  ["history", "undo --last", "history show --last", update].flatMap((typed) => [
    {
      met: `a journal that is ${kind}`,
      typed: `${make}; billing ${typed} --journal ${place}`,
      code: 2,
      says: [`--journal: "${place}" is ${kind}: a journal is read again`, "--no-journal"],
    },
    {
      met: `a journal that is ${kind}, in its usual place`,
      typed: `mkdir -p s/billing; ${make}; ln -sf "$(realpath ${place})" s/billing/journal.ndjson; XDG_STATE_HOME=$PWD/s billing ${typed.replace(update, "history")}`,
      code: 2,
      says: [`cannot be read: it is ${kind}`],
    },
  ]),
);

const lines: readonly (Partial<Case> & Pick<Case, "met" | "typed" | "code">)[] = [
  ...["history", "undo --last", "history show --last", "undo 01M8AQGA5DABMTDZSTQF0VNHN8"].map(
    (typed) => ({
      met: "a journal that is not there",
      typed: `${typed} --journal none/j`.split(" "),
      code: typed === "history" ? 0 : 2,
      says: [/warning: there is no journal .*none\/j: nothing was recorded in it/u],
    }),
  ),
  {
    met: "a journal beside runs, of which there are no single changes",
    typed: `echo '{"id":"cus_7Qm2rT","name":"A"}' | billing customers update --from - ${commet} -y -q --journal d/j >&2; billing history --journal d/j`,
    code: 0,
    prints: ["1 updated"],
    never: ["there is no journal"],
  },
  {
    met: "a provider that there is not, where there is a file already",
    typed: ["config", "init", "-p", "commit", "--config", "c.yaml"],
    files: { "c.yaml": "provider: commet\n" },
    code: 2,
    says: ['--provider: there is no provider "commit"; did you mean "commet"?'],
  },
  {
    met: "the same, where the usual file is there already",
    typed: ["config", "init", "-p", "commit", "--project"],
    files: { ".billingrc": "provider: commet\n" },
    code: 2,
    says: [
      '--provider: there is no provider "commit"; did you mean "commet"?',
      /\.billingrc: is there already, and is not overwritten/u,
    ],
  },
  {
    met: "a directory for a new configuration",
    typed: ["config", "init", "-p", "commet", "--config", "."],
    code: 2,
    says: [": is a directory", "write another file with --config <path>"],
    never: ["is there already"],
  },
];

export const unusableCases: readonly Case[] = [...refused, ...noFiles, ...lines].map((one) => ({
  ...one,
  never: [...(one.never ?? []), "this is a bug"],
}));
