/** What is known of each row of an input, in a few bytes a row: millions of rows fit into a few megabytes. */

/** Marks of rows that are not to be done; every other mark is the number of a provider's queue, from 1. */
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

const highestQueue = 252;

/** Whether the mark is the number of a queue. */
export function isQueue(value: number): boolean {
  return value > 0 && value <= highestQueue;
}

export interface RowMarks {
  /** Rows that were marked, up to the highest. */
  readonly size: () => number;
  /** Mark of the row, from 1; {@link mark.left} where it has none. */
  readonly get: (row: number) => number;
  readonly set: (row: number, value: number) => void;
}

export function createRowMarks(): RowMarks {
  let bytes = new Uint8Array(1024);
  let size = 0;
  return {
    size: () => size,
    get: (row) => bytes[row - 1] ?? mark.left,
    set: (row, value) => {
      bytes = roomFor(row, bytes, (length) => new Uint8Array(length));
      bytes[row - 1] = value;
      size = Math.max(size, row);
    },
  };
}

/** Four bytes of each row, to tell whether it is still the one that was checked. */
export interface RowDigests {
  readonly set: (row: number, raw: string) => void;
  readonly matches: (row: number, raw: string) => boolean;
}

export function createRowDigests(): RowDigests {
  let digests = new Uint32Array(1024);
  return {
    set: (row, raw) => {
      digests = roomFor(row, digests, (length) => new Uint32Array(length));
      digests[row - 1] = digestOf(raw);
    },
    matches: (row, raw) => digests[row - 1] === digestOf(raw),
  };
}

/** The numbers, or a longer copy of them where the row has no room. */
function roomFor<Numbers extends Uint8Array | Uint32Array>(
  row: number,
  held: Numbers,
  make: (length: number) => Numbers,
): Numbers {
  if (row <= held.length) return held;
  const larger = make(Math.max(row, held.length * 2));
  larger.set(held);
  return larger;
}

/** FNV-1a over the text's UTF-16 units. */
function digestOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
