/** What is under way until it has ended, for each signal that ends it. */
import { whenAborted } from "../../host/when-aborted.ts";

type End = () => void;

/** One listener for all that a signal ends: one for each request is dear where there are many. */
export function underWay(): (signal: AbortSignal) => Set<End> {
  const known = new WeakMap<AbortSignal, Set<End>>();
  return (signal) => {
    const found = known.get(signal);
    if (found !== undefined) return found;
    const ends = new Set<End>();
    known.set(signal, ends);
    whenAborted(signal, () => ends.forEach((end) => end()));
    return ends;
  };
}
