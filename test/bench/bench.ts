/** How long the built program takes, and how much memory, beside programs that do nothing but the same calls. */
import { nodeRuntimes } from "../support/nodes.ts";
import { reportCommands } from "./commands.ts";
import { reportMemory, reportSpeed } from "./many.ts";
import { reportPace } from "./pace.ts";

const runtimes = nodeRuntimes();
for (const node of runtimes) await reportCommands(node);
for (const node of runtimes) await reportSpeed(node);
for (const node of runtimes.slice(0, 1)) await reportPace(node);
// Two hundred thousand customers take minutes: on the machine's own Node alone.
for (const node of runtimes.slice(0, 1)) await reportMemory(node);
