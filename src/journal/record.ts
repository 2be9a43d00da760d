/** How a change gets into a journal, whichever journal that is. */
import { compact } from "../domain/compact.ts";
import type { FieldChange, Warning } from "../domain/change.ts";
import { shortError } from "../domain/documents/errors/short-error.ts";
import { entryVersion } from "../domain/documents/format.ts";
import { BillingError } from "../domain/errors.ts";
import { printJson } from "../domain/json.ts";
import { isSystemError, reasonOf } from "../files/system-error.ts";
import type { Entry, Intent, Result } from "../domain/documents/journal.ts";
import { lineOf } from "./line-of.ts";

/** Milliseconds by which a record may be older than what it tells of. */
const aWhile = 1000;

type Given = "v" | "type" | "at" | "row";
export type IntentFacts = Omit<Intent, Given | "tool" | "externalId">;
export type ResultFacts = Omit<Result, Given>;

export interface Journal {
  readonly path: string;
  /** An id for the next change. */
  readonly newChange: () => string;
  /**
   * Records what is about to be sent; on return it is on the disk.
   *
   * @throws BillingError (usage) when it could not be recorded: then nothing may be sent
   */
  readonly intent: (facts: IntentFacts) => Promise<void>;
  /**
   * Records that its request leaves now, where that is a while after the last record of it. What cannot be recorded is
   * sent all the same: what was meant is on the disk.
   */
  readonly leaving: (changeId: string) => Promise<void>;
  /** Records how it ended. What happened has happened: a failure to record it is a warning to show, not an error. */
  readonly result: (facts: ResultFacts) => Promise<Warning | undefined>;
}

/** The same value without a credential in it. */
export type Redact = <Value>(value: Value) => Value;

/** The file, and who writes. */
export interface Recording {
  readonly path: string;
  readonly newChange: () => string;
  /** ISO 8601, UTC. */
  readonly at: () => string;
  /** Version of the program. */
  readonly tool: string;
  /** What to do where an intent cannot be written. */
  readonly hint: string;
  /** On return the line is on the disk. */
  readonly durable: (line: string) => Promise<void>;
  /** The line is written soon. */
  readonly soon: (line: string) => Promise<void>;
  /** Masks credentials: a provider's answer may repeat one. Missing: nothing is masked. */
  readonly redact?: Redact;
}

/**
 * Records changes: of a row, or of none. Only for a row the end keeps what else was reported of it, for all of a
 * run's results are made again of its journal.
 */
export function journalOf(
  to: Recording,
  of: { readonly row?: number; readonly externalId?: string } = {},
): Journal {
  const { path, newChange, at, tool, hint, redact = same } = to;
  const { row, externalId } = of;
  /** Changes of the intents that have not ended. */
  const meant = new Map<string, readonly FieldChange[]>();
  /** When each of them was last recorded, milliseconds since 1970. */
  const noted = new Map<string, number>();
  return {
    path,
    newChange,
    async intent({ changeId, ...facts }) {
      const head = { v: entryVersion, type: "intent", changeId, row, at: at(), tool } as const;
      noted.set(changeId, Date.parse(head.at));
      try {
        await to.durable(lineOf(redact({ ...compact({ ...head, externalId }), ...facts })));
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new BillingError(
          "usage",
          `the change cannot be recorded in ${path}: ${reasonOf(error)}; nothing was sent`,
          { hint, cause: error },
        );
      }
      meant.set(changeId, facts.changes);
    },
    async leaving(changeId) {
      const head = { v: entryVersion, type: "sent", changeId, at: at() } as const;
      const now = Date.parse(head.at);
      if (now - (noted.get(changeId) ?? now) < aWhile) return;
      noted.set(changeId, now);
      try {
        await to.durable(lineOf(head));
      } catch (error) {
        if (!isSystemError(error)) throw error;
      }
    },
    result({ changes, ...facts }) {
      const isAsMeant = changes === undefined || isSame(meant.get(facts.changeId), changes);
      meant.delete(facts.changeId);
      noted.delete(facts.changeId);
      return recordEnd(to, isAsMeant ? facts : { ...facts, changes }, row);
    },
  };
}

/** Records how a change ended, that of a row or of none. */
export function recordEnd(
  { path, at, soon, redact = same }: Pick<Recording, "path" | "at" | "soon" | "redact">,
  { changeId, changes, warnings = [], error, ...facts }: ResultFacts,
  row: number | undefined,
): Promise<Warning | undefined> {
  const head = compact({ v: entryVersion, type: "result", changeId, row, at: at() } as const);
  const ofRow = compact({ changes, warnings: warnings.length === 0 ? undefined : warnings, error });
  return ending(path, `how change ${changeId} ended (${facts.outcome})`, () =>
    soon(lineOf(inShort(redact({ ...head, ...facts, ...(row === undefined ? {} : ofRow) })))),
  );
}

/** The entry with what its error quotes shortened; credentials are masked already. */
export function inShort(entry: Entry): Entry {
  return "error" in entry && entry.error !== undefined
    ? { ...entry, error: shortError(entry.error) }
    : entry;
}

function same<Value>(value: Value): Value {
  return value;
}

function isSame(left: readonly FieldChange[] | undefined, right: readonly FieldChange[]): boolean {
  return (
    left?.length === right.length &&
    left.every(
      (change, index) => change === right[index] || printJson(change) === printJson(right[index]),
    )
  );
}

/**
 * Writes how something ended. What happened has happened: a refusal of the system is a warning.
 *
 * @param what such as `how change 01JB… ended (updated)`
 */
export async function ending(
  path: string,
  what: string,
  write: () => Promise<void>,
): Promise<Warning | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return {
      code: "result_not_recorded",
      message: `${what} could not be recorded in ${path}: ${reasonOf(error)}`,
    };
  }
}
