/** The outside world as a value; {@link nodeHost} in `node-host.ts` is the only reader of `process`. */

export interface OutputStream {
  readonly isTTY: boolean;
  /** Names the file that it goes to, the same for every name of a file; missing: it goes to none. */
  readonly file?: string | undefined;
  /** Columns of the terminal; undefined when it is none or does not know (0 counts as not knowing). */
  readonly columns: number | undefined;
  /**
   * Writes the text; resolves once all of it was taken. A reader that went away is no failure; whatever else the system
   * refuses of stdout rejects with its error, and of stderr nothing does: there is nowhere to say so.
   */
  write(text: string): Promise<void>;
  /** The reader went away: whatever is written is read by nobody. */
  readonly isUnread?: boolean;
}

export interface InputStream {
  readonly isTTY: boolean;
  /** Names the file that it comes from, as for an {@link OutputStream}. */
  readonly file?: string | undefined;
  /** Reads to the end, piece by piece, as the pieces are taken. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Reads everything to the end, at most `limit` bytes. Rejects with a RangeError past that, and when the program is interrupted. */
  readAll(limit: number): Promise<Uint8Array>;
  /** The first bytes that are there already, where nobody else can be waiting for them. Nothing can be read afterwards. */
  waiting(): Promise<Uint8Array>;
  /** Forgets what was typed so far: it is no answer to a question that was not asked yet. */
  forgetTyped(): Promise<void>;
  /** Reads one line from a terminal; undefined at end of input, or when the signal fires. */
  readLine(signal: AbortSignal): Promise<string | undefined>;
}

/** How a program ended: by itself, or by a signal. */
export type ProgramEnd = { readonly code: number } | { readonly signal: string };

export interface Host {
  /** Words after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Home directory of the user, absolute; undefined for a user who has none. */
  readonly home: string | undefined;
  /** Where files are kept that nobody misses. */
  readonly temporary: string;
  readonly platform: string;
  /** This process among others, for locks. */
  readonly self: {
    readonly pid: number;
    /** Name of the machine. */
    readonly hostname: string;
    /** Names the machine's last start; undefined where the system does not say. */
    readonly boot: string | undefined;
    /** Names the processes that are seen from here; another container sees others. */
    readonly sight: string | undefined;
    /** Whether a process of this machine is alive; a zombie is not. */
    isAlive(pid: number): boolean;
    /** When a process began, in a word of the system's; undefined where it does not say. */
    startOf(pid: number): string | undefined;
  };
  readonly stdin: InputStream;
  /**
   * What comes out of a pipe that has a name, until its last writer is gone; it ends with an error when the program is
   * interrupted. Rejects with the system's error where it cannot be opened.
   */
  openPipe(path: string): AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after so many milliseconds; rejects when the signal fires. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** A fresh UUID. */
  uuid(): string;
  /**
   * Runs a program without a shell, with this one's stdin and stderr and, where that is a terminal, stdout. Until it
   * ends, Ctrl-C is the program's alone; a SIGTERM is passed on to it. Rejects with the system's error where it cannot
   * be started.
   */
  lendTerminal(program: string, words: readonly string[]): Promise<ProgramEnd>;
  /** Fires at the first SIGINT or SIGTERM; its reason is the signal's name. */
  readonly interrupted: AbortSignal;
}
