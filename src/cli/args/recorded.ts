/** Options that decide what a run does: they are kept with it, and hold again when it is resumed. */
import { BillingError } from "../../domain/errors.ts";
import { type Flag, type Given, givenUnder } from "./option.ts";

/** What the run keeps of the command line that began it, in the order of the options. */
export function recordedIn(flags: readonly Flag[], given: Given): Given {
  return Object.fromEntries(
    flags.flatMap(({ long, recorded }) => {
      const held = recorded === false ? undefined : givenUnder(given, long);
      return held === undefined || held === "" ? [] : [[long, held]];
    }),
  );
}

/**
 * What the run recorded, with what the command line that resumes it says of how it goes and how it is shown.
 *
 * @param flags of the command that resumes
 * @throws {BillingError} usage: when the command line says again what the run decided
 */
export function resumedWith(flags: readonly Flag[], recorded: Given, given: Given): Given {
  const again = flags.filter(
    (flag) => flag.recorded === true && givenUnder(given, flag.long) !== undefined,
  );
  if (again.length > 0) {
    throw BillingError.usage(
      again.map(({ long }) => ({
        location: { name: `--${long}` },
        message: "a resumed run has the options it was begun with",
        hint: "leave it out, or begin a new run",
      })),
    );
  }
  return { ...recordedIn(flags, recorded), ...given };
}
