/** Command lines with what they say: one line a case. */

export interface Case {
  /** What is shown; a sentence's subject. */
  readonly what: string;
  /** The command line, in a POSIX shell's words. */
  readonly line: string;
  readonly code: number;
  /** What stderr says, in order, beside anything else. */
  readonly says: readonly string[];
  readonly stdin?: string;
  /** Files in the working directory, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}
