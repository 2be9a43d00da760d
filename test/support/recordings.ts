/**
 * Records what the built program does, for a comparison before and after a change that is to change nothing.
 *
 *     node test/support/recordings.ts record <dir>
 *     node test/support/recordings.ts compare <dir>
 *
 * `compare` records again, shows what differs as `diff` does, and ends with 1 if anything does.
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

import type { Group } from "./recordings/group.ts";
import { groups } from "./recordings/groups.ts";
import { recordGroup } from "./recordings/record-group.ts";

async function record(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const names = groups.map(({ name }) => `${name}.txt`);
  const others = (await readdir(directory)).filter((name) => !names.includes(name));
  if (others.length > 0) throw new Error(`${directory} holds other files: ${others.join(", ")}`);
  const left: Group[] = [...groups];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let group = left.shift(); group !== undefined; group = left.shift()) {
        await writeFile(join(directory, `${group.name}.txt`), await recordGroup(group));
      }
    }),
  );
}

/** Whether a new recording equals the one in the directory. */
async function compare(directory: string): Promise<boolean> {
  const fresh = await mkdtemp(join(tmpdir(), "billing-recordings-"));
  try {
    await record(fresh);
    const { status, error } = spawnSync("diff", ["-ruN", directory, fresh], { stdio: "inherit" });
    if (error !== undefined) throw error;
    return status === 0;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

// The permissions of files are recorded.
process.umask(0o022);

const commands = groups.reduce((sum, { scripts }) => sum + scripts.length, 0);
const counted = `${commands} command lines in ${groups.length} groups`;
const [mode, directory] = process.argv.slice(2);
if (mode === "record" && directory !== undefined) {
  await record(directory);
  console.log(`recorded ${counted}`);
} else if (mode === "compare" && directory !== undefined) {
  const same = await compare(directory);
  console.log(same ? `${counted} are as recorded` : "the recordings differ");
  if (!same) process.exitCode = 1;
} else {
  console.error("usage: recordings.ts record|compare <dir>");
  process.exitCode = 2;
}
