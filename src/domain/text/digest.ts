import { sha256 } from "@noble/hashes/sha2.js";

/**
 * The SHA-256 of a short text: it tells nothing of the text, and no other text has the same. To load node:crypto for it
 * takes as long as a twentieth of a whole update; of much content that one's is the quicker.
 */
export function digestOf(text: string): Buffer {
  return Buffer.from(sha256(Buffer.from(text)));
}
