/** `history --run`: the changes of one run, of which there may be millions. */
import type { DamagedLine } from "../../../domain/recorded-change.ts";
import { type ChangeFilter, filterChanges } from "../../../journal/filter-changes.ts";
import { readJournal } from "../../../journal/read-journal.ts";
import { runChangesView } from "../../../render/history/views.ts";
import { renderList } from "../../../render/view.ts";
import { changesOfRun } from "../../../bulk/store/changes.ts";
import { runDirectory } from "../../../bulk/store/directory.ts";
import type { Invocation } from "../../args/command.ts";
import { damagedIn } from "./runs.ts";
import { journalOf } from "../../journal.ts";
import { lookFor } from "../../result-text.ts";
import { undoneAlone } from "../../recorded.ts";
import { stateDirectoryOf } from "../../state-directory.ts";
import type { Terminal } from "../../terminal.ts";

/** Reports the changes of the run that pass the filter, or are among `also`. */
export async function reportRun(
  invocation: Invocation,
  terminal: Terminal,
  run: string,
  { filter, also }: { readonly filter: ChangeFilter; readonly also: ReadonlySet<string> },
): Promise<void> {
  const { host, options } = invocation;
  const dir = runDirectory(stateDirectoryOf(host, options), run);
  const undone = undoneAlone((await readJournal(journalOf(host, options))).changes);
  const damaged: DamagedLine[] = [];
  const list = renderList(runChangesView, terminal.format, lookFor(invocation, terminal));
  for await (const change of changesOfRun(dir, (line) => damaged.push(line))) {
    if (!also.has(change.change) && filterChanges([change], filter).length === 0) continue;
    const text = list.item(undone(change));
    if (text !== "") await terminal.out(text);
  }
  await terminal.out(await list.end(damaged));
  await terminal.warn(damagedIn(run, damaged));
}
