/** Options of a run that decide what is done: they are recorded with it, and hold again when it is resumed. */
import { BillingError } from "../../domain/errors.ts";
import type { RunHeader } from "../../domain/run.ts";
import type { GivenOptions, OptionSpec } from "../args/command.ts";

type Recorded = RunHeader["options"];

/** What only says how it is shown, or how fast it goes, or which run is meant. */
const passing = new Set(
  (
    "output color quiet debug timeout no-retry max-wait concurrency max-errors ordered from resume dry-run out " +
    "no-input show-unchanged mask detailed-exitcode emulator emulator-state fault limit no-journal as-curl file"
  ).split(" "),
);

/** These may be given anew when the run is resumed. */
const renewable = new Set(["yes", "profile", "config", "results", "failed", "base-url"]);

export function recordedOptions(specs: readonly OptionSpec[], options: GivenOptions): Recorded {
  const recorded: Record<string, string | readonly string[] | boolean> = {};
  for (const { long, value, repeatable, negatable } of specs) {
    if (passing.has(long)) continue;
    const held =
      repeatable === true
        ? options.texts(long)
        : value !== undefined
          ? (options.text(long) ?? (negatable === true ? options.onOff(long) : undefined))
          : negatable === true
            ? options.onOff(long)
            : options.has(long);
    if (held === undefined || (held === false && negatable !== true)) continue;
    if (typeof held === "boolean" || held.length > 0) recorded[long] = held;
  }
  return recorded;
}

/**
 * The options of the run, with what this command line says of how it is shown.
 *
 * @param specs of the command that resumes
 * @throws {BillingError} usage: the command line says again what the run decided
 */
export function resumedOptions(
  specs: readonly OptionSpec[],
  given: GivenOptions,
  recorded: Recorded,
): GivenOptions {
  const again = Object.keys(recordedOptions(specs, given)).filter((long) => !renewable.has(long));
  if (again.length > 0) {
    throw BillingError.usage(
      again.map((long) => ({
        location: { name: `--${long}` },
        message: "a resumed run has the options it was begun with",
        hint: "leave it out, or begin a new run",
      })),
    );
  }
  const isOwn = (long: string) => !passing.has(long) && !given.given(long);
  const held = (long: string) => (Object.hasOwn(recorded, long) ? recorded[long] : undefined);
  return {
    text: (long) => {
      if (!isOwn(long)) return given.text(long);
      const value = held(long);
      return typeof value === "string" ? value : undefined;
    },
    texts: (long) => {
      if (!isOwn(long)) return given.texts(long);
      const value = held(long);
      return Array.isArray(value) ? value : [];
    },
    has: (long) => (isOwn(long) ? held(long) === true : given.has(long)),
    given: (long) => (isOwn(long) ? held(long) !== undefined : given.given(long)),
    onOff: (long) => {
      if (!isOwn(long)) return given.onOff(long);
      const value = held(long);
      return typeof value === "boolean" ? value : undefined;
    },
  };
}
