/** A program of its own that wants a lock: `lock-holder.ts <path> [<name of the machine>]`; says how it ended, and stays. */
import { takeLock } from "../../../src/files/locks/lock.ts";
import { isAlive } from "../lock-taker.ts";

const [path = "", hostname = "here"] = process.argv.slice(2);
process.stdin.once("data", async () => {
  const { pid, platform } = process;
  const lock = await takeLock(path, { pid, platform, hostname, isAlive });
  process.stdout.write("heldBy" in lock ? `held by ${lock.heldBy}\n` : "taken\n");
});
process.stdout.write("ready\n");
