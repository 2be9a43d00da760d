/** The question whether another key belongs to the same account, where the vendor's records do not tell. */
import { BillingError } from "../../domain/errors.ts";
import { accountLines } from "../../render/change/account-line.ts";
import { knownAccount } from "../../update/known-account.ts";
import type { ConfirmAccount } from "../../update/saved/same-account.ts";
import { canAsk, isConfirmed } from "../confirm.ts";
import type { Ports } from "../ports.ts";

/** Asks once for each provider; `--yes` says that it is. */
export function confirmAccount(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  { yes, noInput }: { readonly yes: boolean; readonly noInput: boolean },
): ConfirmAccount {
  const confirmed = new Set<string>();
  return async (made, { provider, account }) => {
    const { id, title } = provider;
    if (yes || confirmed.has(id)) return;
    const why = `${made} was made with another key of ${title}, whose records do not say which account they are in`;
    if (canAsk(host, noInput)) {
      const opened = accountLines(knownAccount(provider, account), terminal.errStyle, "opened now");
      const question = `${[`${why}.`, ...opened].join("\n")}\nIs it the same account? [y/N] `;
      if (await isConfirmed(host, terminal, question)) {
        confirmed.add(id);
        return;
      }
    }
    throw new BillingError("declined", why, {
      provider: id,
      hint: "if it is the same account, say so with --yes",
    });
  };
}
