/** Finds keys that come again among millions, in little memory. */

/** How much larger a full table becomes: small enough that no key costs more than 16 bytes afterwards. */
const growth = 1.5;
const fullest = 0.75;

export interface SeenIds {
  /**
   * True when a key of this hash was added before: then the key may be a repeated one, and only a comparison with
   * the others tells. A repeated key is never missed.
   */
  readonly add: (key: string) => boolean;
  /** How many different hashes were added. */
  readonly size: () => number;
}

/** An open-addressed table of 64-bit hashes. */
export function seenIds(capacity = 1024): SeenIds {
  let slots = new Uint32Array(capacity * 2);
  let size = 0;

  return {
    size: () => size,
    add: (key) => {
      const high = hashOf(key, 0x811c9dc5, 0x01000193);
      // Two zeros mark a free slot.
      const low = hashOf(key, 0x9e3779b9, 0x85ebca77) || 1;
      if (!insert(slots, high, low)) return true;
      size += 1;
      if (size > (slots.length / 2) * fullest) slots = grown(slots);
      return false;
    },
  };
}

/** False when the hash is there already. */
function insert(slots: Uint32Array, high: number, low: number): boolean {
  const capacity = slots.length / 2;
  let slot = Math.floor((high / 2 ** 32) * capacity);
  while (slots[slot * 2 + 1] !== 0) {
    if (slots[slot * 2] === high && slots[slot * 2 + 1] === low) return false;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
  slots[slot * 2] = high;
  slots[slot * 2 + 1] = low;
  return true;
}

function grown(slots: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil((slots.length / 2) * growth) * 2);
  for (let at = 0; at < slots.length; at += 2) {
    const low = slots[at + 1] ?? 0;
    if (low !== 0) insert(larger, slots[at] ?? 0, low);
  }
  return larger;
}

/** 32 bits of the text: FNV-1a over its UTF-16 units with a factor of one's own, then mixed so that every bit counts for the high ones too. */
function hashOf(key: string, seed: number, factor: number): number {
  let hash = seed;
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), factor);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
