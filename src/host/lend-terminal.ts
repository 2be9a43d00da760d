/** Another program on this terminal. */
import { spawn } from "node:child_process";

import type { ProgramEnd } from "./host.ts";
import { whenAborted } from "./when-aborted.ts";

interface Lent {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether stdin is a terminal. */
  readonly hasKeyboard: boolean;
  /** Whether stdout is a terminal; where it is not, data goes there, and the program has stderr instead. */
  readonly hasScreen: boolean;
  /** Ends the program. */
  readonly interrupted: AbortSignal;
}

/**
 * Runs the program to its end. A terminal that it left in a state of its own, because a signal ended it, is put back.
 *
 * @throws a system's error where it cannot be started
 */
export async function lendTerminal(
  program: string,
  words: readonly string[],
  { cwd, env, hasKeyboard, hasScreen, interrupted }: Lent,
): Promise<ProgramEnd> {
  const state = hasKeyboard ? await stty("-g") : undefined;
  const child = spawn(program, [...words], { cwd, env, stdio: [0, hasScreen ? 1 : 2, 2] });
  const stopListening = whenAborted(interrupted, () => child.kill("SIGTERM"));
  const end = await new Promise<ProgramEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      resolve(code === null ? { signal: signal ?? "SIGKILL" } : { code });
    });
  }).finally(stopListening);
  if ("signal" in end && state !== undefined) await stty(state.trim());
  return end;
}

/** What `stty` printed; undefined where there is none. */
async function stty(word: string): Promise<string | undefined> {
  const child = spawn("stty", [word], { stdio: [0, "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("close", (code) => {
      resolve(code === 0 ? Buffer.concat(chunks).toString() : undefined);
    });
  });
}
