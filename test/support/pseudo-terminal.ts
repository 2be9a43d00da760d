/** The built program on a terminal. */
import { spawn } from "@lydell/node-pty";

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
  const ended = new Promise<{ code: number; signal: number }>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      over = true;
      resolve({ code: exitCode, signal: signal ?? 0 });
      changed();
    });
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
