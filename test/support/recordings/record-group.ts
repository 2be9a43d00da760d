/** Runs the scripts of a group in a home of its own. */
import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { programPath, runCommand } from "../built-program.ts";
import type { Group } from "./group.ts";
import { leftFiles } from "./left-files.ts";
import { changeId, plainText } from "./plain-text.ts";

const preload = new URL("fixed-world.ts", import.meta.url).href;

/** The recording: every script with its two streams and its exit code, then the files that are left. */
export async function recordGroup({ scripts }: Group): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "billing-recorded-")));
  try {
    return await recordIn(root, scripts);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function recordIn(root: string, scripts: readonly string[]): Promise<string> {
  const bin = join(root, "bin");
  const home = join(root, "home");
  const work = join(home, "work");
  for (const path of [bin, home, work]) await mkdir(path);
  const shim = join(bin, "billing");
  await writeFile(
    shim,
    `#!/bin/sh\nexec "${process.execPath}" --import "${preload}" "${programPath}" "$@"\n`,
  );
  await chmod(shim, 0o755);
  const env = {
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    XDG_STATE_HOME: join(home, "state"),
    XDG_CONFIG_HOME: join(home, "config"),
    TZ: "UTC",
  };

  const plain = plainText(home);
  const texts: string[] = [];
  let last = "";
  for (const [index, script] of scripts.entries()) {
    const ids = Object.fromEntries(plain.ids().map((id, place) => [`ID${place + 1}`, id]));
    const { code, signal, stdout, stderr } = await runCommand("sh", ["-c", script], {
      home,
      cwd: work,
      env: { ...env, ...ids, LAST: last, RECORDING_STEP: String(index + 1) },
    });
    last = `${stdout}${stderr}`.match(changeId)?.at(-1) ?? last;
    texts.push(
      `$ ${script}\n`,
      section("stdout", plain.of(stdout)),
      section("stderr", plain.of(stderr)),
      `--- exit ${code ?? signal}\n\n`,
    );
  }
  return `${texts.join("")}${plain.of(await leftFiles(home))}`;
}

function section(name: string, text: string): string {
  if (text === "") return "";
  return `--- ${name}\n${text}${text.endsWith("\n") ? "" : "\n(no line feed)\n"}`;
}
