/** What is recorded together, in one home. */
export interface Group {
  /** Name of the file of the recording, without its ending. */
  readonly name: string;
  /**
   * Scripts of a POSIX shell, run one after the other; each is one entry of the recording. `billing` is the built
   * program. `$ID1`, `$ID2`, … are the ids of changes and runs in the order in which they were first printed, as the
   * recording numbers them, and `$LAST` is the one that was printed last.
   */
  readonly scripts: readonly string[];
}
