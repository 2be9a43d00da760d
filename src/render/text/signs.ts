/** Signs outside ASCII in the program's own words, for where they cannot be shown. */

/** As long as need be: nothing is laid out by them any more. */
const spellings: Readonly<Record<string, string>> = { "…": "...", "·": "-" };

/**
 * A message or a help text in signs that the terminal has. Tables and documents are none: what a record holds is shown
 * as it is.
 */
export function spelled(text: string, { unicode }: { readonly unicode: boolean }): string {
  return unicode ? text : text.replaceAll(/[…·]/gu, (sign) => spellings[sign] ?? sign);
}

/** A table whose values are masked, which are not what the record holds anyway: every line stays as wide as it is. */
export function spelledMasks(text: string, { unicode }: { readonly unicode: boolean }): string {
  return unicode ? text : text.replaceAll("…", "*");
}
