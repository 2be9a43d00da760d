/** Logs of CI systems, which read commands out of what is printed; and colours. */
import type { Case } from "./case.ts";

const update = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--emulator", "-n"];
const escape = "\u001B[";

const systems = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITLAB_CI"];
const commands = [
  "##[set-output name=approved;]true",
  "##vso[task.setvariable variable=x]y",
  "##teamcity[buildStatus text='x']",
  "section_start:1:x",
];

const hostile: readonly Case[] = systems.flatMap((name) =>
  commands.flatMap((command) => [
    {
      met: `${command} in a value, under ${name}`,
      typed: [...update, "--set", `metadata.note=${command}`],
      env: { [name]: "true" },
      code: 0,
      prints: [/\\u00(?:23#|5f)/u],
      never: [command],
    },
    {
      met: `${command} in a mistake, under ${name}`,
      typed: [...update, "--set", command],
      env: { [name]: "true" },
      code: 2,
      says: [/\\u00(?:23#|5f)/u],
      never: [command],
    },
  ]),
);

const note = (words: string) => `${"a long note that goes on and on, ".repeat(3)}${words}`;

export const logCases: readonly Case[] = [
  ...hostile,
  {
    met: "the same in JSON, which no log reads",
    typed: [...update, "--set", "metadata.note=##[group]x", "-o", "json"],
    env: { GITHUB_ACTIONS: "true" },
    code: 0,
    prints: ["##[group]x"],
  },
  ...["false", "0"].map((value) => ({
    met: `FORCE_COLOR=${value}`,
    typed: [...update, "--name", "Zed"],
    env: { FORCE_COLOR: value },
    code: 0,
    never: [escape],
  })),
  {
    met: "FORCE_COLOR=1",
    typed: [...update, "--name", "Zed"],
    env: { FORCE_COLOR: "1", TERM: "xterm" },
    code: 0,
    prints: [escape],
  },
  {
    met: "FORCE_COLOR=1 beside --color never",
    typed: [...update, "--name", "Zed", "--color", "never"],
    env: { FORCE_COLOR: "1", TERM: "xterm" },
    code: 0,
    never: [escape],
  },
  {
    met: "what differs in a long value, without colour",
    typed: `billing ${update.slice(0, -1).join(" ")} -y -q --set "metadata.note=${note("1st")}" >/dev/null; billing ${update.join(" ")} --set "metadata.note=${note("2nd")}"`,
    code: 0,
    prints: ["in [ ]: what differs"],
  },
];
