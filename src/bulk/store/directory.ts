/** Where runs are kept: a directory each, named by the run's id. */
import { access, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { headerVersion, ulid } from "../../domain/documents/format.ts";
import { BillingError } from "../../domain/errors.ts";
import { isJsonObject, parseJson, printJson, type Json } from "../../domain/json.ts";
import type { RunHeader } from "../../domain/run/run.ts";
import { safeJson } from "../../domain/text/safe-text.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import type { RenameWorld } from "../../files/rename-patiently.ts";
import { writeDurably } from "../../files/write-durably.ts";

/** A run that was begun. */
export interface StoredRun {
  /** Absolute path of its directory. */
  readonly dir: string;
  readonly header: RunHeader;
}

/** @param stateDir billing's directory below `$XDG_STATE_HOME` */
function runsDirectory(stateDir: string): string {
  return join(stateDir, "runs");
}

/** Directory of the run of this id. */
export function runDirectory(stateDir: string, run: string): string {
  return join(runsDirectory(stateDir), run);
}

/**
 * Begins a run: its header is on the disk on return. The directory may be there already and hold the input; it is a
 * run once it holds a header.
 *
 * @returns the run's directory
 * @throws BillingError (usage) when it cannot be written: then nothing may be sent
 */
export async function createRun(
  stateDir: string,
  header: RunHeader,
  world: RenameWorld,
): Promise<string> {
  const dir = runDirectory(stateDir, header.run);
  const path = headerPath(dir);
  try {
    const text = safeJson(printJson({ v: headerVersion, ...header }, 2));
    await writeDurably(path, `${text}\n`, world);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the run cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
      {
        hint: "a run is only made where it can be recorded: name a place that you may write to with --journal or XDG_STATE_HOME",
        cause: error,
      },
    );
  }
  return dir;
}

/** Younger directories may be those of a process that still checks its rows. */
const longestChecking = 24 * 60 * 60_000;

/**
 * Removes what processes left behind that died before their run began: copies of stdin, with customers in them.
 *
 * @param now milliseconds since 1970
 */
export async function sweepRuns(stateDir: string, now: number): Promise<void> {
  const directory = runsDirectory(stateDir);
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const dir = join(directory, name);
    if (!ulid.test(name) || (await isThere(headerPath(dir)))) continue;
    const { mtimeMs } = await stat(dir);
    if (now - mtimeMs > longestChecking) await rm(dir, { recursive: true, force: true });
  }
}

/**
 * The run of exactly this id.
 *
 * @throws BillingError (usage) as {@link readHeader} does
 */
export async function openRun(stateDir: string, run: string): Promise<StoredRun> {
  const dir = runDirectory(stateDir, run);
  return { dir, header: await readHeader(dir) };
}

/**
 * Ids of the runs, oldest first.
 *
 * @throws BillingError (usage) when the directory of runs is there and cannot be read
 */
export async function listRuns(stateDir: string): Promise<readonly string[]> {
  const directory = runsDirectory(stateDir);
  const names = await readdir(directory).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    if (error.code === "ENOENT") return [];
    throw new BillingError("usage", `the runs in ${directory} cannot be read: ${reasonOf(error)}`, {
      hint: `make ${directory} a directory that you may read, or set XDG_STATE_HOME to another`,
      cause: error,
    });
  });
  const ids = names.filter((name) => ulid.test(name)).toSorted();
  const begun = await Promise.all(ids.map((id) => isThere(headerPath(join(directory, id)))));
  return ids.filter((_id, index) => begun[index]);
}

/**
 * What was decided when the run in this directory began.
 *
 * @throws BillingError (usage) that names the file, when it cannot be read, is damaged or from a newer version
 */
export async function readHeader(dir: string): Promise<RunHeader> {
  const path = headerPath(dir);
  const value = parsed(await textOf(path));
  const version = isJsonObject(value) ? value["v"] : undefined;
  if (typeof version === "number" && version > headerVersion) {
    throw new BillingError(
      "usage",
      `${path} was written by a newer billing (version ${version} of a run's header)`,
      { hint: "use the version that began the run, or a later one" },
    );
  }
  const { runHeaderSchema } = await import("../../domain/documents/run-header.ts");
  const { success, data, error } = runHeaderSchema.safeParse(value);
  if (success && version === headerVersion) return data;
  const location = isJsonObject(value) ? (error?.issues[0]?.path.join(".") ?? "v") : "";
  throw new BillingError(
    "usage",
    `${path} is damaged: ${location === "" ? "it is not a run's header" : `${location} is wrong`}`,
    { hint: `move ${dir} elsewhere, and begin a new run` },
  );
}

function headerPath(dir: string): string {
  return join(dir, "run.json");
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new BillingError(
      "usage",
      `the run's header ${path} cannot be read: ${error.code === "ENOENT" ? "it is not there" : reasonOf(error)}`,
      { hint: `make ${path} a file that you may read`, cause: error },
    );
  }
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    // What is there and cannot be reached is reported when it is read.
    return !isSystemError(error) || error.code !== "ENOENT";
  }
}
