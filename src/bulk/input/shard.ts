/** `--shard 2/8`: which of several machines a customer belongs to. */
import { createHash } from "node:crypto";

import { BillingError } from "../../domain/errors.ts";

const mostShards = 1024;

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** @throws BillingError `usage` when the text is no shard */
export function parseShard(text: string): Shard {
  const match = /^(?<index>\d{1,4})\/(?<count>\d{1,4})$/u.exec(text);
  const index = Number(match?.groups?.["index"]);
  const count = Number(match?.groups?.["count"]);
  if (index >= 1 && index <= count && count <= mostShards) return { index, count };
  throw BillingError.usage([
    {
      location: { name: "--shard" },
      message: `${JSON.stringify(text)} is not a shard`,
      hint: `write which of how many, as in 2/8; at most ${mostShards}`,
    },
  ]);
}

/** Whether the key is this shard's. The same key belongs to the same shard of as many, for ever. */
export function inShard({ index, count }: Shard, key: string): boolean {
  return createHash("sha256").update(key).digest().readUInt32BE(0) % count === index - 1;
}
