/**
 * The table of cases: what people really type and really have, one line a case. Each stands for its kind; what else is
 * of the kind is tested beside the code.
 */

/** One command line with the files it meets, and what is to come of it. */
export interface Case {
  /** What is met, for the test's title. */
  readonly met: string;
  /** Files of the working directory, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Behind `billing`; the emulator is at hand. In a string, a line of bash that is run through the built program. */
  readonly typed: readonly string[] | string;
  /** Beside the terminal's and the home's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly code: number;
  /** Each of them is in stderr. */
  readonly says?: readonly (string | RegExp)[];
  /** Each of them is in stdout. */
  readonly prints?: readonly (string | RegExp)[];
  /** None of them is in stdout or stderr. */
  readonly never?: readonly (string | RegExp)[];
}

/** What the program said and how it ended. */
export interface CaseResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The result beside what was expected of it, equal where the case holds. */
export function compared(
  { code, says = [], prints = [], never = [] }: Case,
  result: CaseResult,
): { readonly found: object; readonly expected: object } {
  // One text for everything that was said, so that a failure shows it whole.
  const missing = (patterns: Case["says"] & object, text: string) =>
    patterns.filter((pattern) => !holds(text, pattern)).map(String);
  const all = result.stdout + result.stderr;
  const wrong = {
    said: missing(says, result.stderr),
    printed: missing(prints, result.stdout),
    never: never.filter((pattern) => holds(all, pattern)).map(String),
  };
  const isWrong = result.code !== code || Object.values(wrong).some(({ length }) => length > 0);
  return {
    found: { code: result.code, ...wrong, ...(isWrong ? { all } : {}) },
    expected: { code, said: [], printed: [], never: [] },
  };
}

function holds(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
}
