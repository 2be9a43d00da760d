/**
 * One vendor's state as a file: a log that is only added to, by any number of processes and without a lock.
 *
 *     {"life":"…","line":1,"id":"…","customers":{"<id>":{…}},"other":{…}}     the whole state
 *     {"life":"…","line":2,"id":"…","customers":{"<id>":null},"other":{…}}    what was stored; null: removed
 *
 * Of two lines with one number the first one counts: whoever wrote the other one finds it overtaken, and acts again on
 * what the first one left. A reset removes the file, and the next line begins another life; lines of an earlier one
 * do not count. The file grows with every change, until it is reset.
 */
import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { BillingError } from "../../domain/errors.ts";
import { type JsonObject, printJson } from "../../domain/json.ts";
import { linesOf } from "../../files/lines/lines.ts";
import { isSystemError, reasonOf } from "../../files/system-error.ts";
import { endsTorn } from "../../files/lines/whole-lines.ts";
import { OpenFile } from "../../files/open-file.ts";
import type { Change, Vendor, VendorState } from "../vendor.ts";
import { own } from "./records.ts";
import { damaged, readEntry, setAll, type StateEntry } from "./state-entry.ts";

export interface StateLog {
  /** As the file said when it was read last; a vendor's volatile values are its own. */
  readonly state: VendorState;
  /**
   * Reads what was added since; gives whether the line with this id is in it and counts.
   *
   * @throws BillingError when the file is damaged, or cannot be read
   */
  readonly catchUp: (mine?: string) => Promise<boolean>;
  /** The line that says these changes of the state, or all of it where there is no file yet. */
  readonly lineOf: (changes: readonly Change[]) => { readonly id: string; readonly text: string };
}

/** How long the first line of another process may take, in milliseconds: as long as one call of the system. */
const firstLineTakes = 100;

/** What to do where the state cannot be kept. */
export const elsewhere =
  "choose another directory with --emulator-state, or with XDG_STATE_HOME for everything that is kept";

/** The error for a file of the state that the system refuses; whatever else was thrown stays what it is. */
export function refusedBySystem(
  file: string,
  what: "read" | "written" | "removed",
  error: unknown,
): unknown {
  if (!isSystemError(error)) return error;
  const message = `${file} cannot be ${what}: ${reasonOf(error)}`;
  return new BillingError("usage", message, { hint: elsewhere, cause: error });
}

export function stateFileOf(directory: string, vendorId: string): string {
  return join(directory, `${vendorId}.json`);
}

/**
 * The state in the file, or a fresh one. Its records know their own keys only: there is no `constructor` in them.
 *
 * @param pause lets another process come to the end of the first line that it is writing
 */
export function stateLog(
  vendor: Vendor,
  file: string,
  pause: () => Promise<unknown> = () => delay(firstLineTakes),
): StateLog {
  const { volatile = [] } = vendor;
  const seed = vendor.seed();
  const [first = {}] = Object.values(seed.customers);
  let life = "";
  let lines = 0;
  /** Where the line after the last one begins. */
  let end = 0;
  let seen: { readonly inode: bigint; readonly version: string } | undefined;
  let state = holding(seed.customers, seed.other);

  function holding(customers: VendorState["customers"], other: JsonObject): VendorState {
    return {
      customers: Object.assign(Object.create(null), customers) as VendorState["customers"],
      other: Object.assign(Object.create(null), other) as JsonObject,
      making: { ...vendor.made, first },
    };
  }

  function begin(customers: VendorState["customers"], other: JsonObject): void {
    const kept = volatile.flatMap((key) => {
      const value = own(state.other, key);
      return value === undefined ? [] : [[key, value] as const];
    });
    state = holding(customers, { ...other, ...Object.fromEntries(kept) });
  }

  function forget(): void {
    begin(seed.customers, seed.other);
    life = "";
    lines = 0;
    end = 0;
    seen = undefined;
  }

  /** Whether the entry counted. */
  function apply(entry: StateEntry): boolean {
    if (lines > 0 && (entry.life !== life || entry.line <= lines)) return false;
    if (entry.line !== lines + 1) {
      if (lines > 0) throw damaged(file);
      return false;
    }
    if (lines === 0) begin({}, {});
    ({ life, line: lines } = entry);
    setAll(state.customers, entry.customers);
    const kept = volatile.filter((key) => own(state.other, key) !== undefined);
    setAll(state.other, entry.other, kept);
    return true;
  }

  async function readOn(mine: string | undefined, waits = true): Promise<boolean> {
    let found = false;
    let torn = false;
    for await (const { bytes = Buffer.alloc(0), ended } of linesOf(file, Infinity, end)) {
      // A line without an end, or one that is no JSON, is what a process left that died in its middle.
      const entry = ended ? readEntry(bytes, file) : undefined;
      if (entry === undefined) torn = true;
      else if (apply(entry) && entry.id === mine) found = true;
      if (ended) end += bytes.length + 1;
    }
    if (lines > 0 || !torn) return found;
    if (!waits) throw damaged(file);
    await pause();
    end = 0;
    return await readOn(mine, false);
  }

  return {
    get state() {
      return state;
    },
    async catchUp(mine) {
      try {
        const { ino: inode, mtimeNs, size } = await stat(file, { bigint: true });
        const version = `${inode} ${mtimeNs} ${size}`;
        if (version === seen?.version) return false;
        const grown = inode === seen?.inode && size > end && !breaksOffAt(file, end);
        if (!grown) forget();
        seen = undefined;
        const found = await readOn(mine);
        seen = { inode, version };
        return found;
      } catch (error) {
        forget();
        if (isSystemError(error) && error.code === "ENOENT") return false;
        throw refusedBySystem(file, "read", error);
      }
    },
    lineOf(changes) {
      const of = (part: "customers" | "other"): JsonObject => {
        const changed = changes.filter((change) => change.part === part).map(({ key }) => key);
        const keys = lines === 0 ? Object.keys(state[part]) : changed;
        const kept =
          part === "other" ? volatile.filter((key) => Object.hasOwn(state.other, key)) : [];
        return Object.fromEntries(
          [...keys, ...kept].map((key) => [key, own(state[part], key) ?? null]),
        );
      };
      const id = randomUUID();
      const head = { life: lines === 0 ? id : life, line: lines + 1, id };
      const text = printJson({ ...head, customers: of("customers"), other: of("other") });
      return { id, text };
    },
  };
}

function breaksOffAt(file: string, end: number): boolean {
  using handle = new OpenFile(file, "r");
  return endsTorn(handle, end);
}
