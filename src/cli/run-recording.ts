/** A run's place on the disk while it goes: its header, its lock, its journal. */
import { access, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

import type { Warning } from "../domain/change.ts";
import { BillingError } from "../domain/errors.ts";
import { rowOutcomes, type RunCounts, type RunEnd, type RunHeader } from "../domain/run.ts";
import { countRows } from "../domain/run-tally.ts";
import { makeDirectory } from "../files/durable-directory.ts";
import { type HeldLock, takeLock } from "../files/lock.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import type { Host } from "../host/host.ts";
import { createRun, runDirectory, sweepRuns } from "../bulk/store/directory.ts";
import { openRunJournal, type RunJournal } from "../bulk/store/journal.ts";
import { accountLabel, locationOf } from "../update/seal.ts";
import { resumePoint, type ResumePoint } from "../bulk/resume.ts";
import type { RunWork } from "../bulk/ports.ts";
import { version } from "../version.ts";
import type { GivenOptions } from "./args/command.ts";
import type { RunAt } from "./run-at.ts";
import { recordedOptions } from "./run-record.ts";
import type { RunSessions } from "./accounts/run-sessions.ts";
import { openedInput } from "./args/input-files.ts";
import { stateDirectoryOf } from "./state-directory.ts";

export interface RunRecording {
  readonly run: string;
  readonly dir: string;
  readonly journal: RunJournal;
  /** Rows that ended for good in earlier sessions. */
  readonly earlier: number;
  /** Where an earlier session stopped; missing for a run that begins. */
  readonly point?: ResumePoint;
  /** @param counts of this session */
  end(why: RunEnd, counts: RunCounts): Promise<Warning | undefined>;
  close(): Promise<void>;
}

/** The directory of the run, made where it is not there. It is a run once it is recorded. */
export async function runDirectoryOf({ invocation, run }: RunAt): Promise<string> {
  const { host, options } = invocation;
  const stateDir = stateDirectoryOf(host, options);
  await sweepRuns(stateDir, host.now());
  const dir = runDirectory(stateDir, run);
  await madeDirectory(dir);
  return dir;
}

/** Removes the directory unless it is a run. */
export async function forgetUnrecorded(dir: string): Promise<void> {
  const isRun = await access(join(dir, "run.json")).then(
    () => true,
    () => false,
  );
  if (!isRun) await rm(dir, { recursive: true, force: true });
}

/** Begins the record in the run's directory: on return the run is on the disk. */
export async function beginRecord(at: RunAt, dir: string, work: RunWork): Promise<RunRecording> {
  const { invocation, specs, sessions, run } = at;
  const { host, options } = invocation;
  const stateDir = stateDirectoryOf(host, options);
  const lock = await locked(dir, host);
  try {
    const header: RunHeader = {
      run,
      at: new Date(host.now()).toISOString(),
      tool: version,
      command: work.command,
      input: work.input,
      rows: work.rows,
      chosen: work.chosen,
      options: {
        ...recordedOptions(specs, options),
        // Chosen by the configuration or not: the rows that name no provider stay where they were meant for.
        ...(work.defaultProvider === undefined ? {} : { provider: work.defaultProvider }),
      },
      ...(await besidesOf(host, options)),
      cwd: host.cwd,
      accounts: await accountsOf(work.providers, sessions),
      ...(work.undoes === undefined ? {} : { undoes: work.undoes }),
    };
    await createRun(stateDir, header, host.platform);
    return await recording(at, { run, dir, lock });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Goes on with the record of a run that stopped, and marks in the work's table what is done.
 *
 * @throws BillingError `usage` when another process works on it, or an account is another one than it was
 */
export async function resumeRecord(
  at: Pick<RunAt, "invocation" | "sessions" | "terminal">,
  { header, dir }: { readonly header: RunHeader; readonly dir: string },
  work: RunWork,
): Promise<RunRecording> {
  const { host } = at.invocation;
  const lock = await locked(dir, host);
  try {
    const known = header.accounts.map(({ provider }) => provider);
    const strange = work.providers.find((provider) => !known.includes(provider));
    if (strange !== undefined) {
      throw new BillingError("usage", `run ${header.run} was not begun with ${strange}`, {
        hint: "begin a new run with --from",
      });
    }
    for (const before of header.accounts) {
      const { account, provider } = await at.sessions.open(before.provider);
      if (locationOf(account) !== before.baseUrl || accountLabel(account) !== before.account) {
        throw new BillingError(
          "usage",
          `run ${header.run} was begun with another account of ${provider.title}`,
          { provider: provider.id, hint: "name the configuration or profile it was begun with" },
        );
      }
    }
    const point = await resumePoint(dir, work.table);
    return await recording(at, { run: header.run, dir, lock, point });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function recording(
  { invocation, terminal }: Pick<RunAt, "invocation" | "terminal">,
  {
    run,
    dir,
    lock,
    point,
  }: {
    readonly run: string;
    readonly dir: string;
    readonly lock: HeldLock;
    readonly point?: ResumePoint;
  },
): Promise<RunRecording> {
  const journal = await openRunJournal({
    dir,
    host: invocation.host,
    tool: version,
    redact: (text) => terminal.redactResult(text),
  });
  return {
    run,
    dir,
    journal,
    earlier: countRows(point?.counts ?? {}),
    ...(point === undefined ? {} : { point }),
    end: (why, counts) => journal.end(why, sum(point?.counts ?? {}, counts)),
    close: async () => {
      await journal.close();
      await lock.release();
    },
  };
}

function sum(left: RunCounts, right: RunCounts): RunCounts {
  return Object.fromEntries(
    rowOutcomes.flatMap((word) => {
      const rows = (left[word] ?? 0) + (right[word] ?? 0);
      return rows === 0 ? [] : [[word, rows]];
    }),
  );
}

/** The file of `--metadata-file`, which says what to change beside the rows. */
async function besidesOf(host: Host, options: GivenOptions): Promise<Pick<RunHeader, "besides">> {
  const file = options.text("metadata-file");
  if (file === undefined) return {};
  const path = resolve(host.cwd, file);
  const { sha256 } = await openedInput("--metadata-file", path, file);
  return { besides: [{ path, sha256 }] };
}

/** Makes the run's directory, its owner's alone. */
export async function madeDirectory(dir: string): Promise<void> {
  try {
    await makeDirectory(dir);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new BillingError(
      "usage",
      `the run cannot be recorded in ${dir} (${code}); nothing was sent`,
      { hint: "a run is only made where it can be recorded", cause },
    );
  }
}

async function locked(dir: string, { self, platform }: Host): Promise<HeldLock> {
  const path = join(dir, "lock");
  const lock = await takeLock(path, { ...self, platform }).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the run cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
      { hint: "a run is only made where it can be recorded", cause: error },
    );
  });
  if ("release" in lock) return lock;
  throw new BillingError(
    "usage",
    `another process works on this run already: ${lock.heldBy} on ${lock.hostname}`,
    {
      hint: `wait for it; if that is no billing any more, or that machine is gone, remove ${path}`,
    },
  );
}

async function accountsOf(
  wanted: readonly string[],
  sessions: RunSessions,
): Promise<RunHeader["accounts"]> {
  return Promise.all(
    wanted.map(async (id) => {
      const { account } = await sessions.open(id);
      return { provider: id, baseUrl: locationOf(account), account: accountLabel(account) };
    }),
  );
}
