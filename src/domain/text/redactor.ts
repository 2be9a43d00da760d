/** Removes credentials from text, in every form that they may take in it. */

const mask = "***";

/**
 * A function that masks every occurrence of the secrets in a text: as they are, escaped for JSON,
 * percent-encoded, and inside base64; in one piece, or broken over lines. Empty secrets are none.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = allForms(secrets);
  if (forms.length === 0) return (text) => text;
  const longestFirst = forms.toSorted((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(longestFirst.join("|"), "g");
  return (text) => maskBroken(text.replaceAll(pattern, mask), pattern);
}

/** A line's end, as it is or as it is escaped, with the indentation of the next line. */
const lineBreak = /(?:\r?\n|(?:\\r)?\\n)[ \t]*/g;

/** The same as it is printed in JSON, where a backslash may be one or two; and what may be none after all. */
const printedBreak = /(?:\\{1,2}r)?\\{1,2}n(?: |\\t)*/g;

/** Masks what the pattern matches once the lines are joined: from its first character to its last. */
function maskBroken(text: string, pattern: RegExp): string {
  const breaks = [...text.matchAll(lineBreak)];
  if (breaks.length === 0) return text;
  const joined = text.replaceAll(lineBreak, "");
  const kept: string[] = [];
  let [end, passed, removed] = [0, 0, 0];
  /** Where a character of the joined text stands in the text. */
  const placeOf = (index: number): number => {
    for (let next = breaks[passed]; next !== undefined; next = breaks[passed]) {
      if (next.index - removed > index) break;
      removed += next[0].length;
      passed += 1;
    }
    return index + removed;
  };
  for (const { 0: found, index } of joined.matchAll(pattern)) {
    kept.push(text.slice(end, placeOf(index)), mask);
    end = placeOf(index + found.length - 1) + 1;
  }
  return kept.join("") + text.slice(end);
}

/**
 * Whether none of the secrets is in the value in any form, which one look at the whole of it as a text often tells;
 * false where that cannot be told.
 */
export function freeOf(secrets: readonly string[]): (value: unknown) => boolean {
  const forms = allForms(secrets);
  // Printing escapes character by character; but a half of a pair beside its other half is another character.
  if (forms.some((form) => !form.isWellFormed())) return () => false;
  const printed = new Set(forms.map((form) => JSON.stringify(form).slice(1, -1)));
  // What begins with another one is found with it.
  const needed = [...printed].filter(
    (form) => ![...printed].some((other) => other !== form && form.includes(other)),
  );
  return (value) => {
    try {
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined) return false;
      if (needed.some((form) => text.includes(form))) return false;
      // Without a backslash no line is broken.
      if (!text.includes("\\")) return true;
      const joined = text.replaceAll(printedBreak, "");
      return !needed.some((form) => joined.includes(form));
    } catch {
      return false;
    }
  };
}

function allForms(secrets: readonly string[]): readonly string[] {
  return [...new Set(secrets.filter((secret) => secret !== "").flatMap(formsOf))];
}

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(Buffer.from(secret).toString());
  const form = new URLSearchParams({ "": secret }).toString().slice(1);
  const plain = [secret, json, json.replaceAll("/", "\\/"), percent, form];
  return [...plain, ...[percent, form].map(lowerHex), ...base64Forms(secret)];
}

function lowerHex(text: string): string {
  return text.replaceAll(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase());
}

/**
 * Base64 spells a text in three ways, by where in a triple of bytes it begins; the letters shared
 * with a neighbour are left out. What is left of a short secret could stand in any text by chance.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const cores = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const end = Math.floor((padded.length * 8) / 6);
    return ["base64", "base64url"].map((encoding) =>
      padded
        .toString(encoding === "base64" ? "base64" : "base64url")
        .slice(Math.ceil((offset * 8) / 6), end),
    );
  });
  return cores.filter((core) => core.length >= 8);
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
