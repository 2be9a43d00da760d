/** A run's place on the disk while a sitting works on it: its header, its lock, its journal. */
import { access, rm } from "node:fs/promises";
import { join } from "node:path";

import { compact } from "../../domain/compact.ts";
import { BillingError } from "../../domain/errors.ts";
import type { RunHeader } from "../../domain/run/run.ts";
import { countRows } from "../../domain/run/run-tally.ts";
import { makeDirectory } from "../../files/durable-directory.ts";
import type { HeldLock, LockHolder } from "../../files/locks/holding.ts";
import { takeLock } from "../../files/locks/lock.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import type { Host } from "../../host/host.ts";
import type { Redact } from "../../journal/record.ts";
import type { ConfirmAccount } from "../../update/saved/same-account.ts";
import { checkRunAccount } from "./run-account.ts";
import { knownAccount } from "../../update/known-account.ts";
import { accountLabel, locationOf } from "../../update/saved/seal.ts";
import type { OpenRun, RunAccounts, RunSource, RunStore } from "../ports.ts";
import { resumePoint, type ResumePoint } from "../resume.ts";
import { createRun, runDirectory, type StoredRun, sweepRuns } from "./directory.ts";
import { openRunJournal } from "./journal.ts";
import { checkRunJournal } from "./lost-journal.ts";
import { refuseKeptCredential } from "./kept-credential.ts";

/** What runs are recorded with. */
export interface Recording {
  readonly host: Pick<Host, "now" | "platform" | "self" | "sleep">;
  readonly accounts: Pick<RunAccounts, "open">;
  /** Version of the program. */
  readonly tool: string;
  /** Masks credentials: a provider's error may repeat one. */
  readonly redact: Redact;
  readonly confirmAccount: ConfirmAccount;
  /** Whether to take the run from a holder of whom it cannot be seen from here whether it is alive; missing: never. */
  readonly mayBreak?: (holder: LockHolder) => Promise<boolean>;
}

/** What the command line decided, asked for when the run is recorded. */
export type Decided = () => Promise<Pick<RunHeader, "options" | "besides" | "cwd">>;

/**
 * A run that begins.
 *
 * @param place `run`: its id; its directory may be there already, with the input in it
 */
export function newRun(
  recording: Recording,
  { stateDir, run }: { readonly stateDir: string; readonly run: string },
  source: RunSource,
  decided: Decided,
): RunStore {
  const { host, accounts, tool } = recording;
  const dir = runDirectory(stateDir, run);
  return {
    earlier: 0,
    async directory() {
      await sweepRuns(stateDir, host.now());
      await makeRunDirectory(dir);
      return dir;
    },
    begin: () =>
      openRun(recording, { run, dir }, async () => {
        const at = new Date(host.now()).toISOString();
        const { options, besides, cwd } = await decided();
        const { command, input, rows, chosen, defaultProvider, undoes } = source;
        const header: RunHeader = compact({
          run,
          at,
          tool,
          command,
          input,
          rows,
          chosen,
          // Chosen by the configuration or not: the rows that name no provider stay where they were meant for.
          options: { ...options, ...compact({ provider: defaultProvider }) },
          besides,
          cwd,
          accounts: await accountsOf(source.providers, accounts),
          undoes,
        });
        await refuseKeptCredential(dir, header, recording.redact);
        await createRun(stateDir, header, host);
        return undefined;
      }),
    forget: () => forgetUnrecorded(dir),
  };
}

/** A run that goes on: it is recorded already. */
export function resumedRun(run: OpenRun): RunStore {
  return {
    earlier: run.earlier,
    directory: async () => run.dir,
    begin: async () => run,
    forget: async () => undefined,
  };
}

/**
 * Goes on with the record of a run that stopped, and marks the source's rows that are done.
 *
 * @param force rows that failed because their customer had moved are tried again
 * @throws {BillingError} usage: another process works on it, its journal is gone, or an account is another one than it was
 */
export function reopenRun(
  recording: Recording,
  { header, dir }: StoredRun,
  source: RunSource,
  force: boolean,
): Promise<OpenRun> {
  const { run } = header;
  return openRun(recording, { run, dir }, async () => {
    const known = header.accounts.map(({ provider }) => provider);
    const strange = source.providers.find((provider) => !known.includes(provider));
    if (strange !== undefined) {
      throw new BillingError("usage", `run ${run} was not begun with ${strange}`, {
        hint: "begin a new run with --from",
      });
    }
    await checkRunJournal(dir, run);
    for (const before of header.accounts) await checkRunAccount(recording, { run, dir }, before);
    return resumePoint(dir, source.marks, force);
  });
}

/** Removes the directory unless it is a run. */
export async function forgetUnrecorded(dir: string): Promise<void> {
  const isRun = await access(join(dir, "run.json")).then(
    () => true,
    () => false,
  );
  if (isRun) return;
  try {
    await rm(dir, { recursive: true, force: true });
  } catch (error) {
    // What could not be made cannot be removed either; why is said where it was to be made.
    if (!isSystemError(error)) throw error;
  }
}

/** Makes the run's directory, its owner's alone. */
export async function makeRunDirectory(dir: string): Promise<void> {
  try {
    makeDirectory(dir);
  } catch (cause) {
    throw isSystemError(cause) ? unrecordable(`${dir}: ${reasonOf(cause)}`, cause) : cause;
  }
}

/** @param prepare runs under the lock, before the journal is opened */
async function openRun(
  { host, tool, redact, mayBreak }: Recording,
  { run, dir }: Pick<OpenRun, "run" | "dir">,
  prepare: () => Promise<ResumePoint | undefined>,
): Promise<OpenRun> {
  const lock = await locked(dir, run, host, mayBreak);
  try {
    const point = await prepare();
    const journal = await openRunJournal({ dir, host, tool, redact });
    return {
      run,
      dir,
      journal,
      ...compact({ point }),
      earlier: countRows(point?.counts ?? {}),
      end: (end, counts) => journal.end(end, counts),
      close: async () => {
        await journal.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function locked(
  dir: string,
  run: string,
  { self, platform }: Recording["host"],
  mayBreak: Recording["mayBreak"],
): Promise<HeldLock> {
  const path = join(dir, "lock");
  const take = (breaking?: string) =>
    takeLock(path, { ...self, platform }, breaking).catch((error: unknown) => {
      throw isSystemError(error) ? unrecordable(`${path}: ${reasonOf(error)}`, error) : error;
    });
  let lock = await take();
  if ("holding" in lock && lock.unseen && (await mayBreak?.(lock)) === true) {
    lock = await take(lock.holding);
  }
  if ("release" in lock) return lock;
  const { heldBy, hostname, unseen } = lock;
  throw new BillingError(
    "usage",
    `another process works on this run already: ${heldBy} on ${hostname}`,
    {
      hint: unseen
        ? `it cannot be seen from here: check on ${hostname}, and in its containers, that process ${heldBy} is no billing any more; then take the run: billing customers update --resume ${run} --break-lock`
        : `it is alive on this machine: wait for it, or end it`,
    },
  );
}

function unrecordable(what: string, cause: unknown): BillingError {
  return new BillingError("usage", `the run cannot be recorded in ${what}; nothing was sent`, {
    hint: "a run is only made where it can be recorded: name a place that you may write to with --journal or XDG_STATE_HOME",
    cause,
  });
}

async function accountsOf(
  wanted: readonly string[],
  accounts: Recording["accounts"],
): Promise<RunHeader["accounts"]> {
  return Promise.all(
    wanted.map(async (provider) => {
      const { provider: page, account } = await accounts.open(provider);
      return {
        provider,
        baseUrl: locationOf(account),
        account: accountLabel(account),
        known: knownAccount(page, account),
      };
    }),
  );
}
