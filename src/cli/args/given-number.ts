/** Numbers after flags. */
import { BillingError } from "../../domain/errors.ts";
import type { GivenOptions } from "./command.ts";

const longestSeconds = 3600;

/** The number of seconds after this flag, where it was given. */
export function givenSeconds(options: GivenOptions, long: string): number | undefined {
  const text = options.text(long);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/u.test(text) && seconds > 0 && seconds <= longestSeconds) return seconds;
  throw BillingError.usage([
    {
      location: { name: `--${long}` },
      message: `"${text}" is not a number of seconds above 0 and up to ${longestSeconds}`,
    },
  ]);
}

/** The whole number after this flag, where it was given. */
export function givenCount(
  options: GivenOptions,
  long: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const text = options.text(long);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (/^\d+$/u.test(text) && count >= least && count <= most) return count;
  throw BillingError.usage([
    {
      location: { name: `--${long}` },
      message: `"${text}" is not a whole number from ${least} to ${most}`,
    },
  ]);
}
