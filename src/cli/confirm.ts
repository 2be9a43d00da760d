/** The yes-question. */
import type { Host } from "../host/host.ts";
import type { Terminal } from "./terminal.ts";

/** Whether somebody is there to say yes. */
export function canAsk({ stdin, stderr }: Host, noInput: boolean): boolean {
  return !noInput && stdin.isTTY && stderr.isTTY;
}

/** Whether somebody reads on a screen what goes on, and wants to. */
export function isWatched({
  host: { stderr },
  terminal: { quiet, isForPrograms },
}: {
  readonly host: Pick<Host, "stderr">;
  readonly terminal: Pick<Terminal, "quiet" | "isForPrograms">;
}): boolean {
  return stderr.isTTY && !quiet && !isForPrograms;
}

/** Puts the question; no answer is no. */
export async function isConfirmed(
  { stdin, interrupted }: Host,
  terminal: Terminal,
  question: string,
): Promise<boolean> {
  await stdin.forgetTyped();
  await terminal.err(question);
  const answer = await stdin.readLine(interrupted);
  if (answer === undefined) await terminal.err("\n");
  return /^y(?:es)?$/iu.test(answer?.trim() ?? "");
}
