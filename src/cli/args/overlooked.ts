/** Input that nothing on the command line names. */
import type { Warning } from "../../domain/change.ts";
import type { Host } from "../../host/host.ts";

/**
 * JSON that is piped in and that nobody reads.
 *
 * @param remedy what reads it
 */
export async function overlookedJson(
  { stdin }: Pick<Host, "stdin">,
  remedy: string,
): Promise<readonly Warning[]> {
  if (stdin.isTTY) return [];
  const text = Buffer.from(await stdin.waiting()).toString("utf8");
  if (!/^\uFEFF?\s*(?:\{\s*["}]|\[\s*[{\]])/u.test(text)) return [];
  return [
    {
      code: "stdin_ignored",
      message: `what is piped in looks like JSON, and is not read: ${remedy}`,
    },
  ];
}
