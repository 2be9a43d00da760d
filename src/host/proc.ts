/** What Linux tells of processes in `/proc` (proc_pid_stat(5)); on other systems nothing is known. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Reads below `/proc`; undefined for what is not there. */
export interface ProcFiles {
  text(path: string): string | undefined;
  link(path: string): string | undefined;
  /** What is in a directory. */
  names(path: string): readonly string[] | undefined;
}

export const procFiles: ProcFiles = {
  text: (path) => orNothing(() => readFileSync(`/proc/${path}`, "utf8")),
  link: (path) => orNothing(() => readlinkSync(`/proc/${path}`)),
  names: (path) => orNothing(() => readdirSync(`/proc/${path}`)),
};

/** Names the machine's last start. */
export function bootOf(files: ProcFiles): string | undefined {
  return files.text("sys/kernel/random/boot_id")?.trim();
}

/** Names the processes that are seen from here: `pid:[4026531836]`. */
export function sightOf(files: ProcFiles): string | undefined {
  return files.link("self/ns/pid");
}

export interface ProcessFacts {
  /** Dead, and not yet fetched by its parent. */
  readonly isZombie: boolean;
  /** Ticks since the machine's start. */
  readonly started: string | undefined;
}

export function processOf(files: ProcFiles, pid: number): ProcessFacts | undefined {
  const text = files.text(`${pid}/stat`);
  if (text === undefined) return undefined;
  // The second field is the program's name in brackets, which may itself hold brackets and blanks.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { isZombie: /^[ZXx]$/u.test(fields[0] ?? ""), started: fields[19] };
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
