import type { Entry } from "../domain/documents/journal.ts";
import { printJson } from "../domain/json.ts";
import { safeJson } from "../domain/text/safe-text.ts";

/** An entry as it stands in the file, without its line end. */
export function lineOf(entry: Entry): string {
  return safeJson(printJson(entry));
}
