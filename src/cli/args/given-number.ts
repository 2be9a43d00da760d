import type { GivenOptions } from "./command.ts";

/** The whole number after this flag, where it was given. */
export function givenCount(
  options: GivenOptions,
  long: string,
  _range: { readonly least: number; readonly most: number },
): number | undefined {
  const text = options.text(long);
  return text === undefined ? undefined : Number(text);
}
