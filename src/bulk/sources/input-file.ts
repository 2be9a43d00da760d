/** The file that a run reads, and whether it is still the same. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { BillingError } from "../../domain/errors.ts";

export interface InputFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** @throws BillingError `usage` when the file was written to since it was looked at */
  readonly check: () => Promise<void>;
}

/** @throws the system's error when the file cannot be read */
export async function inputFile(path: string, name: string): Promise<InputFile> {
  const look = async (): Promise<string> => {
    const { size, mtimeMs, ino } = await stat(path);
    return `${size} ${mtimeMs} ${ino}`;
  };
  const seen = await look();
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const part = chunk as Buffer;
    bytes += part.length;
    hash.update(part);
  }
  return {
    name,
    path,
    bytes,
    sha256: hash.digest("hex"),
    check: async () => {
      if ((await look()) === seen) return;
      throw new BillingError("usage", `${name} was changed while it was read`, {
        hint: "run it again once nothing writes to it",
      });
    },
  };
}
