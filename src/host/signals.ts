/** Signals that ask a program to end. On Windows Ctrl-Break and a closed console ask as well. */
export function interruptingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM"];
}

/** Those of them that a key sends, to every program on the terminal. */
export const keyboardSignals: readonly NodeJS.Signals[] = ["SIGINT", "SIGBREAK"];
