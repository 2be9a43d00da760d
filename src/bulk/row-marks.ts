/** What is known of each row of an input, in one byte a row: millions of rows fit into a few megabytes. */

/** Marks of rows that are not done; every other mark is the number of a lane, from 1. */
export const mark = {
  /** Another shard's, or not to be done for another reason. */
  left: 0,
  /** Updated or unchanged already. */
  done: 253,
  /** Tried already, and it failed for a reason that lasts. */
  failed: 254,
  /** Not valid, and left out because the run was told to. */
  invalid: 255,
} as const;

const highestLane = 252;

export interface RowTable {
  /** Rows that were marked, up to the highest. */
  readonly size: () => number;
  /** Mark of the row, from 1; {@link mark.left} where it has none. */
  readonly get: (row: number) => number;
  readonly set: (row: number, value: number) => void;
}

export function createRowTable(): RowTable {
  let bytes = new Uint8Array(1024);
  let size = 0;
  return {
    size: () => size,
    get: (row) => bytes[row - 1] ?? mark.left,
    set: (row, value) => {
      if (row > bytes.length) {
        const larger = new Uint8Array(Math.max(row, bytes.length * 2));
        larger.set(bytes);
        bytes = larger;
      }
      bytes[row - 1] = value;
      size = Math.max(size, row);
    },
  };
}

/** Whether the mark is the number of a lane. */
export function isLane(value: number): boolean {
  return value > 0 && value <= highestLane;
}
