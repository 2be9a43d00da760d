/** `customers update --from` and `--resume`, their words understood. */
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

import { BillingError, type Complaint } from "../../../domain/errors.ts";
import type { CustomerPatch } from "../../../domain/patch.ts";
import type { Host } from "../../../host/host.ts";
import { terminal as stderrTerminal } from "../../../host/node-host.ts";
import { changeIds } from "../../../journal/change-id.ts";
import type { LocatedDocument } from "../../../patch/document.ts";
import type { Provider } from "../../../providers/contract.ts";
import { createProgress } from "../../../render/text/spinner.ts";
import { columnsOf } from "../../../bulk/input/csv/columns.ts";
import { openRows, type RowFile } from "../../../bulk/input/raw-rows.ts";
import { detectFormat, rowFormats, type RowFormat } from "../../../bulk/input/row-format.ts";
import type { Table } from "../../../bulk/input/row.ts";
import { parseShard } from "../../../bulk/input/shard.ts";
import { runDirectory } from "../../../bulk/store/directory.ts";
import type { InputFile } from "../../../bulk/sources/input-file.ts";
import { rowWork } from "../../../bulk/sources/rows.ts";
import type { RunWork } from "../../../bulk/ports.ts";
import type { GivenOptions, Invocation, OptionSpec } from "../../args/command.ts";
import { flagPatch } from "../../args/flag-patch.ts";
import { documentIn } from "../../args/patch.ts";
import { reporting } from "../../run-command.ts";
import { forgetUnrecorded, madeDirectory } from "../../run-recording.ts";
import { runMany } from "../../run-many.ts";
import { defaultProvider } from "../../accounts/account.ts";
import { fileReason, openedInput, readSource } from "../../args/input-files.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

/** As much of a file as tells its form. */
const headBytes = 64 * 1024;
/** A cell that clears its field. */
const usualUnsetToken = "#N/A";

/** @param specs options of the command, to be recorded with the run */
export function runRows(invocation: Invocation, specs: readonly OptionSpec[]): Promise<number> {
  return reporting(invocation, async ({ terminal, sessions }) => {
    const { host, options } = invocation;
    checkOptions(invocation);
    const run = changeIds(() => host.now())();
    const from = options.text("from") ?? "";
    const dir = runDirectory(stateDirectoryOf(host, options), run);
    try {
      const path = from === "-" ? await spooled(host, dir) : resolve(host.cwd, from);
      const input = await openedInput("--from", path, from === "-" ? "stdin" : from);
      const progress = await createProgress({
        stream: stderrTerminal(),
        quiet: terminal.quiet || terminal.debug,
        term: host.env["TERM"],
      });
      progress.step("checking rows");
      const work = await rowsIn(invocation, input).finally(() => progress.stop());
      return await runMany({ invocation, specs, terminal, sessions: sessions(), run }, work);
    } finally {
      // What was kept of stdin is of no use without a run.
      await forgetUnrecorded(dir);
    }
  });
}

function checkOptions({ options, operands }: Invocation): void {
  const refused = (long: string, message: string): Complaint => ({
    location: { name: `--${long}` },
    message,
  });
  const complaints = [
    ...(operands.length > 0
      ? [{ location: { name: "<id>" }, message: "with --from the rows name the customers" }]
      : []),
    ...(options.given("file") ? [refused("file", "with --from the rows say what to change")] : []),
    ...(options.given("as-curl") ? [refused("as-curl", "it is for one customer")] : []),
    ...(options.given("no-journal") || options.has("no-journal")
      ? [refused("no-journal", "a run is always recorded: that is how it can be resumed")]
      : []),
    ...(options.text("out") !== undefined && !options.has("dry-run")
      ? [refused("out", "it saves the plans of a dry run: add --dry-run")]
      : []),
    ...(options.text("output") === "yaml"
      ? [refused("output", "many results come as ndjson or json, or as a table or markdown")]
      : []),
    ...(options.text("unset-token") === ""
      ? [refused("unset-token", "an empty cell leaves its field: name a text that clears it")]
      : []),
    ...(options.text("from") === "-" && options.text("metadata-file") === "-"
      ? [refused("metadata-file", "stdin can be read once, and --from reads it")]
      : []),
  ];
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

/** The rows of the input, checked. */
export async function rowsIn(
  { host, options }: Pick<Invocation, "host" | "options">,
  input: InputFile,
): Promise<RunWork> {
  const { path, name } = input;
  const format = await formatOf(options, path, name);
  const delimiter = delimiterOf(options, format);
  const file = await openRows({
    path,
    name,
    format,
    ...(delimiter === undefined ? {} : { delimiter }),
  });
  const columns = tableOf(options, file);
  const shard = options.text("shard");
  const provider = await defaultProvider(host, options);
  const metadataFile = await metadataIn(host, options);
  return rowWork({
    input,
    format,
    file,
    ...(columns === undefined ? {} : { columns }),
    rules: {
      by: options.text("by") === "external-id" ? "external-id" : "id",
      native: options.has("native"),
      unsetToken: options.text("unset-token") ?? usualUnsetToken,
    },
    ...(provider === undefined ? {} : { provider }),
    flags: (chosen) => flagsFor(options, chosen, metadataFile),
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    skipInvalid: options.has("skip-invalid"),
    signal: host.interrupted,
  });
}

function flagsFor(
  options: GivenOptions,
  provider: Provider,
  metadataFile: LocatedDocument | undefined,
): CustomerPatch {
  const found = flagPatch(options, provider, metadataFile);
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  return found.patch;
}

async function metadataIn(host: Host, options: GivenOptions): Promise<LocatedDocument | undefined> {
  const file = options.text("metadata-file");
  if (file === undefined) return undefined;
  const source = await readSource(host, "--metadata-file", file);
  const read = "complaints" in source ? source : await documentIn(source);
  if ("complaints" in read) throw BillingError.usage(read.complaints);
  return read.document;
}

/** Copies stdin beside the run's record, so that it can be read more than once. */
async function spooled(host: Host, dir: string): Promise<string> {
  if (host.stdin.isTTY) {
    throw BillingError.usage([
      {
        location: { name: "--from" },
        message: "stdin is a terminal: pipe the rows into the command, or name a file",
      },
    ]);
  }
  await madeDirectory(dir);
  const path = join(dir, "input");
  try {
    const copy = createWriteStream(path, { mode: 0o600, flush: true });
    await pipeline(host.stdin.chunks(), copy, { signal: host.interrupted });
  } catch (cause) {
    if (host.interrupted.aborted) {
      throw new BillingError("interrupted", "interrupted while stdin was read; nothing was sent");
    }
    throw new BillingError("usage", `stdin cannot be kept in ${path}: ${fileReason(cause)}`, {
      cause,
    });
  }
  return path;
}

async function formatOf(options: GivenOptions, path: string, name: string): Promise<RowFormat> {
  const said = rowFormats.find((known) => known === options.text("input-format"));
  if (said !== undefined) return said;
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return detectFormat(name, buffer.subarray(0, bytesRead));
}

function delimiterOf(options: GivenOptions, format: RowFormat): string | undefined {
  const said = options.text("delimiter");
  if (said === undefined) return undefined;
  const character = said === "tab" || said === String.raw`\t` ? "\t" : said;
  const problem =
    format === "csv" || format === "tsv"
      ? character.length === 1 && !/["\r\n]/u.test(character)
        ? undefined
        : `"${said}" is not one character; write tab for a tab`
      : `rows in ${format} have no delimiter`;
  if (problem === undefined) return character;
  throw BillingError.usage([{ location: { name: "--delimiter" }, message: problem }]);
}

function tableOf(options: GivenOptions, { header }: RowFile): Table | undefined {
  const maps = options.texts("map");
  if (header === undefined) {
    if (maps.length === 0) return undefined;
    throw BillingError.usage([
      {
        location: { name: "--map" },
        message: "it says what a column holds, and JSON rows have none",
        hint: "rename the keys, for example with jq",
      },
    ]);
  }
  if (options.has("native")) {
    throw BillingError.usage([
      { location: { name: "--native" }, message: "columns are paths of the common vocabulary" },
    ]);
  }
  const found = columnsOf(header, maps);
  if ("complaints" in found) throw BillingError.usage(found.complaints);
  return { columns: found.columns, delimiter: header.delimiter };
}
