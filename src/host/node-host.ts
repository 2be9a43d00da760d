/** The real world. The only file that reads `process`. */
import { homedir, hostname, tmpdir, userInfo } from "node:os";
import { isAbsolute, parse } from "node:path";
import { setImmediate, setTimeout as delay } from "node:timers/promises";

import { bootOf, processOf, procFiles, sightOf } from "./proc.ts";
import { fileAt, isTerminal } from "./descriptors.ts";
import { interruption } from "./interruption.ts";
import { forgiving, isAllWritten, output } from "./output.ts";
import { randomUuid } from "./random-bytes.ts";
import { whenAborted } from "./when-aborted.ts";
import type { Host, InputStream, OutputStream } from "./host.ts";

/**
 * The host of this process. The first SIGINT or SIGTERM fires {@link Host.interrupted}; the second ends the process as
 * if nobody had listened.
 */
export function nodeHost(): Host {
  const { interrupted, leaveKeyboard } = interruption(process);
  let stdin: InputStream | undefined;
  let stdout: OutputStream | undefined;
  let stderr: OutputStream | undefined;
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: workingDirectory(),
    home: homeDirectory(),
    temporary: tmpdir(),
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
      return (stdin ??= input(() => process.stdin, interrupted));
    },
    openPipe: (path) => pipe(path, interrupted),
    get stdout() {
      return (stdout ??= output(1, () => process.stdout));
    },
    get stderr() {
      return (stderr ??= forgiving(output(2, () => process.stderr)));
    },
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
    random: () => Math.random(),
    uuid: randomUuid,
    lendTerminal: async (program, words) => {
      // Hardly any command line lends it.
      const { lendTerminal } = await import("./lend-terminal.ts");
      const hasScreen = process.stdout.isTTY;
      const world = { cwd: workingDirectory(), env: process.env, hasScreen };
      return lendTerminal(program, words, { ...world, interrupted, leaveKeyboard });
    },
    interrupted,
  };
}

/** The terminal behind stderr, for a spinner. */
export function terminal(): NodeJS.WriteStream {
  return process.stderr;
}

/** The code with which the process ends by itself, when nothing is left to do. */
export function setExitCode(code: number): void {
  process.exitCode = code;
}

/**
 * Ends the process, for everything is done: to end by itself, it would take apart first what the system frees at once.
 * What is on its way into a pipe is waited for.
 */
export function end(code: number): void {
  setExitCode(code);
  if (isAllWritten()) process.exit();
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

async function* pipe(path: string, interrupted: AbortSignal): AsyncGenerator<Uint8Array> {
  // Hardly any command line names one.
  const { fromPipe } = await import("./named-pipe.ts");
  yield* fromPipe(path, interrupted);
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

/** A Ctrl-C, which reaches a raw terminal as a character. */
const ctrlC = 3;

/** Reads what is there until there is nothing: raw, for a line without its end is kept back otherwise. */
async function forgetTyped(stream: NodeJS.ReadStream): Promise<void> {
  let found = true;
  const forget = (bytes: Buffer): void => {
    found = true;
    if (bytes.includes(ctrlC)) process.kill(process.pid, "SIGINT");
  };
  stream.setRawMode(true);
  stream.on("data", forget);
  try {
    while (found) {
      found = false;
      // Between two turns of the loop everything that has come is read.
      await setImmediate();
      await setImmediate();
    }
  } finally {
    stream.off("data", forget);
    stream.pause();
    stream.setRawMode(false);
  }
}

/** @param open Node's stream of it, which is left alone until something is read: hardly any command line reads from it */
function input(open: () => NodeJS.ReadStream, interrupted: AbortSignal): InputStream {
  const isTTY = isTerminal(0);
  return {
    isTTY,
    get file() {
      return fileAt(0);
    },
    chunks: open,
    readAll: async (limit) => {
      const stream = open();
      const chunks: Buffer[] = [];
      let size = 0;
      const stopListening = whenAborted(interrupted, () => stream.destroy());
      for await (const chunk of stream) {
        const bytes = chunk as Buffer;
        size += bytes.length;
        if (size > limit) {
          stream.destroy();
          throw new RangeError(`more than ${limit} bytes`);
        }
        chunks.push(bytes);
      }
      stopListening();
      return Buffer.concat(chunks);
    },
    waiting: async () => {
      // Hardly any command line has something on stdin that it does not read.
      const { waitingInput } = await import("./waiting-input.ts");
      return waitingInput(open, procFiles, process.ppid, () => setImmediate());
    },
    forgetTyped: () => (isTTY ? forgetTyped(open()) : Promise.resolve()),
    readLine: async (signal) => {
      const { createInterface } = await import("node:readline");
      const stream = open();
      const lines = createInterface({ input: stream, terminal: false });
      try {
        return await new Promise<string | undefined>((resolve) => {
          lines.once("line", resolve);
          lines.once("close", () => resolve(undefined));
          whenAborted(signal, () => resolve(undefined));
        });
      } finally {
        lines.close();
        stream.pause();
      }
    },
  };
}
