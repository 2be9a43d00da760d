/** What the history commands' words ask for. */
import type { RecordedChange } from "../../../domain/recorded-change.ts";
import { compact } from "../../../domain/compact.ts";
import type { RunRecord } from "../../../domain/run.ts";
import type { ChangeFilter } from "../../../journal/filter-changes.ts";
import { parseSince } from "../../../journal/parse-since.ts";
import { decideMask, maskRecord } from "../../../render/mask/mask.ts";
import { maskRun } from "../../../render/mask/mask-run.ts";
import type { Host } from "../../../host/host.ts";
import type { FilterOptions, HistoryOptions } from "./list.command.ts";

/** @throws {BillingError} usage: when the time cannot be understood */
export function filterOf(
  host: Host,
  { provider, customer, outcome, since }: FilterOptions,
): ChangeFilter {
  return compact({
    provider,
    customer,
    outcome,
    since: since === undefined ? undefined : parseSince(since, host.now()),
  });
}

/** As people are to see it: masked where that is wanted. */
export function seen(
  { env }: Host,
  { mask }: Pick<HistoryOptions, "mask">,
): (change: RecordedChange) => RecordedChange {
  return decideMask(mask, env) ? maskRecord : (change) => change;
}

/** The same for a run. */
export function seenRun(
  { env }: Host,
  { mask }: Pick<HistoryOptions, "mask">,
): (run: RunRecord) => RunRecord {
  return decideMask(mask, env) ? maskRun : (run) => run;
}
