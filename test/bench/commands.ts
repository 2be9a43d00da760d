/** How long single commands take, as a ratio to the least that any program on Node needs for the same. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { NodeRuntime } from "../support/nodes.ts";
import { medians, type Program, type Taken } from "./measure.ts";
import { billing, here, inHome, plainServer } from "./servers.ts";

const customer = ["cus_7Qm2rT", "--provider", "commet"];
const update = ["customers", "update", ...customer, "--name", "Ana Lima"];

/** Enough for a median that moves by a few hundredths from run to run. */
const rounds = 25;

interface Measurement {
  readonly title: string;
  readonly words: readonly string[];
  /** What it is compared with, and the ratio to stay under on Node 24; missing: for information. */
  readonly against: "bare node" | "plain script" | "plain script, slow";
  readonly goal?: number;
  readonly onTerminal?: true;
  /** The file of its configuration, which then says where the provider is. */
  readonly config?: string;
  /** The server lets each answer wait. */
  readonly isSlow?: true;
  /** As on a machine that has not run it before: no compiled code is kept. */
  readonly isFirst?: true;
}

const toNothing: readonly Measurement[] = [
  { title: "--version", words: ["--version"], against: "bare node", goal: 1.25 },
  { title: "--help", words: ["--help"], against: "bare node", goal: 1.25 },
  {
    title: "customers update --help",
    words: ["customers", "update", "--help"],
    against: "bare node",
    goal: 1.25,
  },
  {
    title: "completion of an option",
    words: ["__complete", "zsh", "customers", "update", "--na"],
    against: "bare node",
  },
];

const toScript: readonly Measurement[] = [
  { title: "customers get", words: ["customers", "get", ...customer], against: "plain script" },
  { title: "customers update", words: update, against: "plain script", goal: 1.5 },
  { title: "  configured in JSON", words: update, against: "plain script", config: "config.json" },
  { title: "  configured in YAML", words: update, against: "plain script", config: "config.yaml" },
  { title: "  on a terminal", words: update, against: "plain script", onTerminal: true },
  { title: "  for the first time", words: update, against: "plain script", isFirst: true },
  {
    title: "  answers after 300 ms",
    words: update,
    against: "plain script, slow",
    onTerminal: true,
    isSlow: true,
  },
];

export async function reportCommands(node: NodeRuntime): Promise<void> {
  await inHome(async (home) => {
    await using server = await plainServer("server.ts");
    await using slow = await plainServer("server.ts", "300");
    const text = JSON.stringify({ providers: { commet: { baseUrl: server.origin } } });
    writeFileSync(join(home, "config.json"), text);
    writeFileSync(
      join(home, "config.yaml"),
      `# where it is\nproviders:\n  commet:\n    baseUrl: ${server.origin}\n`,
    );
    const env = {
      HOME: home,
      PATH: process.env["PATH"] ?? "",
      BILLING_COMMET_API_KEY: "ck_bench",
    };
    const own = ({ title, words, onTerminal, config, isSlow, isFirst }: Measurement): Program => {
      const origin = isSlow === true ? slow.origin : server.origin;
      const given = config === undefined ? [] : ["--config", join(home, config)];
      return {
        name: title,
        path: node.path,
        words: [billing, ...words, ...given],
        env: {
          ...env,
          ...(config === undefined ? { BILLING_COMMET_BASE_URL: origin } : {}),
          ...(isFirst === true ? { NODE_DISABLE_COMPILE_CACHE: "1" } : {}),
        },
        ...(onTerminal === true ? { onTerminal } : {}),
      };
    };
    const least = (name: string, words: readonly string[]) => ({
      name,
      path: node.path,
      words,
      env,
    });
    const times = await medians(
      [
        least("bare node", ["-e", "0"]),
        least("plain script", [here("plain-update.js"), server.origin]),
        least("plain script, slow", [here("plain-update.js"), slow.origin]),
        ...[...toNothing, ...toScript].map(own),
      ],
      rounds,
      home,
    );
    report(node, times);
  });
}

function report(node: NodeRuntime, times: ReadonlyMap<string, Taken>): void {
  const none = { clock: Number.NaN, processor: Number.NaN };
  const hasGoals = /^Node (?:2[4-9]|[3-9]\d)\./u.test(node.name);
  const takenBy = (name: string) => times.get(name) ?? none;
  console.log(`\n${node.name}, medians of ${rounds} runs in turn`);
  printRow("", "CPU ms", "compared with", "CPU ms", "ratio", "by clock", "goal");
  for (const { title, against, goal } of [...toNothing, ...toScript]) {
    const own = takenBy(title);
    const base = takenBy(against);
    const ratio = own.processor / base.processor;
    const met = ratio <= (goal ?? 0) ? "met" : "missed";
    printRow(
      title,
      own.processor.toFixed(0),
      against,
      base.processor.toFixed(0),
      ratio.toFixed(2),
      (own.clock / base.clock).toFixed(2),
      goal === undefined || !hasGoals ? "-" : `<= ${goal.toFixed(2)} ${met}`,
    );
  }
}

function printRow(
  ...[title = "", time = "", against = "", base = "", ratio = "", clock = "", goal = ""]
): void {
  console.log(
    `  ${title.padEnd(25)}${time.padStart(7)}   ${against.padEnd(19)}${base.padStart(7)}${ratio.padStart(8)}${clock.padStart(10)}   ${goal}`,
  );
}
