/**
 * Loaded before the program: its clock stands still and its chance repeats, another one for each command line.
 * `RECORDING_STEP` says which script of the group it is in; each begins a minute after the one before. What the program sleeps moves the clock on by exactly that and takes a
 * fraction of it; the timers of Node, by which requests time out, are left as they are.
 */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

const step = Number(process.env["RECORDING_STEP"] ?? 0);
const start = Date.parse("2026-11-20T08:00:00.000Z") + step * 60_000;
/** Milliseconds slept for one that really passes. */
const haste = 20;

let now = start;
const realDate = Date;
realDate.now = () => now;
globalThis.Date = new Proxy(realDate, {
  apply: () => new realDate(now).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now] : given, newTarget) as Date,
});
performance.now = () => now - start;

const realDelay = timers.setTimeout;
timers.setTimeout = async (milliseconds = 0, value, options) => {
  const end = now + milliseconds;
  const passed = await realDelay(milliseconds / haste, value, options);
  now = Math.max(now, end);
  return passed;
};

/** Numbers from 0 up to 1 that look like chance and are the same in every recording (mulberry32). */
function repeated(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const line = JSON.stringify([step, ...process.argv.slice(2)]);
const seed = crypto.createHash("sha256").update(line).digest();

Math.random = repeated(seed.readInt32LE(0));

const chanceOfBytes = repeated(seed.readInt32LE(4));
const bytes = (count: number): Buffer =>
  Buffer.from(Array.from({ length: count }, () => Math.floor(chanceOfBytes() * 256)));
const uuid = (): `${string}-${string}-${string}-${string}-${string}` => {
  const digits = bytes(16).toString("hex");
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
};
Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid });
Object.defineProperty(globalThis.crypto, "randomUUID", { value: uuid });

syncBuiltinESMExports();
