/** `history --resolve`: the customers of unknown changes are read, and what is found is recorded. */
import { join } from "node:path";

import type { Warning } from "../../domain/change.ts";
import { errorDocument } from "../../domain/documents/errors/error-document.ts";
import { BillingError } from "../../domain/errors.ts";
import { isApplied, isOpen, type RecordedChange } from "../../domain/run/recorded-change.ts";
import type { HeldLock } from "../../files/locks/holding.ts";
import { takeLock } from "../../files/locks/lock.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import { type ChangeFilter, filterChanges } from "../../journal/filter-changes.ts";
import type { Journal, Redact, ResultFacts } from "../../journal/record.ts";
import { readJournal } from "../../journal/read-journal.ts";
import { changesOfRun, recordRunResult } from "../store/changes.ts";
import { listRuns, runDirectory } from "../store/directory.ts";
import type { Search } from "../../update/create/find-made.ts";
import { openUntil, resolveChange, resolvedFacts } from "../../update/resolve-change.ts";
import { checkAccount, type ConfirmAccount } from "../../update/saved/same-account.ts";
import type { Connection } from "../../update/connection.ts";

export interface ResolvePorts {
  readonly host: Host;
  readonly stateDir: string;
  /** Of the changes that are no part of a run. */
  readonly journal: Journal;
  readonly open: (provider: string) => Promise<Connection>;
  readonly search: (connection: Connection) => Search;
  readonly notice: (text: string) => Promise<void>;
  readonly warn: (warnings: readonly Warning[]) => Promise<void>;
  readonly redact: Redact;
  readonly confirmAccount: ConfirmAccount;
}

/** Looks a change up and has what is found recorded. */
type LookUp = (
  change: RecordedChange,
  record: (found: ResultFacts) => Promise<Warning | undefined>,
) => Promise<void>;

/**
 * Reads the customers of the unknown changes, one connection a provider, and records what is found. A run that is going
 * on in a living process is left alone.
 *
 * @param filter which changes
 * @param only changes of no other run, and none that is part of none
 * @returns ids of the changes it looked at, and of the runs that they are part of
 */
export async function resolveUnknown(
  ports: ResolvePorts,
  filter: ChangeFilter,
  only?: string,
): Promise<ReadonlySet<string>> {
  const { host, stateDir, journal } = ports;
  const lookUp = lookingUp(ports);
  const looked = new Set<string>();
  if (only === undefined) {
    const { changes } = await readJournal(journal);
    for (const change of openChanges(changes, filter, host.now())) {
      await lookUp(change, (found) => journal.result(found));
      looked.add(change.changeId);
    }
  }
  for (const run of only === undefined ? await listRuns(stateDir) : [only]) {
    const inRun = await resolveRun(ports, runDirectory(stateDir, run), filter, lookUp);
    if (inRun.length > 0) looked.add(run);
    for (const change of inRun) looked.add(change);
  }
  return looked;
}

/** @returns ids of the changes it looked at */
async function resolveRun(
  ports: ResolvePorts,
  dir: string,
  filter: ChangeFilter,
  lookUp: LookUp,
): Promise<readonly string[]> {
  const { host, warn } = ports;
  if (!(await hasUnknown(dir, filter, host.now()))) return [];
  const lock = await lockOf(dir, host);
  if ("code" in lock) {
    await warn([lock]);
    return [];
  }
  try {
    const looked: string[] = [];
    // Only now nobody else adds to the journal.
    for (const change of await unknownIn(dir, filter, host.now())) {
      await lookUp(change, (found) => recordRunResult(dir, ports, change.row ?? 0, told(found)));
      looked.push(change.changeId);
    }
    return looked;
  } finally {
    await lock.release();
  }
}

/** What was found, as the change's row has to tell it: one that was never changed is tried again by a resumed run. */
function told(found: ResultFacts): ResultFacts {
  return found.outcome === "failed"
    ? {
        ...found,
        error: errorDocument(
          new BillingError("unavailable", "reading again: it was never applied"),
        ),
      }
    : {
        ...found,
        warnings: [
          {
            code: "settled_by_reading",
            message: "reading again showed that the change is stored",
          },
        ],
      };
}

function lookingUp({ host, open, search, notice, warn, confirmAccount }: ResolvePorts): LookUp {
  const opened = new Map<string, Connection>();
  return async (change, record) => {
    const connection = opened.get(change.provider) ?? (await open(change.provider));
    opened.set(change.provider, connection);
    try {
      await checkAccount(`change ${change.changeId}`, change, connection, confirmAccount);
    } catch (error) {
      if (!(error instanceof BillingError)) throw error;
      const { message, hint } = error;
      await notice(
        `${change.changeId}: unknown, ${message}${hint === undefined ? "" : `; ${hint}`}`,
      );
      return;
    }
    const resolved = await resolveChange(connection, change, search(connection));
    const { outcome, note } = resolved;
    const until = openUntil(change);
    // What is not there yet may still come.
    if (outcome === "failed" && change.outcome === "unknown" && host.now() < until) {
      const minutes = Math.ceil((until - host.now()) / 60_000);
      await notice(
        `${change.changeId}: unknown, ${note}, and what was sent may still be carried out; look again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}`,
      );
      return;
    }
    if (change.outcome === "failed" && !isApplied(outcome)) return;
    await notice(`${change.changeId}: ${outcome}, ${note}`);
    if (outcome === "unknown") return;
    const warning = await record(resolvedFacts(change, resolved));
    if (warning !== undefined) await warn([warning]);
  };
}

const day = 24 * 60 * 60 * 1000;

/** A change of unknown outcome, and for a day one that was not found stored when somebody looked: it may have come later. */
function isAsked(change: RecordedChange, filter: ChangeFilter, now: number): boolean {
  const { outcome, settledAt = "" } = change;
  const isDue = isOpen(change) && (outcome === "unknown" || now - Date.parse(settledAt) < day);
  // What a raw call changed cannot be looked up.
  return isDue && change.raw === undefined && filterChanges([change], filter).length > 0;
}

/** Those that are asked about, but for one that failed before its customer was changed again: what is there is newer. */
function openChanges(
  changes: readonly RecordedChange[],
  filter: ChangeFilter,
  now: number,
): readonly RecordedChange[] {
  return changes.filter(
    (one, index) =>
      isAsked(one, filter, now) &&
      (one.outcome === "unknown" ||
        !changes.slice(index + 1).some((other) => isSameCustomer(other, one))),
  );
}

function isSameCustomer(one: RecordedChange, other: RecordedChange): boolean {
  const marks = marksOf(one);
  return marksOf(other).some((mark) => marks.includes(mark));
}

/** What changes of the same customer have in common; of one that was not made nothing but its row is known. */
function marksOf({ provider, id, row }: RecordedChange): readonly string[] {
  return [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(id === "" ? [] : [`${provider} ${id}`]),
  ];
}

async function hasUnknown(dir: string, filter: ChangeFilter, now: number): Promise<boolean> {
  for await (const change of changesOfRun(dir)) if (isAsked(change, filter, now)) return true;
  return false;
}

async function unknownIn(
  dir: string,
  filter: ChangeFilter,
  now: number,
): Promise<readonly RecordedChange[]> {
  const found: RecordedChange[] = [];
  for await (const change of changesOfRun(dir)) {
    if (isAsked(change, filter, now)) found.push(change);
  }
  const failed = new Map<string, RecordedChange[]>();
  for (const one of found.filter(({ outcome }) => outcome === "failed")) {
    for (const mark of marksOf(one)) failed.set(mark, [...(failed.get(mark) ?? []), one]);
  }
  // One that was tried again is over: what is there is newer.
  const again = new Set<RecordedChange>();
  if (failed.size > 0) {
    for await (const change of changesOfRun(dir)) {
      for (const one of marksOf(change).flatMap((mark) => failed.get(mark) ?? [])) {
        if (change.changeId > one.changeId) again.add(one);
      }
    }
  }
  return found.filter((change) => !again.has(change));
}

/** The run's lock, or why it is not to be had. */
async function lockOf(dir: string, { self, platform }: Host): Promise<HeldLock | Warning> {
  const path = join(dir, "lock");
  try {
    const lock = await takeLock(path, { ...self, platform });
    if ("release" in lock) return lock;
    return {
      code: "run_under_way",
      message: `${dir} is left alone: process ${lock.heldBy} on ${lock.hostname} works on this run`,
    };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError("usage", `${path} cannot be written: ${reasonOf(error)}`, {
      hint: `make ${dir} a directory that you may write to`,
      cause: error,
    });
  }
}
