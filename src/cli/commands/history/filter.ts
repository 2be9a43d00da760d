/** What the history commands' words ask for. */
import { compact } from "../../../domain/compact.ts";
import type { ChangeFilter } from "../../../journal/filter-changes.ts";
import { parseSince } from "../../../journal/parse-since.ts";
import type { Invocation } from "../../args/command.ts";

/** @throws BillingError `usage` when a word is none that can be understood */
export function filterOf({ host, options }: Invocation): ChangeFilter {
  const provider = options.text("provider");
  const customer = options.text("customer");
  const outcome = (["updated", "failed", "unknown"] as const).find(
    (known) => known === options.text("outcome"),
  );
  const since = options.text("since");
  return compact({
    provider,
    customer,
    outcome,
    since: since === undefined ? undefined : parseSince(since, host.now()),
  });
}
