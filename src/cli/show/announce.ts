/** Which account a command speaks to, on stderr. */
import type { UpdateOutcome } from "../../domain/change.ts";
import { accountLines } from "../../render/change/account-line.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Says to which account something is about to be written. The emulator has said that it is one when it was opened.
 *
 * @param doing what is done there
 */
export async function announce(
  terminal: Terminal,
  { provider, account }: Pick<UpdateOutcome, "provider" | "account">,
  doing = "writing to",
): Promise<void> {
  if (terminal.quiet || terminal.isForPrograms || account.mode === "emulated") return;
  const head = `${doing} ${provider}`;
  const lines = accountLines(account, terminal.errStyle, head);
  await terminal.err(`${(lines.length === 0 ? [head] : lines).join("\n")}\n`);
}
