/** Results in the order of their rows, although they come as they end. */

/** How far the fastest may be ahead of the slowest; so many results wait at most. */
const window = 2000;

export interface InOrder<T> {
  /** Resolves when the row is not too far ahead of the others. */
  room(row: number): Promise<void>;
  /** Takes what came of a row, and gives on all that is due. */
  put(row: number, value: T): Promise<void>;
  /** From now on nobody waits for room: some rows will not come. */
  open(): void;
  /** Gives on what is left, in order. */
  flush(): Promise<void>;
}

/**
 * @param next the first row after this one that is to come; undefined after the last
 * @param give gets each value in its turn
 */
export function inOrder<T>(
  next: (row: number) => number | undefined,
  give: (value: T) => Promise<void>,
): InOrder<T> {
  const waiting = new Map<number, T>();
  let due = next(0);
  let isOpen = false;
  let wake: (() => void)[] = [];
  const wakeAll = (): void => {
    const woken = wake;
    wake = [];
    for (const resolve of woken) resolve();
  };
  const isTooFar = (row: number): boolean => !isOpen && due !== undefined && row > due + window;
  let giving: Promise<void> = Promise.resolve();
  const giveDue = async (): Promise<void> => {
    while (due !== undefined && waiting.has(due)) {
      const ready = waiting.get(due) as T;
      waiting.delete(due);
      due = next(due);
      wakeAll();
      await give(ready);
    }
  };
  return {
    async room(row) {
      while (isTooFar(row)) {
        await new Promise<void>((resolve) => {
          wake.push(resolve);
        });
      }
    },
    put(row, value) {
      waiting.set(row, value);
      // One after the other: what is given takes its time.
      giving = giving.then(giveDue);
      return giving;
    },
    open() {
      isOpen = true;
      wakeAll();
    },
    async flush() {
      await giving;
      for (const [, value] of [...waiting].toSorted(([left], [right]) => left - right)) {
        await give(value);
      }
      waiting.clear();
    },
  };
}
