/** Checks the rows of a file, all of them before one is sent. */
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { printJson, sortKeys } from "../../domain/json.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { pathOf } from "../../patch/overlap.ts";
import type { RowFile } from "../input/raw-rows.ts";
import type { RawRow, Table } from "../input/row.ts";
import { inShard, type Shard } from "../input/shard.ts";
import { type Complaints, collectComplaints } from "../complaints.ts";
import { createRowDigests, mark, type RowDigests, type RowMarks } from "../row-marks.ts";
import { seenIds } from "../seen-ids.ts";
import { type CollectedRows, collectRows } from "./collect-rows.ts";
import { type RowNotes, rowNotes } from "./row-notes.ts";
import type { Prepare, Prepared, Refused } from "./prepare-row.ts";

export interface CheckOptions {
  readonly file: RowFile;
  readonly shard?: Shard;
  /** Rows that are not valid are left out, instead of ending the run before it begins. */
  readonly skipInvalid: boolean;
  /** Ends the checking. */
  readonly signal: AbortSignal;
  /** Columns without a name in which no cell is filled; they are ignored. */
  readonly emptyColumns?: number;
  /** Missing: the rows are JSON. */
  readonly columns?: Table;
}

export interface CheckedRows {
  readonly rows: number;
  readonly collected: CollectedRows;
  readonly notes: ReturnType<RowNotes["read"]>;
  readonly namesTwoWays: boolean;
  readonly digests: RowDigests;
  /** Lines of the rows that name a customer, of those that several rows name. */
  readonly repeated: ReadonlyMap<string, readonly number[]>;
}

/** @throws {BillingError} usage: with what is wrong, each at its line and column */
export async function checkRows(
  { file, shard, signal, skipInvalid, emptyColumns = 0, columns }: CheckOptions,
  prepare: Prepare,
): Promise<CheckedRows> {
  const complaints = collectComplaints();
  const collected = collectRows();
  const { marks } = collected;
  const seen = seenIds();
  const digests = createRowDigests();
  const notes = rowNotes(columns?.unsetToken);
  const kinds = new Map<string, Set<string>>();
  const suspects: Suspects = new Map();
  let rows = 0;
  for await (const raw of file.rows(notes.addEmpty)) {
    if (signal.aborted) {
      throw new BillingError(
        "interrupted",
        "interrupted while the rows were checked; nothing was sent",
      );
    }
    rows = raw.row;
    const prepared = prepare(raw);
    if ("complaints" in prepared) {
      complaints.add(prepared.complaints);
      marks.set(raw.row, mark.invalid);
      continue;
    }
    const { provider, kind, reference, patch } = prepared;
    const key = keyOf(prepared);
    digests.set(raw.row, raw.raw);
    kinds.set(provider.id, (kinds.get(provider.id) ?? new Set()).add(kind));
    if (seen.add(key)) suspects.set(key, { rows: [], lines: [] });
    if (shard === undefined || inShard(shard, (prepared.called ?? reference) || raw.raw)) {
      collected.add(raw.row, provider.id, patch, prepared.creates);
      notes.add(patch);
    } else {
      collected.leave(raw.row, provider.id);
    }
  }
  if (suspects.size > 0) await findRepeats(file, prepare, suspects, marks, complaints);
  if (!skipInvalid) {
    complaints.refuse("nothing was sent; mend the rows, or leave them out with --skip-invalid");
  }
  return {
    rows,
    collected,
    notes: notes.read(emptyColumns),
    namesTwoWays: [...kinds.values()].some(({ size }) => size > 1),
    digests,
    repeated: new Map([...suspects].map(([key, { lines }]) => [key, lines])),
  };
}

type Suspects = Map<string, { readonly rows: number[]; readonly lines: number[] }>;

/** Reads the file once more for the rows that name a customer twice: which of them is meant, nobody can tell. */
async function findRepeats(
  file: RowFile,
  prepare: Prepare,
  suspects: Suspects,
  marks: RowMarks,
  complaints: Complaints,
): Promise<void> {
  for await (const raw of file.rows()) {
    const prepared = prepare(raw);
    if ("complaints" in prepared) continue;
    const key = keyOf(prepared);
    const found = suspects.get(key);
    if (found === undefined) continue;
    found.rows.push(raw.row);
    found.lines.push(raw.location.line ?? raw.row);
    if (found.rows.length > 1) complaints.add([namedTwice(raw, prepared, found.lines)]);
  }
  for (const { rows } of suspects.values()) {
    if (rows.length > 1) for (const row of rows) marks.set(row, mark.invalid);
  }
}

/** @param lines of all rows that name the customer */
export function namedTwice(
  { location }: RawRow,
  { provider, reference, called = reference }: Exclude<Prepared, Refused>,
  lines: readonly number[],
): Complaint {
  const other = lines.find((line) => line !== location.line) ?? location.line ?? 0;
  const where = other < (location.line ?? 0) ? "already" : "as well";
  if (called !== "") {
    const message = `customer ${called} of ${provider.title} is in line ${other} ${where}`;
    return { location, message, hint: "keep one row for each customer" };
  }
  const own = provider.byExternalId === undefined ? "" : "give each an externalId of its own, or ";
  return {
    location,
    message: `the same customer of ${provider.title} stands in line ${other} ${where}, with the same fields and no id of your own`,
    hint: `keep one row for each customer; where two are meant, ${own}make the second one by a run of its own`,
  };
}

/** The same for rows that name one customer. Nothing names a customer that is to be made but what it is to hold. */
export function keyOf({
  provider,
  kind,
  reference,
  called = reference,
  patch,
}: Exclude<Prepared, Refused>): string {
  return called === "" ? `${provider.id} ${contentOf(patch)}` : `${provider.id} ${kind} ${called}`;
}

function contentOf({ edits }: CustomerPatch): string {
  const asked = edits.map((edit) => [pathOf(edit), "value" in edit ? edit.value : null] as const);
  return printJson(sortKeys(Object.fromEntries(asked)));
}
