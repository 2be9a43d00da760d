/** How wide what is written may be. */
import type { Host } from "../../host/host.ts";
import { fitText } from "../../render/text/fit-text.ts";

/** Columns of what a stream is shown on; `COLUMNS` says it for one that is no terminal. */
export function widthOf(stream: Host["stdout"], env: Host["env"]): number | undefined {
  const told = env["COLUMNS"];
  return (
    stream.columns ??
    (told !== undefined && /^[1-9]\d{0,3}$/u.test(told) ? Number(told) : undefined)
  );
}

/** The text, wrapped where it is known what it is shown on: other programs search whole lines. */
export function fitTo(stream: Host["stdout"], env: Host["env"], text: string): string {
  const columns = widthOf(stream, env);
  return columns === undefined ? text : fitText(text, columns);
}
