/** Chance for names that have to differ. */
import { randomBytes as fromCrypto } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const atOnce = 1024;

let left: Buffer = Buffer.alloc(0);

/**
 * Bytes that nobody can guess, from the system's own source: to load node:crypto for them takes as long as a twentieth
 * of a whole update. Where the system has no such file (Windows), they are node:crypto's.
 */
export function randomBytes(length: number): Buffer {
  // To ask the system for each few takes longer than all else.
  if (left.length < length) left = fromSystem(Math.max(length, atOnce));
  const taken = left.subarray(0, length);
  left = left.subarray(length);
  return taken;
}

/** A random UUID (RFC 9562, version 4). */
export function randomUuid(): string {
  const bytes = Buffer.from(randomBytes(16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}

/** @param source the file that has them */
export function fromSystem(length: number, source = "/dev/urandom"): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  try {
    const file = openSync(source, "r");
    try {
      done = readSync(file, bytes, 0, length, null);
    } finally {
      closeSync(file);
    }
  } catch {
    // There is none, or it may not be read.
  }
  return done === length ? bytes : fromCrypto(length);
}
