import type { JournalChange } from "../domain/journal-change.ts";
import { filterChanges } from "../journal/filter-changes.ts";
import { findChange } from "../journal/find-change.ts";
import { parseSince } from "../journal/parse-since.ts";
import { readJournal } from "../journal/read-journal.ts";
import { historyDetails } from "../render/history-details.ts";
import { historyDocument, recordDocument } from "../render/history-json.ts";
import { historyTable } from "../render/history-table.ts";
import { printMachine } from "../render/machine.ts";
import { decideMask, maskRecord } from "../render/mask.ts";
import { prepareMeasuring } from "../render/measure.ts";
import { isMadeWith } from "../update/fingerprint.ts";
import { resolveChange } from "../update/resolve-change.ts";
import type { Invocation } from "./command.ts";
import { journalOf } from "./journal.ts";
import { reporting } from "./run-command.ts";
import type { Session } from "./session.ts";
import type { Terminal } from "./terminal.ts";

/** `history`, its words understood. */
export function runHistory(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal, open }) => {
    const { host, options } = invocation;
    // What was asked for is shown also when it is not what it was any more.
    const resolved = options.has("resolve")
      ? await resolveUnknown(invocation, terminal, open)
      : new Set<string>();
    const { changes, damaged } = await readJournal(journalOf(host, options));
    const fitting = new Set(chosen(invocation, changes).map(({ change }) => change));
    const shown = changes.filter(({ change }) => fitting.has(change) || resolved.has(change));
    await terminal.warn(
      damaged.map(({ line, reason }) => ({
        code: "journal_damaged",
        message: `line ${line} of the journal is left out: ${reason}`,
      })),
    );
    if (terminal.machine === "ndjson") {
      for (const change of shown) {
        await terminal.out(await printMachine(recordDocument(change), "ndjson"));
      }
    } else if (terminal.machine !== undefined) {
      await terminal.out(await printMachine(historyDocument(shown, damaged), terminal.machine));
    } else {
      await prepareMeasuring(shown);
      await terminal.out(
        historyTable(shown.map(seen(invocation)), terminal.outStyle, { now: host.now() }),
      );
    }
    return 0;
  });
}

/** `history show`, its words understood. */
export function runHistoryShow(invocation: Invocation): Promise<number> {
  return reporting(invocation, async ({ terminal }) => {
    const { host, options, operands } = invocation;
    const { changes } = await readJournal(journalOf(host, options));
    const change = findChange(changes, operands[0] ?? "");
    await prepareMeasuring(change);
    await terminal.out(
      terminal.machine === undefined
        ? historyDetails(seen(invocation)(change), terminal.outStyle, { now: host.now() })
        : await printMachine(recordDocument(change), terminal.machine),
    );
    return 0;
  });
}

/** As people are to see it: masked where that is wanted. */
function seen({ host, options }: Invocation): (change: JournalChange) => JournalChange {
  return decideMask(options.onOff("mask"), host.env) ? maskRecord : (change) => change;
}

function chosen(
  { host, options }: Invocation,
  changes: readonly JournalChange[],
): readonly JournalChange[] {
  const provider = options.text("provider");
  const customer = options.text("customer");
  const outcome = (["updated", "failed", "unknown"] as const).find(
    (known) => known === options.text("outcome"),
  );
  const since = options.text("since");
  return filterChanges(changes, {
    ...(provider === undefined ? {} : { provider }),
    ...(customer === undefined ? {} : { customer }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(since === undefined ? {} : { since: parseSince(since, host.now()) }),
  });
}

/**
 * Reads the customers of the unknown changes, one session a provider, and records what is found.
 *
 * @returns the changes it looked at
 */
async function resolveUnknown(
  invocation: Invocation,
  terminal: Terminal,
  open: (provider: string) => Promise<Session>,
): Promise<ReadonlySet<string>> {
  const { host, options } = invocation;
  const journal = journalOf(host, options);
  const { changes } = await readJournal(journal);
  const sessions = new Map<string, Session>();
  const unknown = chosen(invocation, changes).filter(({ outcome }) => outcome === "unknown");
  for (const change of unknown) {
    const session = sessions.get(change.provider) ?? (await open(change.provider));
    sessions.set(change.provider, session);
    if (!isMadeWith(session.account, change)) {
      await terminal.notice(`${change.change}: unknown, it was made with another account`);
      continue;
    }
    const { outcome, note, fields } = await resolveChange(session.target("id", change.id), change);
    await terminal.notice(`${change.change}: ${outcome}, ${note}`);
    if (outcome === "unknown") continue;
    const warning = await journal.result({
      change: change.change,
      outcome,
      resolved: true,
      note,
      fields: [...fields],
    });
    if (warning !== undefined) await terminal.warn([warning]);
  }
  return new Set(unknown.map(({ change }) => change));
}
