/** What was taken back, by what: the same for changes and for runs. */

interface Undoing {
  readonly id: string;
  /** What it takes back. */
  readonly undoes?: string | undefined;
  /** It changed something. */
  readonly done: boolean;
}

/**
 * By the id of what was taken back, the last that took it back and was not taken back itself. Newest first, because
 * an undo that was undone leaves what it undid in place.
 *
 * @param all oldest first
 */
export function undoers(all: readonly Undoing[]): ReadonlyMap<string, string> {
  const undoneBy = new Map<string, string>();
  for (const { id, undoes, done } of all.toReversed()) {
    if (undoes === undefined || !done || undoneBy.has(id) || undoneBy.has(undoes)) continue;
    undoneBy.set(undoes, id);
  }
  return undoneBy;
}

/** The same records, each with what took it back; oldest first. */
export function withUndone<Item extends { readonly undoneBy?: string }>(
  items: readonly Item[],
  undoingOf: (item: Item) => Undoing,
): readonly Item[] {
  const undoings = items.map(undoingOf);
  const undoneBy = undoers(undoings);
  return items.map((item, index) => {
    const by = undoneBy.get(undoings[index]?.id ?? "");
    return by === undefined ? item : { ...item, undoneBy: by };
  });
}
