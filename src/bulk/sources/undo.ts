/** The changes of a run as the work of another run, which takes them back. */
import type { Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import type { RecordedChange } from "../../domain/recorded-change.ts";
import { mayDestroy } from "../../plan/destructive.ts";
import { isProviderId, providers } from "../../providers/registry.ts";
import type { InputFile } from "./input-file.ts";
import type { Target } from "../../update/read-customer.ts";
import { createRowTable } from "../row-marks.ts";
import type { RunWork } from "../ports.ts";
import { checkAccount, undoOf } from "../../update/undo-change.ts";
import type { RunItem } from "../update-many.ts";

export interface UndoWorkOptions {
  /** The run that is taken back. */
  readonly run: string;
  /** Its journal. */
  readonly input: InputFile;
  /** Its changes as its journal tells them, oldest first; read anew by every call. */
  readonly changes: () => AsyncIterable<RecordedChange>;
  readonly accountFor: (provider: string) => Promise<Pick<Target, "provider" | "account">>;
}

/**
 * Looks through the run for what can be taken back.
 *
 * @returns the work, and what of it cannot be taken back
 * @throws BillingError `usage` when the outcome of one of its changes is not known, or an account is another one
 */
export async function undoWork(
  options: UndoWorkOptions,
): Promise<{ readonly work: RunWork; readonly warnings: readonly Warning[] }> {
  const { run, input } = options;
  const table = createRowTable();
  const lanes: string[] = [];
  const lost = new Map<string, number>();
  let rows = 0;
  let chosen = 0;
  let unclear = 0;
  let destroys = false;
  for await (const change of options.changes()) {
    rows += 1;
    if (change.outcome === "unknown") unclear += 1;
    if (change.outcome !== "updated") continue;
    const provider = await checked(options, change);
    const undo = undoOf(change, provider);
    for (const { field, why } of undo.lost) {
      const text = `${field} cannot be taken back: ${why}`;
      lost.set(text, (lost.get(text) ?? 0) + 1);
    }
    if (undo.patch.edits.length === 0) continue;
    if (!lanes.includes(change.provider)) lanes.push(change.provider);
    table.set(rows, lanes.indexOf(change.provider) + 1);
    chosen += 1;
    destroys ||= mayDestroy(undo.patch);
  }
  if (unclear > 0) {
    throw new BillingError(
      "usage",
      `it is not known whether ${unclear} of the changes of run ${run} were applied`,
      {
        hint: `find out first: billing history --resolve, or finish it: billing customers update --resume ${run}`,
      },
    );
  }
  const work: RunWork = {
    command: "undo",
    input: {
      name: `run ${run}`,
      path: input.path,
      format: "run",
      bytes: input.bytes,
      sha256: input.sha256,
    },
    rows,
    chosen,
    invalid: 0,
    providers: lanes,
    table,
    namesTwoWays: false,
    mayDestroy: destroys,
    items: async function* items(lane) {
      for await (const { row, change } of numbered(options)) {
        if (table.get(row) === lane) yield itemOf(row, change);
      }
    },
    // What is not taken back is a change, and no row that could be given again.
    leftOut: async function* leftOut() {},
    undoes: run,
  };
  const warnings = [...lost].map(([text, count]): Warning => ({
    code: "not_undoable",
    message: count === 1 ? text : `${text} (${count} changes)`,
  }));
  return { work, warnings };
}

async function* numbered({ changes }: UndoWorkOptions) {
  let row = 0;
  for await (const change of changes()) {
    row += 1;
    yield { row, change };
  }
}

async function checked({ accountFor }: UndoWorkOptions, change: RecordedChange) {
  const target = await accountFor(change.provider);
  checkAccount(change, target);
  return target.provider;
}

function itemOf(row: number, change: RecordedChange): RunItem {
  const { provider } = change;
  if (!isProviderId(provider)) throw new Error(`a change of no provider: ${change.change}`);
  const { patch, expected } = undoOf(change, providers[provider]);
  return {
    row,
    kind: "id",
    reference: change.id,
    patch,
    expected,
    undoes: change.change,
  };
}
