/** The changes of a run as the source of another run, which takes them back. */
import type { Warning } from "../../domain/change.ts";
import { BillingError } from "../../domain/errors.ts";
import { isApplied, type RecordedChange } from "../../domain/run/recorded-change.ts";
import { isProviderId, providers } from "../../providers/registry.ts";
import type { Connection } from "../../update/connection.ts";
import { checkAccount, type ConfirmAccount } from "../../update/saved/same-account.ts";
import type { Provider } from "../../providers/contract.ts";
import { undoOfCreation } from "../../update/create/archive.ts";
import { undoOf } from "../../update/undo-change.ts";
import type { RunItem, RunSource } from "../ports.ts";
import { collectRows, inputFacts } from "./collect-rows.ts";
import type { InputFile } from "./input-file.ts";

export interface UndoSourceOptions {
  /** The run that is taken back. */
  readonly run: string;
  /** Its journal. */
  readonly input: InputFile;
  /** Its changes as its journal has them, oldest first; read anew by every call. */
  readonly changes: () => AsyncIterable<RecordedChange>;
  readonly accountFor: (provider: string) => Promise<Pick<Connection, "provider" | "account">>;
  readonly confirmAccount: ConfirmAccount;
}

/**
 * Looks through the run for what can be taken back.
 *
 * @returns the source, and what of it cannot be taken back
 * @throws {BillingError} usage: the outcome of one of its changes is not known, or an account is another one;
 *   rejected: nothing of it can be taken back
 */
export async function undoSource(
  options: UndoSourceOptions,
): Promise<{ readonly source: RunSource; readonly warnings: readonly Warning[] }> {
  const { run, input, accountFor } = options;
  const collected = collectRows();
  const lost = new Map<string, number>();
  let rows = 0;
  let unclear = 0;
  for await (const change of options.changes()) {
    rows += 1;
    if (change.outcome === "unknown") unclear += 1;
    if (!isApplied(change.outcome)) continue;
    const account = await accountFor(change.provider);
    await checkAccount(`run ${run}`, change, account, options.confirmAccount);
    const undo = wayBack(change, account.provider);
    for (const text of undo.lost) lost.set(text, (lost.get(text) ?? 0) + 1);
    if (undo.patch.edits.length > 0) collected.add(rows, change.provider, undo.patch);
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
  const { marks, ...facts } = collected.facts();
  const warnings = [...lost].map(([text, count]) => ({
    code: "not_undoable",
    message: count === 1 ? text : `${text} (${count} changes)`,
  }));
  if (facts.chosen === 0 && warnings.length > 0) {
    throw new BillingError(
      "rejected",
      `nothing of run ${run} can be taken back: ${warnings.map(({ message }) => message).join("; ")}`,
      { hint: `what it did: billing history show ${run}` },
    );
  }
  const source: RunSource = {
    command: "undo",
    input: inputFacts({ ...input, name: `run ${run}` }, "run"),
    rows,
    marks,
    ...facts,
    namesTwoWays: false,
    async *items(queue) {
      let row = 0;
      for await (const change of options.changes()) {
        row += 1;
        if (marks.get(row) === queue) yield itemOf(row, change);
      }
    },
    // What is not taken back is a change, and no row that could be given again.
    async *leftOut() {},
    undoes: run,
  };
  return { source, warnings };
}

function itemOf(row: number, change: RecordedChange): RunItem {
  const { provider, id, changeId: undoes } = change;
  if (!isProviderId(provider)) throw new Error(`a change of no provider: ${undoes}`);
  const { lost: _lost, ...undo } = wayBack(change, providers[provider]);
  return { row, kind: "id", reference: id, ...undo, undoes };
}

/** `lost`: what cannot be taken back, and why, in words. */
function wayBack(
  change: RecordedChange,
  provider: Provider,
): Pick<RunItem, "patch" | "expected" | "call"> & { readonly lost: readonly string[] } {
  if (change.creates !== true) {
    const { lost, ...undo } = undoOf(change, provider);
    return { ...undo, lost: lost.map(({ field, why }) => `${field} cannot be taken back: ${why}`) };
  }
  const undo = undoOfCreation(change, provider);
  return "never" in undo
    ? {
        patch: { edits: [], replaceMetadata: false },
        lost: [`${provider.title} has no way to archive the customers that were made`],
      }
    : { ...undo, lost: [] };
}
