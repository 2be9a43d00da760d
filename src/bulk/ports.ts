/** What an update of many customers is told to do, and what it needs from outside to do it. */
import type { UpdateOutcome, Warning } from "../domain/change.ts";
import type { ConfirmMode } from "../domain/confirmation.ts";
import type { BillingError } from "../domain/errors.ts";
import type { Send } from "../domain/exchange.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { RowResult, RunCommand, RunCounts, RunEnd, RunHeader } from "../domain/run/run.ts";
import type { ReportEnd } from "../domain/run/report-end.ts";
import type { RunTally } from "../domain/run/run-tally.ts";
import type { Host } from "../host/host.ts";
import type { Verify } from "../update/write/check-success.ts";
import type { Connection, CustomerRef } from "../update/connection.ts";
import type { CustomerLocks } from "../update/locks/customer-locks.ts";
import type { Creates } from "../update/create/if-exists.ts";
import type { Search, SearchForMany } from "../update/create/find-made.ts";
import type { Updated } from "../update/outcomes.ts";
import type { UpdateOptions } from "../update/update-customer.ts";
import type { ResumePoint } from "./resume.ts";
import type { RowMarks } from "./row-marks.ts";
import type { RunJournal } from "./store/journal.ts";

/**
 * `write`: everything is confirmed already. `rehearse`: where somebody watches or may have to be asked, all rows are
 * planned, shown and confirmed before the first is written. `dry-run`: all rows are planned and none is written.
 */
export type RunMode = "write" | "dry-run" | "rehearse";

export interface BulkOptions {
  readonly mode: RunMode;
  /** Which rows somebody is asked about before any is written. */
  readonly confirm: ConfirmMode;
  /** So many rows or more are asked about, whatever they change, unless nothing is; missing: no number is too many. */
  readonly confirmRows?: number;
  /** Somebody watches: all rows are planned and shown before the first is written. */
  readonly shows: boolean;
  /** Customers under way at once, at each provider. */
  readonly concurrency: number;
  /** Rows that may fail before the run stops. */
  readonly maxErrors: number;
  /** Results come in the order of the rows, not as they end. */
  readonly ordered: boolean;
  /** What proves that a change was stored; missing: as the configuration or the provider's page says. */
  readonly verify?: Verify;
  /** Overwrites what others changed meanwhile. */
  readonly force: boolean;
}

/** One customer of a run. */
export interface RunItem extends CustomerRef, Pick<UpdateOptions, "expected" | "call"> {
  /** From 1, in the order of the input. */
  readonly row: number;
  readonly patch: CustomerPatch;
  /** The customer is to be made: the reference is the caller's own id, or empty. */
  readonly creates?: Creates;
  /** The change that this one takes back. */
  readonly undoes?: string;
  /** As it stands in the input; missing where it is no row of a file. */
  readonly raw?: string;
}

/** How rows are put into a file that can be given to another run. */
interface FailedFileForm {
  /** With its dot: `.csv`. */
  readonly extension: string;
  readonly before: string;
  readonly between: string;
  readonly after: string;
}

/** Cells that clear a field by a word. */
export interface CellsToClear {
  /** The word. */
  readonly token: string;
  /** How many there are, by the path of the field. */
  readonly cells: Readonly<Record<string, number>>;
}

/** Where the customers of a run come from. */
export interface RunSource {
  readonly command: RunCommand;
  readonly input: RunHeader["input"];
  /** Rows in the input. */
  readonly rows: number;
  /** Rows to be changed. */
  readonly chosen: number;
  /** Rows left out because they are not valid. */
  readonly invalid: number;
  /** Providers that have rows to be changed; the first has queue 1. */
  readonly providers: readonly string[];
  /** The queue of each row, or why it is in none. */
  readonly marks: RowMarks;
  /** Customers of one provider are named in two ways, so that two rows may turn out to name the same one. */
  readonly namesTwoWays: boolean;
  /** Provider of the rows that name none. */
  readonly defaultProvider?: string;
  /** Whether what is asked may destroy something, as far as can be told before a customer is read. */
  readonly mayDestroy: boolean;
  /** What is worth knowing before any row is sent. */
  readonly warnings?: readonly Warning[];
  /** Cells that clear by a word: the question names them. */
  readonly clears?: CellsToClear;
  /** Missing: what fails cannot be given again as a row. */
  readonly failedFile?: FailedFileForm;
  /** Rows marked with the number of the queue, in the order of the input; the file is read as they are taken. */
  items(queue: number): AsyncIterable<RunItem>;
  /** Rows marked as failed or not valid, these with why. */
  leftOut(): AsyncIterable<{ readonly raw: string; readonly refused?: RowResult }>;
  /** The run that this one takes back. */
  readonly undoes?: string;
}

interface Reserved {
  /** An interruption ends what it is used for, until a write begins. */
  readonly send: Send;
  /**
   * From now on what is under way is finished.
   *
   * @throws {BillingError} interrupted: nothing is to be written any more
   */
  beginWrite(): void;
  done(): void;
}

/** An opened account of a run; its own `send` takes slots of the rate budget as it goes. */
export interface RunConnection extends Connection {
  /** Waits until a customer may be read and written, and keeps both slots until `done` is called. */
  reserve(): Promise<Reserved>;
  /** Until when the provider wants nothing, where that is longer than is waited for: milliseconds since 1970. */
  closedUntil(): number | undefined;
  /** Milliseconds that the rate budget makes so many customers take at least. */
  leastTime(customers: number, writes: boolean): number;
}

/** The accounts of a run, one for each of its providers. */
export interface RunAccounts {
  /** The account of this provider; opened once. */
  open(provider: string): Promise<RunConnection>;
  /** Fires when no row is to be begun any more. */
  readonly halt: AbortController;
  /** Whom to notify that a provider is waited for: its title, and the milliseconds that are left. */
  onWait(report: (title: string, leftMs: number) => void): void;
}

/** A run on the disk while a sitting works on it. */
export interface OpenRun {
  readonly run: string;
  readonly dir: string;
  readonly journal: RunJournal;
  /** Where an earlier sitting stopped; missing for a run that begins. */
  readonly point?: ResumePoint;
  /** Rows that ended for good in earlier sittings. */
  readonly earlier: number;
  /** @param counts of all sittings, each row once */
  end(end: RunEnd, counts: RunCounts): Promise<Warning | undefined>;
  close(): Promise<void>;
}

/** Where the run is recorded. */
export interface RunStore {
  /** Rows that ended for good in earlier sittings. */
  readonly earlier: number;
  /** The run's directory, made where it is not there. It is a run once it is recorded. */
  directory(): Promise<string>;
  /** Begins the record: on return the run is on the disk. */
  begin(): Promise<OpenRun>;
  /** Removes the directory unless it is a run. */
  forget(): Promise<void>;
}

/** Where the results of a run go. */
export interface RunOutput {
  result(result: RowResult): Promise<void>;
  /** Takes a result of an earlier sitting. */
  earlier(result: RowResult): Promise<void>;
  /** Takes a row that failed, as it was given. */
  failed(raw: string): Promise<void>;
  /** Takes a row that was planned and is not carried out. */
  planned(item: RunItem, connection: Connection, planned: Updated): Promise<void>;
  /** @throws {BillingError} usage: the results could not be written */
  end(report: RunReport): Promise<void>;
}

/** Where a run stands. */
interface RunProgress {
  /** Rows that ended, in this sitting or an earlier one. */
  readonly done: number;
  /** Those that ended in an earlier sitting. */
  readonly earlier: number;
  readonly total: number;
  readonly failed: number;
  /** Milliseconds that what is left takes at least, whatever the pace so far. */
  readonly leastMs: number;
  readonly waiting: readonly { readonly title: string; readonly leftMs: number }[];
}

export interface ProgressPort {
  /** To be called whenever something happened. */
  update(now: number, progress: RunProgress): void;
  /** The first row of its provider is about to be written. */
  writing(planned: UpdateOutcome): void;
  /** Rows that are under way are finished, no other is begun. */
  interrupted(underWay: number): void;
  stop(): void;
}

export interface BulkPorts {
  readonly accounts: RunAccounts;
  /** Looks through the list of customers of an account. */
  readonly search: (connection: Connection) => Search;
  /** The same for the customers of many rows: a list may be as old as the first search. */
  readonly searchForMany: (connection: Connection) => SearchForMany;
  readonly host: Pick<Host, "now" | "sleep" | "uuid" | "interrupted">;
  /** Keeps other updates of a row's customer waiting, on this machine; missing: nothing does. */
  readonly locks?: CustomerLocks;
  readonly store: RunStore;
  /** @param dir the run's directory; missing for a dry run, which has none */
  readonly openOutput: (dir?: string) => Promise<RunOutput>;
  /** @param startedAt milliseconds since 1970 */
  readonly onProgress: (startedAt: number) => ProgressPort;
  /** Shows what all rows would change, where nobody is asked about it. */
  readonly show: (rehearsed: RunReport) => Promise<void>;
  /** Decides, once all rows were planned, whether they are written. */
  readonly confirm: (rehearsed: RunReport) => Promise<"yes" | "no" | "nobody">;
}

/** A run as a sitting leaves it. */
export interface RunReport {
  /** What its last pass over the rows was for. */
  readonly mode: RunMode;
  /** How it ended. */
  readonly end: ReportEnd;
  /** Rows that somebody is asked about; missing: nobody is. */
  readonly toConfirm?: number;
  /** Somebody was asked, and said no. */
  readonly saidNo?: true;
  /** Of the whole run: earlier sittings count as well. */
  readonly tally: RunTally;
  /** What ended it before its end. */
  readonly error?: BillingError;
  /** Rows that a resumed run would try again. */
  readonly again: number;
  /** Providers whose rows were not begun any more, and until when each wants nothing: milliseconds since 1970. */
  readonly waits: readonly { readonly provider: string; readonly until: number }[];
  /** Rows that ended in earlier sittings. */
  readonly earlier: number;
  readonly elapsedMs: number;
  /** What could not be recorded. */
  readonly warnings: readonly Warning[];
}
