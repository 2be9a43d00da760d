/** The built program on a terminal. */
import type { Socket } from "node:net";

import { type IPty, spawn } from "@lydell/node-pty";

import { homeEnvironment, inShell, type ProcessWorld, programPath } from "./built-program.ts";
import { screenOf } from "./screen.ts";

export interface PseudoTerminal extends AsyncDisposable {
  /** Every byte that came, control sequences and all. */
  output(): string;
  /** The lines that a reader sees. */
  screen(): string;
  /** Types the text. */
  type(text: string): void;
  /** Resolves once the pattern is in the output; rejects if the program ends before. */
  waitFor(pattern: RegExp): Promise<void>;
  readonly ended: Promise<{ readonly code: number; readonly signal: number }>;
}

export const key = { enter: "\r", ctrlC: "\u0003", ctrlD: "\u0004" } as const;

export interface TerminalWorld extends Omit<ProcessWorld, "stdin"> {
  readonly columns?: number;
}

/** Runs `billing <words>` on a terminal of 80 columns, unless others are given; disposing ends it. */
export function onTerminal(words: readonly string[], world: TerminalWorld): PseudoTerminal {
  return open(world.node.path, [programPath, ...words], world);
}

/** Runs a line of a POSIX shell on a terminal; `billing` in it is the program. */
export function shellOnTerminal(line: string, world: TerminalWorld): PseudoTerminal {
  return open("sh", ["-c", inShell(line), world.node.path, programPath], world);
}

/**
 * Resolves once the program ended and everything that it wrote was read. By itself the library hangs up 200 ms after the
 * end, and takes no notice of what this process had no time to read until then.
 */
export function endOf(
  terminal: IPty,
): Promise<{ readonly exitCode: number; readonly signal?: number }> {
  const { _socket: socket } = terminal as unknown as { readonly _socket: Socket };
  const hangUp = socket.destroy.bind(socket);
  let came = true;
  terminal.onData(() => {
    came = true;
  });
  const onceNothingComes = (): void => {
    if (!came) return void hangUp();
    came = false;
    // Between two turns of the loop what is there is read, piece by piece.
    setImmediate(onceNothingComes);
  };
  socket.destroy = (error) => {
    if (error) return hangUp(error);
    came = true;
    onceNothingComes();
    return socket;
  };
  return new Promise((resolve) => terminal.onExit(resolve));
}

function open(path: string, words: readonly string[], world: TerminalWorld): PseudoTerminal {
  const columns = world.columns ?? 80;
  const terminal = spawn(path, [...words], {
    cols: columns,
    rows: 50,
    cwd: world.home,
    env: { TERM: "xterm-256color", ...homeEnvironment(world) },
  });
  let output = "";
  let over = false;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  terminal.onData((text) => {
    output += text;
    changed();
  });
  const ended = endOf(terminal).then(({ exitCode, signal }) => {
    over = true;
    changed();
    return { code: exitCode, signal: signal ?? 0 };
  });
  return {
    output: () => output,
    screen: () => screenOf(output, columns),
    type: (text) => terminal.write(text),
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(output)) resolve();
          else if (over) reject(new Error(`ended before ${pattern}: ${output}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      if (!over) terminal.kill("SIGKILL");
      await ended;
    },
  };
}
