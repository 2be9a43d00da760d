/**
 * One vendor's state as a file: a log that is only added to, by any number of processes and without a lock.
 *
 *     {"life":"…","line":1,"by":"…","customers":{"<id>":{…}},"other":{…}}     the whole state
 *     {"life":"…","line":2,"by":"…","customers":{"<id>":null},"other":{…}}    what was stored; null: removed
 *
 * Of two lines with one number the first one counts: whoever wrote the other one finds it overtaken, and acts again on
 * what the first one left. A reset removes the file, and the next line begins another life; lines of an earlier one
 * do not count. The file grows with every change, until it is reset.
 */
import { randomUUID } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { BillingError } from "../../domain/errors.ts";
import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  printJson,
} from "../../domain/json.ts";
import { linesOf } from "../../files/lines.ts";
import { endsTorn } from "../../files/whole-lines.ts";
import { isMissing } from "../server/node-error.ts";
import type { Change, Vendor, VendorState } from "../vendor.ts";
import { own } from "./records.ts";

export interface StateLog {
  /** As the file said when it was read last; a vendor's volatile values are its own. */
  readonly state: VendorState;
  /**
   * Reads what was added since; gives whether this line is in it and counts.
   *
   * @throws BillingError when the file is damaged
   */
  readonly catchUp: (mine?: string) => Promise<boolean>;
  /** The line that says these changes of the state, or all of it where there is no file yet. */
  readonly lineOf: (changes: readonly Change[]) => string;
}

interface Entry {
  readonly life: string;
  readonly line: number;
  readonly customers: JsonObject;
  readonly other: JsonObject;
}

export function stateFileOf(directory: string, vendorId: string): string {
  return join(directory, `${vendorId}.json`);
}

/** The state in the file, or a fresh one. Its records know their own keys only: there is no `constructor` in them. */
export function stateLog(vendor: Vendor, file: string): StateLog {
  const { volatile = [] } = vendor;
  const seed = vendor.seed();
  const [first = {}] = Object.values(seed.customers);
  const by = randomUUID();
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
  function apply(entry: Entry): boolean {
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

  async function readOn(mine: string | undefined): Promise<boolean> {
    let found = false;
    let torn = false;
    for await (const { bytes = Buffer.alloc(0), ended } of linesOf(file, Infinity, end)) {
      // A line without an end, or one that is no JSON, is what a process left that died in its middle.
      const entry = ended ? readEntry(bytes, file) : undefined;
      if (entry === undefined) torn = true;
      else if (apply(entry) && mine !== undefined && bytes.toString() === mine) found = true;
      if (ended) end += bytes.length + 1;
    }
    if (lines === 0 && torn) throw damaged(file);
    return found;
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
        const grown = inode === seen?.inode && size > end && !(await breaksOffAt(file, end));
        if (!grown) forget();
        seen = undefined;
        const found = await readOn(mine);
        seen = { inode, version };
        return found;
      } catch (error) {
        forget();
        if (isMissing(error)) return false;
        throw error;
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
      return printJson({
        life: lines === 0 ? randomUUID() : life,
        line: lines + 1,
        by,
        customers: of("customers"),
        other: of("other"),
      });
    },
  };
}

async function breaksOffAt(file: string, end: number): Promise<boolean> {
  await using handle = await open(file, "r");
  return await endsTorn(handle, end);
}

function setAll(
  values: Readonly<Record<string, Json>>,
  changes: JsonObject,
  kept: readonly string[] = [],
): void {
  const open = values as Record<string, Json>;
  for (const [key, value] of Object.entries(changes)) {
    if (kept.includes(key)) continue;
    if (value === null) delete open[key];
    else open[key] = value;
  }
}

/** Undefined for what is no JSON. */
function readEntry(bytes: Buffer, file: string): Entry | undefined {
  let entry: Json;
  try {
    entry = parseJson(bytes.toString());
  } catch {
    return undefined;
  }
  const { life, line, customers, other } = isJsonObject(entry) ? entry : {};
  if (
    typeof life === "string" &&
    typeof line === "number" &&
    isJsonObject(customers) &&
    isJsonObject(other) &&
    Object.values(customers).every((customer) => customer === null || isJsonObject(customer))
  ) {
    return { life, line, customers, other };
  }
  throw damaged(file);
}

function damaged(file: string): BillingError {
  return new BillingError("usage", `${file} is damaged: it holds no emulator state`, {
    hint: "start afresh: billing emulator reset",
  });
}
