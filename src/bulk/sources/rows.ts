/** The rows of a file as the source of a run: all of them are checked before one is sent. */
import { compact } from "../../domain/compact.ts";
import { BillingError, describeComplaint } from "../../domain/errors.ts";
import type { RunItem, RunSource } from "../ports.ts";
import { mark } from "../row-marks.ts";
import { rowRefused } from "../row-result.ts";
import { type CheckedRows, checkRows, type CheckOptions, keyOf, namedTwice } from "./check-rows.ts";
import { inputFacts } from "./collect-rows.ts";
import type { InputFile } from "./input-file.ts";
import { type Prepare, type PrepareOptions, rowPreparer } from "./prepare-row.ts";

/** Where rows come from and what holds for all of them. */
export interface RowSourceOptions extends PrepareOptions, CheckOptions {
  readonly input: InputFile;
  readonly format: string;
}

/**
 * Checks every row.
 *
 * @throws {BillingError} usage: with what is wrong, each at its line and column
 */
export async function rowSource(options: RowSourceOptions): Promise<RunSource> {
  const { input, format, file } = options;
  await input.check();
  const prepare = rowPreparer(options);
  const checked = await checkRows(options, prepare);
  return compact({
    command: options.rules.creates === undefined ? ("update" as const) : ("create" as const),
    input: inputFacts(input, format),
    rows: checked.rows,
    ...checked.collected.facts(),
    ...checked.notes,
    namesTwoWays: checked.namesTwoWays,
    defaultProvider: options.provider?.id,
    failedFile: { extension: `.${format}`, ...file.failedFile },
    items: (queue: number) => itemsOf(options, prepare, checked, queue),
    leftOut: () => leftOut(options, prepare, checked),
  });
}

async function* itemsOf(
  { input, file }: RowSourceOptions,
  prepare: Prepare,
  { collected: { marks }, digests }: CheckedRows,
  queue: number,
): AsyncGenerator<RunItem> {
  await input.check();
  for await (const raw of file.rows()) {
    if (marks.get(raw.row) !== queue) continue;
    const prepared = prepare(raw);
    // What was never checked is not sent.
    if (!digests.matches(raw.row, raw.raw) || "complaints" in prepared) {
      throw new BillingError("usage", `${input.name} was changed while its rows were sent`, {
        hint: "put it back as it was, then go on with the run",
      });
    }
    const { kind, reference, patch, expected, creates } = prepared;
    yield compact({ row: raw.row, kind, reference, patch, expected, creates, raw: raw.raw });
  }
}

async function* leftOut(
  { file }: RowSourceOptions,
  prepare: Prepare,
  { collected: { marks }, repeated }: CheckedRows,
): AsyncGenerator<{ readonly raw: string; readonly refused?: ReturnType<typeof rowRefused> }> {
  for await (const raw of file.rows()) {
    const held = marks.get(raw.row);
    if (held === mark.failed) yield { raw: raw.raw };
    if (held !== mark.invalid) continue;
    const prepared = prepare(raw);
    const { provider, kind = "id", reference = "" } = prepared;
    const complaints =
      "complaints" in prepared
        ? prepared.complaints
        : [namedTwice(raw, prepared, repeated.get(keyOf(prepared)) ?? [])];
    const refused = rowRefused(
      { row: raw.row, provider: provider?.id ?? "", kind, reference },
      "skipped",
      new BillingError("usage", complaints.map(describeComplaint).join("; "), { complaints }),
    );
    yield { raw: raw.raw, refused };
  }
}
