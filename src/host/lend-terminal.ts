/** Another program on this terminal. */
import { spawn } from "node:child_process";

import type { ProgramEnd } from "./host.ts";
import type { Interruption } from "./interruption.ts";
import { whenAborted } from "./when-aborted.ts";

interface Lent extends Interruption {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether stdout is a terminal; where it is not, data goes there, and the program has stderr instead. */
  readonly hasScreen: boolean;
}

/**
 * Runs the program to its end; an interruption ends it. A terminal that it leaves in a state of its own is put back by Node when this process ends.
 *
 * @throws a system's error where it cannot be started
 */
export async function lendTerminal(
  program: string,
  words: readonly string[],
  { cwd, env, hasScreen, interrupted, leaveKeyboard }: Lent,
): Promise<ProgramEnd> {
  const takeBack = leaveKeyboard();
  const child = spawn(program, [...words], { cwd, env, stdio: [0, hasScreen ? 1 : 2, 2] });
  const stopListening = whenAborted(interrupted, () => child.kill("SIGTERM"));
  return new Promise<ProgramEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      resolve(code === null ? { signal: signal ?? "SIGKILL" } : { code });
    });
  }).finally(() => {
    stopListening();
    takeBack();
  });
}
