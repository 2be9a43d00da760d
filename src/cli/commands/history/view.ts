/** What the history commands' words ask for. */
import type { RecordedChange } from "../../../domain/recorded-change.ts";
import type { RunRecord } from "../../../domain/run.ts";
import type { ChangeFilter } from "../../../journal/filter-changes.ts";
import { parseSince } from "../../../journal/parse-since.ts";
import { decideMask, maskRecord } from "../../../render/mask/mask.ts";
import { maskRun } from "../../../render/mask/mask-run.ts";
import type { Invocation } from "../../args/command.ts";

/** @throws BillingError `usage` when a word is none that can be understood */
export function filterOf({ host, options }: Invocation): ChangeFilter {
  const provider = options.text("provider");
  const customer = options.text("customer");
  const outcome = (["updated", "failed", "unknown"] as const).find(
    (known) => known === options.text("outcome"),
  );
  const since = options.text("since");
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(customer === undefined ? {} : { customer }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(since === undefined ? {} : { since: parseSince(since, host.now()) }),
  };
}

/** As people are to see it: masked where that is wanted. */
export function seen({ host, options }: Invocation): (change: RecordedChange) => RecordedChange {
  return decideMask(options.onOff("mask"), host.env) ? maskRecord : (change) => change;
}

/** The same for a run. */
export function seenRun({ host, options }: Invocation): (run: RunRecord) => RunRecord {
  return decideMask(options.onOff("mask"), host.env) ? maskRun : (run) => run;
}
