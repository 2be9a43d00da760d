/** stdout and stderr, as an {@link OutputStream}. */
import { writeSync } from "node:fs";

import { fileAt, isFile, isTerminal } from "./descriptors.ts";
import type { OutputStream } from "./host.ts";

/** Streams that were opened. */
const opened: NodeJS.WriteStream[] = [];

/** Whether the system has taken all that was written. */
export function isAllWritten(): boolean {
  return opened.every((stream) => stream.writableLength === 0);
}

/** @param open Node's stream of it, which is left alone where the system takes everything at once */
export function output(descriptor: number, open: () => NodeJS.WriteStream): OutputStream {
  const isTTY = isTerminal(descriptor);
  let failure: Error | undefined;
  let stream: NodeJS.WriteStream | undefined;
  let isPlain: boolean | undefined;
  const streamed = (): NodeJS.WriteStream => {
    if (stream !== undefined) return stream;
    stream = open();
    opened.push(stream);
    // A write's own callback reports it; without a listener it would end the process.
    stream.on("error", (error: Error) => {
      failure ??= error;
    });
    return stream;
  };
  return {
    isTTY,
    get file() {
      return fileAt(descriptor);
    },
    get columns() {
      if (!isTTY) return undefined;
      const { columns } = streamed();
      return columns > 0 ? columns : undefined;
    },
    get isUnread() {
      return failure !== undefined;
    },
    write: async (text) => {
      if ((isPlain ??= !isTTY && isFile(descriptor))) return writeToFile(descriptor, text);
      const error = await new Promise<Error | null | undefined>((resolve) => {
        streamed().write(text, resolve);
      });
      // After the first failure the stream only says that it is gone.
      const refused = error && (failure ??= error);
      // A reader that went away (`| head`) is no failure of ours.
      if (refused && !("code" in refused && refused.code === "EPIPE")) throw refused;
    },
  };
}

/** The same where nobody is left to hear of a failure. */
export function forgiving(stream: OutputStream): OutputStream {
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
    write: (text) => stream.write(text).catch(() => undefined),
  };
}

/** Node's own stream takes a write that was cut short by a full disk for a whole one. */
function writeToFile(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}
