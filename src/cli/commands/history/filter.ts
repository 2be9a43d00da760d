/** Which recorded changes the options ask for. */
import { compact } from "../../../domain/compact.ts";
import type { Host } from "../../../host/host.ts";
import type { ChangeFilter } from "../../../journal/filter-changes.ts";
import { parseSince } from "../../../journal/parse-since.ts";
import type { FilterOptions } from "./list.command.ts";

/** @throws {BillingError} usage: when the time cannot be understood */
export function filterOf(
  host: Pick<Host, "now">,
  { provider, customer, outcome, since }: FilterOptions,
): ChangeFilter {
  return compact({
    provider,
    customer,
    outcome,
    since: since === undefined ? undefined : parseSince(since, host.now()),
  });
}
