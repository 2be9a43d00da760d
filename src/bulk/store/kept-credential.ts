/** A run keeps what was piped in and what the command line said, as they are: neither may hold a credential. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";

import { BillingError } from "../../domain/errors.ts";
import type { RunHeader } from "../../domain/run/run.ts";
import type { Redact } from "../../journal/record.ts";

/** Longer than any form of a credential: what lies across two pieces of a file is seen in the second. */
const overlap = 16 * 1024;

/**
 * @param dir of the run, with the copy of its input in it where it has one
 * @throws {BillingError} usage: a credential of one of its accounts would be kept
 */
export async function refuseKeptCredential(
  dir: string,
  header: RunHeader,
  redact: Redact,
): Promise<void> {
  const { options, input } = header;
  if (redact(options) !== options) {
    throw refused("the command line holds a credential of this account, and a run keeps it", {
      hint: "take it out of the options: it would be stored with the customers",
    });
  }
  if (await holdsCredential(join(dir, "input"), redact)) {
    throw refused(
      `${input.name} holds a credential of this account, and a run keeps what is piped in`,
      { hint: "take it out of the rows, or give them as a file, of which nothing is kept" },
    );
  }
}

async function holdsCredential(path: string, redact: Redact): Promise<boolean> {
  const isKept = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isKept) return false;
  let before = "";
  for await (const piece of createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const text = before + String(piece);
    if (redact(text) !== text) return true;
    before = text.slice(-overlap);
  }
  return false;
}

function refused(what: string, { hint }: { readonly hint: string }): BillingError {
  return new BillingError("usage", `${what}; nothing was written`, { hint });
}
