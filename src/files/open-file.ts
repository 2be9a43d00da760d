/** An open file that other processes write as well, or that has to be on the disk. */
import { closeSync, fdatasync, fstatSync, fsync, openSync, readSync, writeSync } from "node:fs";
import { promisify } from "node:util";

/** No process has as many files open: the system refuses it, where the number of a closed file soon is another's. */
export const noDescriptor = 2 ** 31 - 1;

/**
 * What the system does in memory is done at once: to have another thread do it and to wait for that takes many times as
 * long. Only the disk is waited for. Each call throws a system's error.
 */
export class OpenFile implements Disposable {
  #descriptor: number;

  /** @param mode of a file that is made */
  constructor(path: string, flags: "r" | "a+" | "wx", mode?: number) {
    this.#descriptor = openSync(path, flags, mode);
  }

  /** Bytes that it has. */
  size(): number {
    return fstatSync(this.#descriptor).size;
  }

  /** What it has from the position on, at most so many bytes. */
  read(length: number, position: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#descriptor, bytes, 0, length, position));
  }

  /** @returns how many of the bytes were taken */
  write(bytes: Uint8Array): number {
    return writeSync(this.#descriptor, bytes);
  }

  /** Resolves when all of it is on the disk. */
  sync(): Promise<void> {
    return promisify(fsync)(this.#descriptor);
  }

  /** Resolves when its bytes are on the disk; when they were written may not be. */
  datasync(): Promise<void> {
    return promisify(fdatasync)(this.#descriptor);
  }

  [Symbol.dispose](): void {
    const descriptor = this.#descriptor;
    this.#descriptor = noDescriptor;
    closeSync(descriptor);
  }
}
