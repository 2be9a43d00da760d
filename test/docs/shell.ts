/** A shell that a page's blocks are run in, one page in one shell. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { programPath } from "../support/built-program.ts";
import type { NodeRuntime } from "../support/nodes.ts";
import type { Block } from "./pages.ts";

/** A command as it is typed, with what it prints. */
interface Typed {
  /** After the prompts, ready for a shell; several lines where it goes on behind `> `. */
  readonly words: string;
  readonly prompted: readonly string[];
  readonly output: string;
}

/** A home and a working directory, in which `billing` is the built program. */
export interface PageShell {
  /** Runs a block's commands and tells what a person would see, prompts included. */
  transcript(block: Block): Promise<readonly string[]>;
}

/** Milliseconds for one block: not a measure of anything, it ends what hangs. */
const patience = 500_000;

/** What differs from run to run: ids of changes and requests (but not those of demo records), the emulator's port, times, and how long a run took. */
const volatile =
  /(?<= rows? in )[\d.,]+ s(?: \([\d.,]+\/s\))?|(?<![0-9A-Za-z])(?!01K)[0-7][0-9A-HJKMNP-TV-Z]{25}\b|(?<=\breq_)\w+|(?<=127\.0\.0\.1:)\d+|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d\.\d{3}Z)?/gu;

/** How far a run is, which is told to those who wait: on a slow machine one may have to. */
const progress = /^\d+\/\d+ · [\d.]+\/s.*\n/gmu;

const commandEnd = "\u001E";

/** Opens a shell in an empty directory, which becomes home and working directory. */
export function openShell(directory: string, node: NodeRuntime): PageShell {
  const [bin, home, work] = ["bin", "home", "work"].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [bin, home, work]) mkdirSync(path);
  const shim = join(bin, "billing");
  writeFileSync(shim, `#!/bin/sh\nexec "${node.path}" "${programPath}" "$@"\n`);
  chmodSync(shim, 0o755);
  const env = {
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    HOME: home,
    LANG: "C.UTF-8",
    TZ: "UTC",
  };
  /** What the page shows for something volatile, and what it really was. */
  const really = new Map<string, string>();

  const run = async (commands: readonly Typed[]): Promise<readonly string[]> => {
    const script = [
      `__end() { local status=$?; printf '${commandEnd}'; return $status; }`,
      ...commands.flatMap(({ words }) => [
        words.replaceAll(volatile, (shown) => really.get(shown) ?? shown),
        "__end",
      ]),
    ].join("\n");
    // One file for both streams keeps what is written in its order.
    const seen = join(directory, "seen");
    const file = openSync(seen, "w");
    const child = spawn("bash", ["--noprofile", "--norc", "-c", script], {
      cwd: work,
      env,
      stdio: ["ignore", file, file],
      timeout: patience,
    });
    closeSync(file);
    await once(child, "close");
    return readFileSync(seen, "utf8").split(commandEnd);
  };

  return {
    async transcript(block) {
      const commands = commandsIn(block);
      const outputs = await run(commands);
      return commands.flatMap(({ prompted, output }, index) => {
        const shown = [...output.matchAll(volatile)].map(([text]) => text);
        const printed = (outputs[index] ?? "(never run)\n").replaceAll(progress, "");
        const seen = printed.replaceAll(volatile, (actual) => {
          const text = shown.shift();
          if (text === undefined) return actual;
          really.set(text, actual);
          return text;
        });
        return [...prompted, ...(seen === "" ? [] : seen.replace(/\n$/u, "").split("\n"))];
      });
    },
  };
}

function commandsIn({ lines }: Block): readonly Typed[] {
  const commands: { prompted: string[]; output: string[] }[] = [];
  for (const line of lines) {
    const last = commands.at(-1);
    if (line.startsWith("$ ")) commands.push({ prompted: [line], output: [] });
    else if (last === undefined) throw new Error(`a block begins with "${line}", not a command`);
    else if (last.output.length === 0 && line.startsWith("> ")) last.prompted.push(line);
    else last.output.push(line);
  }
  return commands.map(({ prompted, output }) => ({
    words: prompted.map((line) => line.slice(2)).join("\n"),
    prompted,
    output: output.join("\n"),
  }));
}
