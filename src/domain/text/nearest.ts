import leven from "leven";

/** The candidate that a mistyped word most likely meant; undefined when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = normalise(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceOf(typed, normalise(candidate), bestDistance);
    // A word that shares nothing with the candidate was not meant to be it, however short both are.
    if (distance < bestDistance && distance < typed.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "name"?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates);
  return found === undefined ? "" : `; did you mean "${found}"?`;
}

/** Edits between two words, up to a limit; two swapped neighbours are one edit. */
function distanceOf(typed: string, candidate: string, limit: number): number {
  if (Math.abs(typed.length - candidate.length) >= limit) return limit;
  return isSwap(typed, candidate) ? 1 : leven(typed, candidate);
}

function isSwap(typed: string, candidate: string): boolean {
  if (typed.length !== candidate.length || typed === candidate) return false;
  let at = 0;
  while (typed[at] === candidate[at]) at += 1;
  return (
    typed[at] === candidate[at + 1] &&
    typed[at + 1] === candidate[at] &&
    typed.slice(at + 2) === candidate.slice(at + 2)
  );
}

/** Case and separators are what people get wrong most and mean least. */
function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/gu, "");
}
