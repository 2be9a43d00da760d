/** A file that is written from its beginning, piece by piece. */
import { openOutput } from "./open-output.ts";

export interface TextFile {
  /** Resolves once the system took the text. Rejects with the system's error. */
  write(text: string): Promise<void>;
  /** Rejects with the system's error. */
  close(): Promise<void>;
}

/** Makes the file, or empties it; its owner's alone where it is new. */
export async function createTextFile(path: string): Promise<TextFile> {
  const stream = (await openOutput(path)).createWriteStream();
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
