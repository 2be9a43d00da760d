/** What the command line says of a run. */
import type { BulkOptions } from "../../bulk/ports.ts";
import { compact } from "../../domain/compact.ts";
import { usualConfirm } from "../../domain/confirmation.ts";
import { BillingError, type Complaint } from "../../domain/errors.ts";
import type { RunCommand } from "../../domain/run/run.ts";
import type { ChangeOptions } from "../args/options/change-options.ts";
import { flagsOf, type Given, type ValuesOf } from "../args/option.ts";
import { type paceOptions, rowOptions, runOptions } from "../args/options/run-options.ts";
import type { ConnectionOptions } from "../args/options/shared-options.ts";
import { createOptions } from "../args/options/create-options.ts";
import { type UpdateOptions, updateOptions } from "../args/options/update-options.ts";

/** Options of every command that can change many customers. */
export type RunOptions = ChangeOptions &
  ConnectionOptions &
  ValuesOf<typeof paceOptions> &
  Partial<Pick<UpdateOptions, "failed" | "metadataFile">>;

const usualConcurrency = 32;

/** @param isWatched somebody reads on a screen what goes on */
export function bulkOptions(options: RunOptions, isWatched: boolean): BulkOptions {
  return {
    confirm: options.confirm ?? usualConfirm,
    shows: isWatched,
    mode: options.dryRun ? "dry-run" : options.yes ? "write" : "rehearse",
    concurrency: options.concurrency ?? usualConcurrency,
    maxErrors: options.maxErrors ?? Infinity,
    ordered: options.ordered,
    ...compact({ verify: options.verify, confirmRows: options.confirmRows }),
    force: options.force,
  };
}

/** @throws {BillingError} usage: with everything that does not go with `--from` */
export function checkFrom(
  options: RunOptions & Partial<UpdateOptions>,
  operands: readonly string[],
): void {
  const { file, out, from, metadataFile } = options;
  refuseAll([
    operands.length > 0 && {
      location: { name: "<id>" },
      message: "with --from the rows name the customers",
    },
    file !== undefined && refused("file", "with --from the rows say what to change"),
    options.breakLock === true &&
      refused("break-lock", "it is for a run that goes on, with --resume"),
    options.asCurl === true && refused("as-curl", "it is for one customer"),
    options.noJournal &&
      refused("no-journal", "a run is always recorded: that is how it can be resumed"),
    out !== undefined &&
      !options.dryRun &&
      refused("out", "it saves the plans of a dry run: add --dry-run"),
    options.output === "yaml" &&
      refused("output", "many results come as ndjson or json, or as a table or markdown"),
    options.unsetToken === "" &&
      refused("unset-token", "an empty cell leaves its field: name a text that clears it"),
    from === "-" &&
      metadataFile === "-" &&
      refused("metadata-file", "stdin can be read once, and --from reads it"),
  ]);
}

/** @throws {BillingError} usage: what is said is for many customers, and no file of them is named */
export function refuseRunOptions(given: Given): void {
  refuseAll(
    flagsOf({ ...rowOptions, ...runOptions })
      .filter(({ long }) => Object.hasOwn(given, long))
      .map(({ long }) => refused(long, "it is for many customers: name them with --from")),
  );
}

/** @throws {BillingError} usage: with everything that does not go with `--resume` */
export function checkResume({ from, file, out, dryRun }: UpdateOptions): void {
  const message = "it does not go with --resume";
  refuseAll([
    from !== undefined && refused("from", message),
    file !== undefined && refused("file", message),
    out !== undefined && refused("out", message),
    dryRun && refused("dry-run", message),
  ]);
}

function refused(long: string, message: string): Complaint {
  return { location: { name: `--${long}` }, message };
}

function refuseAll(found: readonly (Complaint | false)[]): void {
  const complaints = found.filter((complaint) => complaint !== false);
  if (complaints.length > 0) throw BillingError.usage(complaints);
}

/** The options of the command that began a run over rows, or over what has no options of its own. */
export function optionsOfRun(command: RunCommand) {
  return command === "create" ? createOptions : updateOptions;
}
