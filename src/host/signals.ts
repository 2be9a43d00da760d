/** Signals that ask a program to end. On Windows Ctrl-Break and a closed console ask as well. */
export function interruptingSignals(platform: string): readonly NodeJS.Signals[] {
  return platform === "win32" ? ["SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP"] : ["SIGINT", "SIGTERM"];
}
