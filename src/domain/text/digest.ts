import { createHash } from "node:crypto";

import { sha256 } from "@noble/hashes/sha2.js";

/** Characters from which on Node's own is the quicker, although it has to be loaded. */
const long = 20_000;

/**
 * The SHA-256 of a text: it tells nothing of the text, and no other text has the same. A short text does without
 * node:crypto, for to load that takes a twentieth of a whole update.
 */
export function digestOf(text: string): Buffer {
  return text.length < long
    ? Buffer.from(sha256(Buffer.from(text)))
    : createHash("sha256").update(text).digest();
}
