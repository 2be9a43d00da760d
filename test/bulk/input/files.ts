/** Files of rows, on a real disk. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BillingError, describeComplaint, type Complaint } from "../../../src/domain/errors.ts";
import { openRows } from "../../../src/bulk/input/raw-rows.ts";
import type { RowFile, RowSource } from "../../../src/bulk/input/raw-rows.ts";
import type { RawRow } from "../../../src/bulk/input/row.ts";

type Read = Omit<RowSource, "path" | "name">;

/** Writes the file, opens it under the name `f` and hands it over. */
export async function withFile<T>(
  content: string | Uint8Array,
  source: Read,
  use: (file: RowFile) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "billing-rows-"));
  try {
    const path = join(folder, "f");
    await writeFile(path, content);
    return await use(await openRows({ path, name: "f", ...source }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Everything that comes, in order. */
export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export const rowsOf = async (
  content: string | Uint8Array,
  source: Read,
): Promise<readonly RawRow[]> => withFile(content, source, async (file) => all(file.rows()));

/** `1 1:1 {"id":"a"}`, or the complaints with their places. */
export async function printedRows(
  content: string | Uint8Array,
  source: Read,
): Promise<readonly string[]> {
  try {
    const rows = await rowsOf(content, source);
    return rows.flatMap(({ row, raw, location, cells, complaints }) =>
      complaints === undefined
        ? [
            `${row} ${location.line}:${location.column} ${cells === undefined ? raw : JSON.stringify(cells)}`,
          ]
        : described(complaints).map((text) => `${row} ${text}`),
    );
  } catch (error) {
    if (error instanceof BillingError) return described(error.complaints);
    throw error;
  }
}

function described(complaints: readonly Complaint[]): readonly string[] {
  return complaints.map(describeComplaint);
}
