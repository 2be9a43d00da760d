/** The credentials that this process knows, kept out of whatever it prints or writes. */
import { isExactNumber } from "../json.ts";
import { freeOf, redactor } from "./redactor.ts";

/** A shorter one could not be told from ordinary words, and masking it would mask those. */
export const shortestSecret = 8;

export interface Secrets {
  /** From now on it is masked. */
  add(secret: string): void;
  /** The text with every occurrence masked. */
  redact(text: string): string;
  /**
   * The same value with every occurrence in its strings masked, before it is laid out in cells, lines and escapes. Keys
   * stay, so that a document keeps its form, except where what they hold can be nothing else than a credential. What
   * holds none is given back as it is.
   */
  redactValue<Value>(value: Value): Value;
  /** Whether there is one anywhere in the value. */
  isIn(value: unknown): boolean;
}

type Redact = (text: string) => string;

export function createSecrets(given: readonly string[] = []): Secrets {
  const known = new Set(given);
  let inText: Redact;
  let inKeys: Redact;
  let isFree: (value: unknown) => boolean;
  const learn = (): void => {
    inText = redactor([...known]);
    inKeys = redactor([...known].filter(isUnmistakable));
    isFree = freeOf([...known]);
  };
  learn();
  return {
    add(secret) {
      if (known.has(secret)) return;
      known.add(secret);
      learn();
    },
    redact: (text) => inText(text),
    redactValue: <Value>(value: Value) =>
      known.size === 0 || isFree(value) ? value : (redactIn(value, inText, inKeys) as Value),
    isIn: (value) => known.size > 0 && !isFree(value) && redactIn(value, inText, inKeys) !== value,
  };
}

/** No member of any document looks like that, and no vendor's either: those are words, at most joined by underscores. */
function isUnmistakable(secret: string): boolean {
  return secret.length >= 16 && /[^A-Za-z_]/u.test(secret);
}

function redactIn(value: unknown, inText: Redact, inKeys: Redact): unknown {
  if (typeof value === "string") return inText(value);
  if (typeof value === "number") return unlessHeld(value, String(value), inText);
  if (isExactNumber(value)) return unlessHeld(value, value.value, inText);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const masked = items.map((item) => redactIn(item, inText, inKeys));
    return masked.every((item, index) => Object.is(item, items[index])) ? value : masked;
  }
  return isPlain(value) ? redactMembers(value, inText, inKeys) : value;
}

/** A credential of digits alone is one as a number as well. */
function unlessHeld(value: unknown, text: string, inText: Redact): unknown {
  const masked = inText(text);
  return masked === text ? value : masked;
}

function redactMembers(value: object, inText: Redact, inKeys: Redact): object {
  const members: (readonly [string, unknown])[] = Object.entries(value);
  let masked: (readonly [string, unknown])[] | undefined;
  for (const [index, member] of members.entries()) {
    const [key, held] = member;
    const [shown, inside] = [inKeys(key), redactIn(held, inText, inKeys)];
    const isSame = shown === key && Object.is(inside, held);
    if (!isSame) masked ??= members.slice(0, index);
    masked?.push(isSame ? member : [shown, inside]);
  }
  return masked === undefined ? value : Object.fromEntries(masked);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
