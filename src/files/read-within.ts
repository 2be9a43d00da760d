import { open } from "node:fs/promises";

/**
 * What a file holds, which may be a pipe or a device without end.
 *
 * @param limit bytes
 * @throws a system's error; a RangeError past the limit
 */
export async function readWithin(path: string, limit: number): Promise<Buffer> {
  await using file = await open(path, "r");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) throw new RangeError(`more than ${limit} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
