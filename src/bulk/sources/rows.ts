/** The rows of a file as the work of a run: all of them are checked before one is sent. */
import { BillingError, type Complaint, describeComplaint } from "../../domain/errors.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
import { mayDestroy } from "../../plan/destructive.ts";
import type { Provider } from "../../providers/contract.ts";
import { isProviderId, providerIds, providers } from "../../providers/registry.ts";
import type { RowFile } from "../input/raw-rows.ts";
import { readRow } from "../input/read-row.ts";
import type { RawRow, ReadRow, Table } from "../input/row.ts";
import { seenIds } from "../seen-ids.ts";
import { inShard, type Shard } from "../input/shard.ts";
import type { InputFile } from "./input-file.ts";
import { type RowPatch, rowPatch, type RowRules } from "./row-patch.ts";
import { rowRefused } from "../row-result.ts";
import { createRowDigests, type RowDigests } from "../row-digests.ts";
import { createRowTable, isLane, mark, type RowTable } from "../row-marks.ts";
import { collectComplaints, type Complaints, type RunWork } from "../ports.ts";
import type { RunItem } from "../update-many.ts";

/** Where rows come from and what holds for all of them. */
export interface RowWorkOptions {
  readonly input: InputFile;
  readonly format: string;
  readonly file: RowFile;
  /** What the columns are; missing where rows are JSON. */
  readonly columns?: Table;
  readonly rules: RowRules;
  /** Of rows that name none. */
  readonly provider?: Provider;
  /** What the command line asks of every row, checked for this provider. */
  readonly flags: (provider: Provider) => CustomerPatch;
  readonly shard?: Shard;
  /** Rows that are not valid are left out, instead of ending the run before it begins. */
  readonly skipInvalid: boolean;
  /** Ends the checking. */
  readonly signal: AbortSignal;
}

type Prepared = (RowPatch & { readonly provider: Provider }) | Refused;
/** What is wrong with the row, and whom it names as far as that could be read. */
type Refused = Partial<Pick<RowPatch, "kind" | "reference">> & {
  readonly provider?: Provider;
  readonly complaints: readonly Complaint[];
};

/**
 * Checks every row.
 *
 * @throws BillingError `usage` with what is wrong, each at its line and column
 */
export async function rowWork(options: RowWorkOptions): Promise<RunWork> {
  const { input, format, file, skipInvalid } = options;
  await input.check();
  const table = createRowTable();
  const complaints = collectComplaints();
  const lanes: Provider[] = [];
  const prepare = preparing(options);
  const checked = await checkRows(options, prepare, { table, complaints, lanes });
  if (!skipInvalid) {
    complaints.refuse("nothing was sent; mend the rows, or leave them out with --skip-invalid");
  }
  let chosen = 0;
  let invalid = 0;
  for (let row = 1; row <= checked.rows; row += 1) {
    if (isLane(table.get(row))) chosen += 1;
    else if (table.get(row) === mark.invalid) invalid += 1;
  }
  return {
    command: "update",
    input: {
      name: input.name,
      path: input.path,
      format,
      bytes: input.bytes,
      sha256: input.sha256,
    },
    rows: checked.rows,
    chosen,
    invalid,
    providers: lanes.map(({ id }) => id),
    table,
    namesTwoWays: checked.namesTwoWays,
    ...(options.provider === undefined ? {} : { defaultProvider: options.provider.id }),
    mayDestroy: checked.mayDestroy,
    failedFile: { extension: `.${format}`, ...file.failedFile },
    items: (lane) => itemsOf(options, prepare, { table, digests: checked.digests, lane }),
    leftOut: () => leftOut(options, prepare, table, checked.repeated),
  };
}

interface Checked {
  readonly rows: number;
  readonly mayDestroy: boolean;
  readonly namesTwoWays: boolean;
  readonly digests: RowDigests;
  /** Lines of the rows that name a customer, of those that several rows name. */
  readonly repeated: ReadonlyMap<string, readonly number[]>;
}

async function checkRows(
  { file, shard, signal }: RowWorkOptions,
  prepare: (raw: RawRow) => Prepared,
  {
    table,
    complaints,
    lanes,
  }: { readonly table: RowTable; readonly complaints: Complaints; readonly lanes: Provider[] },
): Promise<Checked> {
  const seen = seenIds();
  const digests = createRowDigests();
  const kinds = new Set<string>();
  const suspects = new Map<string, { readonly rows: number[]; readonly lines: number[] }>();
  let rows = 0;
  let destroys = false;
  for await (const raw of file.rows()) {
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
      table.set(raw.row, mark.invalid);
      continue;
    }
    const { provider, kind, reference, patch } = prepared;
    const key = keyOf(prepared);
    digests.set(raw.row, raw.raw);
    kinds.add(`${provider.id} ${kind}`);
    if (seen.add(key)) suspects.set(key, { rows: [], lines: [] });
    if (!lanes.includes(provider)) lanes.push(provider);
    const mine = shard === undefined || inShard(shard, reference);
    table.set(raw.row, mine ? lanes.indexOf(provider) + 1 : mark.left);
    destroys ||= mine && mayDestroy(patch);
  }
  const repeated =
    suspects.size === 0
      ? new Map<string, readonly number[]>()
      : await repeats(file, prepare, suspects, { table, complaints });
  const namesTwoWays = kinds.size > lanes.length;
  return { rows, mayDestroy: destroys, namesTwoWays, digests, repeated };
}

/** Reads the file once more for the rows that name a customer twice: which of them is meant, nobody can tell. */
async function repeats(
  file: RowFile,
  prepare: (raw: RawRow) => Prepared,
  suspects: Map<string, { readonly rows: number[]; readonly lines: number[] }>,
  { table, complaints }: { readonly table: RowTable; readonly complaints: Complaints },
): Promise<ReadonlyMap<string, readonly number[]>> {
  for await (const raw of file.rows()) {
    const prepared = prepare(raw);
    if ("complaints" in prepared) continue;
    const found = suspects.get(keyOf(prepared));
    if (found === undefined) continue;
    found.rows.push(raw.row);
    found.lines.push(raw.location.line ?? raw.row);
    if (found.rows.length > 1) complaints.add([namedTwice(raw, prepared, found.lines)]);
  }
  for (const { rows } of suspects.values()) {
    if (rows.length > 1) for (const row of rows) table.set(row, mark.invalid);
  }
  return new Map([...suspects].map(([key, { lines }]) => [key, lines]));
}

function namedTwice(
  { location }: RawRow,
  { provider, reference }: Exclude<Prepared, Refused>,
  lines: readonly number[],
): Complaint {
  const other = lines.find((line) => line !== location.line) ?? location.line ?? 0;
  const where = other < (location.line ?? 0) ? "already" : "as well";
  return {
    location,
    message: `customer ${reference} of ${provider.title} is in line ${other} ${where}`,
    hint: "keep one row for each customer",
  };
}

function keyOf({ provider, kind, reference }: Exclude<Prepared, Refused>): string {
  return `${provider.id} ${kind} ${reference}`;
}

/** From a raw row to what is asked of which customer. */
function preparing({ columns, rules, provider: usual, flags }: RowWorkOptions) {
  const known = new Map<Provider, CustomerPatch>();
  const flagsOf = (provider: Provider): CustomerPatch => {
    const found = known.get(provider) ?? flags(provider);
    known.set(provider, found);
    return found;
  };
  return (raw: RawRow): Prepared => {
    const row = readRow(raw, columns);
    if ("complaints" in row) return row;
    const named = row.id ?? row.externalId;
    const subject = {
      kind: row.id === undefined ? ("external-id" as const) : rules.by,
      reference: named?.value ?? "",
    };
    const provider = providerOf(row, usual);
    if ("complaints" in provider) return { ...provider, ...subject };
    const patch = rowPatch(row, provider, rules, flagsOf(provider));
    return { ...subject, ...patch, provider };
  };
}

function providerOf(
  { provider: said, location }: ReadRow,
  usual: Provider | undefined,
): Provider | { readonly complaints: readonly Complaint[] } {
  if (said !== undefined && isProviderId(said.value)) return providers[said.value];
  if (said === undefined && usual !== undefined) return usual;
  const all = providerIds.join(", ");
  const complaint: Complaint =
    said === undefined
      ? {
          location,
          message: "which provider?",
          hint: `name it in the row, or for all rows with --provider (${all})`,
        }
      : {
          location: said.location,
          message: `there is no provider "${said.value}"${didYouMean(said.value, providerIds)}`,
          hint: `one of ${all}`,
        };
  return { complaints: [complaint] };
}

async function* itemsOf(
  { input, file }: RowWorkOptions,
  prepare: (raw: RawRow) => Prepared,
  {
    table,
    digests,
    lane,
  }: { readonly table: RowTable; readonly digests: RowDigests; readonly lane: number },
): AsyncGenerator<RunItem> {
  await input.check();
  for await (const raw of file.rows()) {
    if (table.get(raw.row) !== lane) continue;
    const prepared = prepare(raw);
    // What was never checked is not sent.
    if (!digests.matches(raw.row, raw.raw) || "complaints" in prepared) throw changed(input);
    const { kind, reference, patch } = prepared;
    yield { row: raw.row, kind, reference, patch, raw: raw.raw };
  }
}

function changed({ name }: InputFile): BillingError {
  return new BillingError("usage", `${name} was changed while its rows were sent`, {
    hint: "put it back as it was, then go on with the run",
  });
}

async function* leftOut(
  { file }: RowWorkOptions,
  prepare: (raw: RawRow) => Prepared,
  table: RowTable,
  repeated: ReadonlyMap<string, readonly number[]>,
): AsyncGenerator<{ readonly raw: string; readonly refused?: ReturnType<typeof rowRefused> }> {
  for await (const raw of file.rows()) {
    const held = table.get(raw.row);
    if (held === mark.failed) yield { raw: raw.raw };
    if (held !== mark.invalid) continue;
    const prepared = prepare(raw);
    const subject = {
      row: raw.row,
      provider: prepared.provider?.id ?? "",
      kind: prepared.kind ?? "id",
      reference: prepared.reference ?? "",
    };
    const complaints =
      "complaints" in prepared
        ? prepared.complaints
        : [namedTwice(raw, prepared, repeated.get(keyOf(prepared)) ?? [])];
    const message = complaints.map(describeComplaint).join("; ");
    yield {
      raw: raw.raw,
      refused: rowRefused(subject, "skipped", new BillingError("usage", message)),
    };
  }
}
