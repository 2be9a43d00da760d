/** A file that is written from its beginning, piece by piece. */
import { writeSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";

import { openOutput } from "./open-output.ts";

export interface TextFile {
  /** Resolves once the system took the text. Rejects with the system's error. */
  write(text: string): Promise<void>;
  /** Rejects with the system's error. */
  close(): Promise<void>;
}

/** Makes the file, or empties it; its owner's alone where it is new. */
export async function createTextFile(path: string): Promise<TextFile> {
  const file = await openOutput(path);
  return (await file.stat()).isFile() ? plainFile(file) : streamed(file);
}

/** The system takes a piece at once, in a fraction of the time that it takes to have it written elsewhere. */
function plainFile(file: FileHandle): TextFile {
  let failure: { readonly error: unknown } | undefined;
  return {
    async write(text) {
      if (failure !== undefined) throw failure.error;
      const bytes = Buffer.from(text);
      try {
        // Where the disk is full, a part may be taken; the next part is then refused.
        for (let done = 0; done < bytes.length;) done += writeSync(file.fd, bytes, done);
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
    async close() {
      await file.close();
      if (failure !== undefined) throw failure.error;
    },
  };
}

/** A pipe or a device may let its writer wait. */
function streamed(file: FileHandle): TextFile {
  const stream = file.createWriteStream();
  // Each caller gets its own failure.
  stream.on("error", () => undefined);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        // What comes after a failure gets the failure, not that the stream is gone.
        stream.write(text, (error) => (error ? reject(stream.errored ?? error) : resolve()));
      }),
    close: () =>
      new Promise((resolve, reject) => {
        if (stream.errored !== null) reject(stream.errored);
        else {
          stream.end((error?: Error | null) =>
            error ? reject(stream.errored ?? error) : resolve(),
          );
        }
      }),
  };
}
