/** Errors of Node's own, told apart by their code. */

/** The error's code, such as `ENOENT`; undefined when it has none. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Whether a file was not there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}
