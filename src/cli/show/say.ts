import type { Terminal } from "../terminal.ts";

/** For people at once; beside a document for programs it waits, and is dropped where that fails. */
export async function say(terminal: Terminal, code: string, message: string): Promise<void> {
  await (terminal.isForPrograms ? terminal.warn([{ code, message }]) : terminal.notice(message));
}
