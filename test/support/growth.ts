/** How work grows with what it is given: by processor time of this process, as a ratio, so that no machine is too slow. */

/** Processor time of the work, in microseconds. */
function cpuOf(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

/** So many times as much is given. */
export const times = 16;

/** How much longer it then takes: about {@link times} where it is linear, and the square of it where it is not. */
export function growth(workOf: (n: number) => () => unknown, few: number): number {
  const [small, large] = [workOf(few), workOf(few * times)];
  small();
  // What takes next to nothing is measured by chance alone.
  const short = () => Math.max(3000, Math.min(...[1, 2, 3].map(() => cpuOf(small))));
  // Whatever else this process collects meanwhile is counted as well, but not each time; and a processor that others
  // use as well may be slower from one moment to the next.
  let grown = cpuOf(large) / short();
  for (let again = 0; again < 6 && grown > 2 * times; again += 1)
    grown = Math.min(grown, cpuOf(large) / short());
  return grown;
}
