import { safeText } from "../../domain/text/safe-text.ts";
import type { Host } from "../../host/host.ts";
import { spelled } from "../../render/text/signs.ts";
import type { Terminal } from "../terminal.ts";

/** Says what is waited for. Who pressed the key at a terminal reads it there, whatever else is printed for programs. */
export async function sayInterrupted(
  terminal: Pick<Terminal, "err" | "errStyle" | "notice">,
  { stderr }: Pick<Host, "stderr">,
  text: string,
): Promise<void> {
  const { err, errStyle, notice } = terminal;
  return stderr.isTTY ? err(`${errStyle.dim(spelled(safeText(text), errStyle))}\n`) : notice(text);
}
