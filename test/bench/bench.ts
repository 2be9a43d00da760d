/** How long the built program takes, and how much memory, beside programs that do nothing but the same calls. */
import { cpus, loadavg, totalmem } from "node:os";

import { type NodeRuntime, nodeRuntimes, runtimeAt } from "../support/nodes.ts";
import { reportCommands } from "./commands.ts";
import { reportMemory, reportSpeed } from "./many.ts";
import { reportPace } from "./pace.ts";

// Besides the Nodes at hand, those whose paths are given: npm run bench -- /opt/node26/bin/node
const runtimes: readonly NodeRuntime[] = [
  ...nodeRuntimes(),
  ...process.argv.slice(2).map(runtimeAt),
];
const model = cpus()[0]?.model ?? "";
console.log(
  `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, load ${loadavg()[0]?.toFixed(1)}`,
);
for (const node of runtimes) await reportCommands(node);
for (const node of runtimes) await reportSpeed(node);
for (const node of runtimes.slice(0, 1)) await reportPace(node);
// Two hundred thousand customers take minutes: on the machine's own Node alone.
for (const node of runtimes.slice(0, 1)) await reportMemory(node);
