/** What the command line says of a run, as typed values. */
import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import { rowFormats, type RowFormat } from "../../bulk/input/row-format.ts";
import type { BulkOptions } from "../../bulk/ports.ts";
import type { RowRules } from "../../bulk/sources/row-patch.ts";
import type { GivenOptions, Invocation } from "../args/command.ts";
import { givenCount } from "../args/given-number.ts";
import { givenVerify } from "../args/given-verify.ts";
import { accountWords, masksFor } from "../result-text.ts";
import { stateDirectoryOf } from "../state-directory.ts";

const usualConcurrency = 32;
/** A cell that clears its field. */
const usualUnsetToken = "#N/A";

export interface RunOptions {
  readonly bulk: BulkOptions;
  /** Files as the user named them, by the option's name. */
  readonly files: Readonly<Record<"results" | "failed" | "out", string | undefined>>;
  readonly metadataFile: string | undefined;
  /** Nobody is to be asked. */
  readonly noInput: boolean;
  /** Whether personal data is masked where people read it. */
  readonly masks: boolean;
  /** Whether the exit code of a dry run tells that there is something to change. */
  readonly detailedExitCode: boolean;
  /** What leads another command to the same account. */
  readonly accountWords: readonly string[];
  /** Where runs are recorded. */
  readonly stateDir: string;
}

/** @throws {BillingError} usage: a number is none */
export function readRunOptions({ host, options }: Invocation): RunOptions {
  const most = 1_000_000_000;
  return {
    bulk: {
      mode: options.has("dry-run") ? "dry-run" : options.has("yes") ? "write" : "rehearse",
      concurrency: givenCount(options, "concurrency", { least: 1, most: 1000 }) ?? usualConcurrency,
      maxErrors: givenCount(options, "max-errors", { least: 1, most }) ?? Infinity,
      ordered: options.has("ordered"),
      ...compact({ verify: givenVerify(options) }),
      force: options.has("force"),
    },
    files: {
      results: options.text("results"),
      failed: options.text("failed"),
      out: options.text("out"),
    },
    metadataFile: options.text("metadata-file"),
    noInput: options.has("no-input"),
    masks: masksFor(host, options),
    detailedExitCode: options.has("detailed-exitcode"),
    accountWords: accountWords(options),
    stateDir: stateDirectoryOf(host, options),
  };
}

/** How the rows of a file are read. */
export interface RowOptions {
  readonly rules: RowRules;
  readonly format: RowFormat | undefined;
  readonly delimiter: string | undefined;
  readonly maps: readonly string[];
  readonly shard: string | undefined;
  readonly skipInvalid: boolean;
  readonly metadataFile: string | undefined;
}

export function readRowOptions(options: GivenOptions): RowOptions {
  return {
    rules: {
      by: options.text("by") === "external-id" ? "external-id" : "id",
      native: options.has("native"),
      unsetToken: options.text("unset-token") ?? usualUnsetToken,
    },
    format: rowFormats.find((known) => known === options.text("input-format")),
    delimiter: options.text("delimiter"),
    maps: options.texts("map"),
    shard: options.text("shard"),
    skipInvalid: options.has("skip-invalid"),
    metadataFile: options.text("metadata-file"),
  };
}

/**
 * What `--from` names.
 *
 * @throws {BillingError} usage: with everything that does not go with it
 */
export function readFrom({ options, operands }: Invocation): string {
  const from = options.text("from") ?? "";
  const complaints: readonly (Complaint | false)[] = [
    operands.length > 0 && {
      location: { name: "<id>" },
      message: "with --from the rows name the customers",
    },
    options.given("file") && refused("file", "with --from the rows say what to change"),
    options.given("as-curl") && refused("as-curl", "it is for one customer"),
    (options.given("no-journal") || options.has("no-journal")) &&
      refused("no-journal", "a run is always recorded: that is how it can be resumed"),
    options.text("out") !== undefined &&
      !options.has("dry-run") &&
      refused("out", "it saves the plans of a dry run: add --dry-run"),
    options.text("output") === "yaml" &&
      refused("output", "many results come as ndjson or json, or as a table or markdown"),
    options.text("unset-token") === "" &&
      refused("unset-token", "an empty cell leaves its field: name a text that clears it"),
    from === "-" &&
      options.text("metadata-file") === "-" &&
      refused("metadata-file", "stdin can be read once, and --from reads it"),
  ];
  refuseAll(complaints.filter((complaint) => complaint !== false));
  return from;
}

/**
 * The run that `--resume` names, missing: the latest that is not finished; and the state directory.
 *
 * @throws {BillingError} usage: with everything that does not go with it
 */
export function readResume({ host, options, operands }: Invocation) {
  refuseAll(
    ["from", "file", "out", "dry-run"]
      .filter((long) => options.given(long))
      .map((long) => refused(long, "it does not go with --resume")),
  );
  const run = options.text("resume") ?? operands[0];
  return { ...compact({ run }), stateDir: stateDirectoryOf(host, options) };
}

function refused(long: string, message: string): Complaint {
  return { location: { name: `--${long}` }, message };
}

function refuseAll(complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw BillingError.usage(complaints);
}
