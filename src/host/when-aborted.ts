/**
 * Calls once the signal fires, or at once where it has: a listener that is added afterwards would never be called.
 *
 * @returns ends the listening
 */
export function whenAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    act();
    return () => undefined;
  }
  signal.addEventListener("abort", act, { once: true });
  return () => signal.removeEventListener("abort", act);
}
