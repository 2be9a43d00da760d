/** A file that is only added to, by many callers at once: one write and one sync serve all lines that wait. */
import { OpenFile } from "../open-file.ts";
import { endsTorn, writeWhole } from "./whole-lines.ts";

/** Lines have no line end of their own; they stand in the file in the order in which they were given. */
export interface AppendFile {
  /**
   * Takes the line; resolves when it is on the disk, and with it every line that was given before. Rejects with the
   * system's error; after an error nothing more is written, and every later call rejects with the same.
   */
  durable(line: string): Promise<void>;
  /** Takes the line; it is written (not synced) with the next batch; resolves once it was handed to the system. */
  soon(line: string): Promise<void>;
  /** Writes what waits, syncs and closes. Rejects with the error after which nothing more was written. */
  close(): Promise<void>;
}

interface Waiting {
  /** With its line end; empty: nothing to write, only to sync. */
  readonly text: string;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens the file, or makes it, its owner's alone. A last line without an end, of a process that was killed, gets one
 * before the first line. The name of a new file is on the disk once its directory is synced.
 *
 * @throws a system's error
 */
export function openAppendFile(path: string): AppendFile {
  const file = new OpenFile(path, "a+", 0o600);
  try {
    return appendFile(file, endsTorn(file, file.size()));
  } catch (error) {
    file[Symbol.dispose]();
    throw error;
  }
}

function appendFile(file: OpenFile, torn: boolean): AppendFile {
  let lead = torn ? "\n" : "";
  let waiting: Waiting[] = [];
  let failed: { readonly error: unknown } | undefined;
  let closed: Promise<void> | undefined;

  const fail = (error: unknown, lost: readonly Waiting[]): void => {
    failed = { error };
    for (const { reject } of [...lost, ...waiting]) reject(error);
    waiting = [];
  };
  // What comes meanwhile waits for the sync under way: it would need another one after it in any case.
  const write = worker(
    () => waiting.length > 0,
    async () => {
      let batch: readonly Waiting[] = waiting;
      waiting = [];
      const text = batch.map((line) => line.text).join("");
      try {
        if (text !== "") {
          writeWhole(file, Buffer.from(`${lead}${text}`));
          lead = "";
        }
        for (const { durable, resolve } of batch) if (!durable) resolve();
        batch = batch.filter(({ durable }) => durable);
        if (batch.length > 0) await file.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        fail(error, batch);
      }
    },
  );
  const take = (text: string, durable: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failed !== undefined) {
        reject(failed.error);
        return;
      }
      waiting.push({ text, durable, resolve, reject });
      write();
    });
  const close = async (): Promise<void> => {
    try {
      await take("", true);
    } finally {
      file[Symbol.dispose]();
    }
  };
  return {
    durable: (line) => take(`${line}\n`, true),
    soon: (line) => take(`${line}\n`, false),
    close: () => (closed ??= close()),
  };
}

/** Starts the steps, one after the other as long as there is work, unless they are going on already. */
function worker(hasWork: () => boolean, step: () => Promise<void>): () => void {
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (hasWork()) await step();
    working = false;
  };
  return () => {
    if (!working) void work();
  };
}
