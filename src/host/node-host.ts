/** The real world. The only file that reads `process`. */
import { homedir, hostname, userInfo } from "node:os";
import { isAbsolute, parse } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { bootOf, processOf, procFiles, sightOf } from "./proc.ts";
import type { Host, InputStream, OutputStream } from "./host.ts";

/**
 * The host of this process. The first SIGINT or SIGTERM fires {@link Host.interrupted}; the second ends the process as
 * if nobody had listened.
 */
export function nodeHost(): Host {
  let stdin: InputStream | undefined;
  let stdout: OutputStream | undefined;
  let stderr: OutputStream | undefined;
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: workingDirectory(),
    home: homeDirectory(),
    platform: process.platform,
    self: {
      pid: process.pid,
      get hostname() {
        return hostname();
      },
      get boot() {
        return bootOf(procFiles);
      },
      get sight() {
        return sightOf(procFiles);
      },
      isAlive: (pid) => processOf(procFiles, pid)?.isZombie !== true && isAlive(pid),
      startOf: (pid) => processOf(procFiles, pid)?.started,
    },
    // Each is opened when it is first used: many a run needs but one.
    get stdin() {
      return (stdin ??= input(process.stdin));
    },
    get stdout() {
      return (stdout ??= output(process.stdout));
    },
    get stderr() {
      return (stderr ??= output(process.stderr));
    },
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
    random: () => Math.random(),
    uuid: () => crypto.randomUUID(),
    interrupted: interruption(),
  };
}

/** The terminal behind stderr, for a spinner. */
export function terminal(): NodeJS.WriteStream {
  return process.stderr;
}

/** Ends by itself with this code once everything was written; `process.exit` would cut a pipe short. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}

/** One that was deleted goes by its last name: what is named in full is there all the same. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    const { PWD } = process.env;
    return PWD !== undefined && isAbsolute(PWD) ? PWD : parse(process.execPath).root;
  }
}

/** An empty or a relative `HOME` names no place. */
function homeDirectory(): string | undefined {
  for (const look of [homedir, () => userInfo().homedir]) {
    try {
      const home = look();
      if (isAbsolute(home)) return home;
    } catch {
      // A number without an entry among the users, as containers are given.
    }
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => controller.abort(name));
  }
  return controller.signal;
}

function output(stream: NodeJS.WriteStream): OutputStream {
  // A reader that went away (`| head`) is no failure of ours.
  stream.on("error", () => undefined);
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
    },
    write: (text) =>
      new Promise((resolve) => {
        stream.write(text, () => resolve());
      }),
  };
}

function input(stream: NodeJS.ReadStream): InputStream {
  return {
    isTTY: stream.isTTY === true,
    chunks: () => stream,
    readAll: async (limit) => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream) {
        const bytes = chunk as Buffer;
        size += bytes.length;
        if (size > limit) {
          stream.destroy();
          throw new RangeError(`more than ${limit} bytes`);
        }
        chunks.push(bytes);
      }
      return Buffer.concat(chunks);
    },
    readLine: async (signal) => {
      const { createInterface } = await import("node:readline");
      const lines = createInterface({ input: stream, terminal: false });
      try {
        return await new Promise<string | undefined>((resolve) => {
          lines.once("line", resolve);
          lines.once("close", () => resolve(undefined));
          signal.addEventListener("abort", () => resolve(undefined), { once: true });
        });
      } finally {
        lines.close();
        stream.pause();
      }
    },
  };
}
