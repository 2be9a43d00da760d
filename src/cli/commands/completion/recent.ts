/** The last changes and runs that were recorded, without reading more of the journal than its end. */
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { isJsonObject, type JsonObject, parseJson } from "../../../domain/json.ts";
import type { Host } from "../../../host/host.ts";
import { ulid } from "../../../domain/documents/format.ts";
import { recordsOf, type StateOptions } from "../../state-directory.ts";

/** Bytes from its end: what is further back is not recent. */
const tail = 262_144;
const most = 30;

interface RecentChange {
  readonly changeId: string;
  readonly provider: string;
  /** Empty where the customer is not known: of one that was to be made, and of a call as it stands. */
  readonly id: string;
  readonly name: string;
}

/** Newest first; none where there is no journal. */
export async function recentChanges(
  host: Host,
  options: StateOptions,
): Promise<readonly RecentChange[]> {
  const { stateDir, file: name } = recordsOf(host, options);
  const path = join(stateDir, name);
  // To open a pipe would wait for somebody who writes to it.
  const isFile = await stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) return [];
  await using file = await open(path, "r");
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(tail),
    0,
    tail,
    Math.max(0, size - tail),
  );
  const lines = buffer.subarray(0, bytesRead).toString("utf8").split("\n").toReversed();
  const entries = lines.flatMap(entryIn);
  const made = madeIn(entries);
  return entries.flatMap((entry) => changeIn(entry, made)).slice(0, most);
}

/** Newest first. */
export async function recentRuns(host: Host, options: StateOptions): Promise<readonly string[]> {
  const directory = join(recordsOf(host, options).stateDir, "runs");
  const names = await readdir(directory).catch((): string[] => []);
  return names
    .filter((name) => ulid.test(name))
    .toSorted()
    .toReversed()
    .slice(0, most);
}

/** The first line of the tail may be torn. */
function entryIn(line: string): readonly JsonObject[] {
  try {
    const entry = parseJson(line);
    return isJsonObject(entry) ? [entry] : [];
  } catch {
    return [];
  }
}

/** The ids of customers that were made, by their changes: nobody knew them before. */
function madeIn(entries: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ type, changeId, id }) =>
      type === "result" && typeof changeId === "string" && typeof id === "string"
        ? [[changeId, id]]
        : [],
    ),
  );
}

function changeIn(entry: JsonObject, made: ReadonlyMap<string, string>): readonly RecentChange[] {
  const { type, changeId, provider, id, name } = entry;
  if (type !== "intent" || typeof changeId !== "string") return [];
  return typeof provider === "string" && typeof id === "string"
    ? [
        {
          changeId,
          provider,
          id: made.get(changeId) ?? id,
          name: typeof name === "string" ? name : "",
        },
      ]
    : [];
}
