/** Pipes that have a name: `mkfifo`, and what a shell makes of `<(…)`. */
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";

import { whenAborted } from "./when-aborted.ts";

/**
 * What comes out of the pipe until its last writer is gone. It is opened without waiting for the first one: a thread
 * that waits in the system could not be called off.
 *
 * @param signal ends the reading: the pieces end with an error
 */
export async function* fromPipe(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stream = new Socket({ fd: descriptor, readable: true, writable: false });
  const stopListening = whenAborted(signal, () => stream.destroy());
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } finally {
    stopListening();
    stream.destroy();
  }
}
