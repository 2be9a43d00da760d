/** Ids of changes: ULIDs (github.com/ulid/spec), 48 bits of time and 80 random bits in Crockford's base 32. */
import { randomBytes } from "../host/random-bytes.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** By the digits that JavaScript writes. */
const spelled = new Map(alphabet.split("").map((letter, value) => [value.toString(32), letter]));
const digits = 26;
/** 80 bits. */
const chanceBytes = 10;

/**
 * A source of ids. Each is greater than the one before, also within a millisecond and when the clock was set back.
 *
 * @param now milliseconds since 1970
 */
export function changeIds(now: () => number): () => string {
  let last = -1n;
  return () => {
    // A clock before 1970 has no digits of its own: chance alone tells such ids apart.
    const fresh =
      (BigInt(Math.max(0, Math.floor(now()))) << 80n) |
      BigInt(`0x${randomBytes(chanceBytes).toString("hex")}`);
    last = fresh > last ? fresh : last + 1n;
    let id = "";
    for (const digit of last.toString(32).padStart(digits, "0")) id += spelled.get(digit) ?? "";
    return id;
  };
}

/** The id, or part of one, as this program spells it: people read `0` as `O`, and `1` as `I` or `L`. */
export function spellChangeId(text: string): string {
  return text.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/gu, "1");
}
