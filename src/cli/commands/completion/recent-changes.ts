/** The last changes that the journal holds, without reading more of it than its end. */
import { open } from "node:fs/promises";
import { join } from "node:path";

import { isJsonObject, parseJson, type Json } from "../../../domain/json.ts";
import type { Host } from "../../../host/host.ts";
import { stateDirectoryOf } from "../../state-directory.ts";

/** Bytes from its end: what is further back is not recent. */
const tail = 262_144;
const most = 30;

interface RecentChange {
  readonly changeId: string;
  readonly provider: string;
  readonly id: string;
  readonly name: string;
}

/** Newest first; none where there is no journal. */
export async function recentChanges(
  host: Host,
  emulator: boolean,
): Promise<readonly RecentChange[]> {
  const directory = stateDirectoryOf(host, { emulator, emulatorState: undefined });
  await using file = await open(join(directory, "journal.ndjson"), "r");
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(tail),
    0,
    tail,
    Math.max(0, size - tail),
  );
  const lines = buffer.subarray(0, bytesRead).toString("utf8").split("\n").toReversed();
  return lines.flatMap(changeIn).slice(0, most);
}

/** A line that begins a change; the first one of the tail may be torn. */
function changeIn(line: string): readonly RecentChange[] {
  let entry: Json;
  try {
    entry = parseJson(line);
  } catch {
    return [];
  }
  if (!isJsonObject(entry) || entry["type"] !== "intent") return [];
  const { changeId, provider, id, name } = entry;
  return typeof changeId === "string" && typeof provider === "string" && typeof id === "string"
    ? [{ changeId, provider, id, name: typeof name === "string" ? name : "" }]
    : [];
}
