/** How long single commands take, as a ratio to the least that any program on Node needs for the same. */
import type { NodeRuntime } from "../support/nodes.ts";
import { medians, type Program } from "./measure.ts";
import { billing, here, inHome, plainServer } from "./servers.ts";

const customer = ["cus_7Qm2rT", "--provider", "commet"];

/** Enough for a median that moves by a few hundredths from run to run. */
const rounds = 25;

interface Measurement {
  readonly title: string;
  readonly words: readonly string[];
  /** What it is compared with, and the ratio to stay under; missing: for information. */
  readonly against: "bare node" | "plain script";
  readonly goal?: number;
}

const measurements: readonly Measurement[] = [
  { title: "--version", words: ["--version"], against: "bare node", goal: 1.5 },
  { title: "--help", words: ["--help"], against: "bare node", goal: 1.5 },
  {
    title: "customers update --help",
    words: ["customers", "update", "--help"],
    against: "bare node",
    goal: 1.5,
  },
  {
    // What a person waits for at a key; on this scale 100 ms are about 2.
    title: "completion of an id",
    words: ["__complete", "zsh", "customers", "update", "cus_"],
    against: "bare node",
    goal: 1.5,
  },
  {
    title: "customers update (GET, PUT)",
    words: ["customers", "update", ...customer, "--name", "Ana Lima"],
    against: "plain script",
    goal: 2,
  },
  {
    title: "customers get --emulator",
    words: ["customers", "get", ...customer, "--emulator"],
    against: "plain script",
  },
];

export async function reportCommands(node: NodeRuntime): Promise<void> {
  await inHome(async (home) => {
    await using server = await plainServer("server.ts");
    report(node, server.origin, home);
  });
}

function report(node: NodeRuntime, origin: string, home: string): void {
  const env = {
    HOME: home,
    PATH: process.env["PATH"] ?? "",
    BILLING_COMMET_BASE_URL: origin,
    BILLING_COMMET_API_KEY: "ck_bench",
  };
  const program = (name: string, words: readonly string[]): Program => ({
    name,
    path: node.path,
    words,
    env,
  });
  const times = medians(
    [
      program("bare node", ["-e", "0"]),
      program("plain script", [here("plain-update.js"), origin]),
      ...measurements.map(({ title, words }) => program(title, [billing, ...words])),
    ],
    rounds,
  );
  const timeOf = (name: string) => times.get(name) ?? Number.NaN;

  console.log(`\n${node.name}, median of ${rounds} runs in turn`);
  printRow("", "ms", "compared with", "ms", "ratio", "goal");
  for (const { title, against, goal } of measurements) {
    const ratio = timeOf(title) / timeOf(against);
    const verdict =
      goal === undefined ? "-" : `<= ${goal.toFixed(1)} ${ratio <= goal ? "met" : "missed"}`;
    printRow(
      title,
      timeOf(title).toFixed(0),
      against,
      timeOf(against).toFixed(0),
      ratio.toFixed(2),
      verdict,
    );
  }
}

function printRow(
  ...[title = "", time = "", against = "", base = "", ratio = "", goal = ""]
): void {
  console.log(
    `  ${title.padEnd(29)}${time.padStart(5)}   ${against.padEnd(14)}${base.padStart(5)}${ratio.padStart(8)}   ${goal}`,
  );
}
