/** What the operating system refused, in words. */

/** A refusal of the system, as Node reports it; anything else that is thrown is a bug. */
export interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
}

const words: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EEXIST: "its directory is a file",
  EFBIG: "the file is too large",
  EIO: "the disk reported an error",
  EISDIR: "it is a directory",
  ELOOP: "its symbolic links go in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "its directory is not there",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "part of its path is a file",
  ENXIO: "it is a socket, or a device that is not there",
  EPIPE: "nobody reads the pipe",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

export function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    "syscall" in error
  );
}

/** `no space is left on the disk (ENOSPC)`. */
export function reasonOf({ code }: SystemError): string {
  const word = words[code];
  return word === undefined ? code : `${word} (${code})`;
}

const remedies: Readonly<Record<string, string>> = {
  EACCES: "name a place that you may write to",
  EDQUOT: "make room",
  EISDIR: "name a file in it",
  ENOENT: "make its directory",
  ENOSPC: "make room",
  EPERM: "name a place that you may write to",
  EROFS: "name a place that you may write to",
};

/** What to do where something could not be written: `make room`. Undefined where the reason says as much. */
export function writeRemedyOf({ code }: SystemError): string | undefined {
  return remedies[code];
}

/** What to do where a file could not be read. */
export function readRemedyOf(error: unknown): string | undefined {
  const isRefused = isSystemError(error) && ["EACCES", "EPERM"].includes(error.code);
  return isRefused ? "give yourself the right to read it, or name another file" : undefined;
}

/** The refusal that a pipe without a reader stands for. */
export function unread(): SystemError {
  return Object.assign(new Error("the pipe has no reader"), { code: "EPIPE", syscall: "open" });
}

/** The refusal that a write cut short stands for: the disk took a part and has no room for more. */
export function diskFull(): SystemError {
  return Object.assign(new Error("the write was cut short"), { code: "ENOSPC", syscall: "write" });
}
