/** Which run `--resume` goes on with, where it names none. */
import type { findRun } from "../../bulk/store/find-run.ts";
import { BillingError } from "../../domain/errors.ts";
import { countRows } from "../../domain/run/run-tally.ts";
import { accountLines } from "../../render/change/account-line.ts";
import { runFacts } from "../../render/run/row.ts";
import { accountWords } from "../accounts/account-words.ts";
import type { UpdateOptions } from "../args/options/update-options.ts";
import { canAsk, isConfirmed } from "../confirm.ts";
import type { Ports } from "../ports.ts";

/** Milliseconds; what was begun longer ago may be forgotten, and the customers changed since. */
const longestUnasked = 60 * 60_000;

/**
 * Names the run that is gone on with; of one that is older than an hour, only once somebody agreed.
 *
 * @throws {BillingError} declined
 */
export async function agreeOn(
  { host, terminal }: Pick<Ports, "host" | "terminal">,
  options: UpdateOptions,
  record: Awaited<ReturnType<typeof findRun>>,
): Promise<void> {
  const { header, counts, endedAt } = record;
  const age = host.now() - Date.parse(endedAt ?? header.at);
  const left = header.chosen - countRows(counts);
  const text = runFacts(header, age, left);
  if (age <= longestUnasked || options.yes) return terminal.notice(`going on with ${text}`);
  const isAsked = canAsk(host, options.noInput);
  const accounts = header.accounts.flatMap(({ provider, known = {} }) =>
    accountLines(known, terminal.errStyle, provider),
  );
  const question = [...accounts, `Go on with ${text}? [y/N] `].join("\n");
  if (isAsked && (await isConfirmed(host, terminal, question))) return;
  const words = ["billing customers update --resume", header.run, ...accountWords(options)];
  throw new BillingError(
    "declined",
    isAsked
      ? "declined; nothing was sent"
      : `the latest run that is not finished is ${text}: nobody was asked, and nothing was sent`,
    { hint: `go on with it: ${words.join(" ")}` },
  );
}
