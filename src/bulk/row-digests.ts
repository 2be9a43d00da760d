/** Four bytes of each row, to tell whether it is still the one that was checked. */

export interface RowDigests {
  readonly set: (row: number, raw: string) => void;
  readonly matches: (row: number, raw: string) => boolean;
}

export function createRowDigests(): RowDigests {
  let digests = new Uint32Array(1024);
  return {
    set: (row, raw) => {
      if (row > digests.length) {
        const larger = new Uint32Array(Math.max(row, digests.length * 2));
        larger.set(digests);
        digests = larger;
      }
      digests[row - 1] = digestOf(raw);
    },
    matches: (row, raw) => digests[row - 1] === digestOf(raw),
  };
}

/** FNV-1a over the text's UTF-16 units. */
function digestOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
