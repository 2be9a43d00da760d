/** A program of its own that begins to claim: `claimant.ts <directory>`; says with which error of the system that ended. */
import { openClaims } from "../../../src/files/locks/claims.ts";
import { isAlive } from "../lock-taker.ts";

const [directory = ""] = process.argv.slice(2);
const { pid, platform } = process;
try {
  const claims = openClaims(directory, { pid, platform, hostname: "here", isAlive });
  claims.close();
  process.stdout.write("opened\n");
} catch (error) {
  process.stdout.write(`${String((error as NodeJS.ErrnoException).code)}\n`);
}
