/** What is done to the bundle after esbuild. */
import { createHash } from "node:crypto";

import { asAscii } from "./ascii.ts";

/**
 * The program as `bin/code.js` runs it: with a first line that no other program has, by which the cache of its code is
 * told from another's, and counting the modules that it evaluates, by which it is seen whether the cache has them all.
 *
 * @throws {Error} when esbuild writes its helpers otherwise
 */
export function finished(bundle: string): string {
  const text = evaluationCounted(asAscii(bundle));
  const whole = `(function (require, counts) {${text}\n})`;
  return `//${createHash("sha256").update(whole).digest("hex")}\n${whole}`;
}

/** Of `__esm`, which runs a module when it is first asked for. */
function evaluationCounted(text: string): string {
  return replaceOnce(
    text,
    /try\{return (?<run>\w+)&&\((?<rest>\w+=\k<run>\(\k<run>=0\)\),\w+\})/gu,
    "try{return $<run>&&(counts.modules++,$<rest>",
  );
}

function replaceOnce(text: string, pattern: RegExp, by: string): string {
  const found = [...text.matchAll(pattern)].length;
  if (found !== 1)
    throw new Error(`${String(pattern)} was expected once in the bundle, not ${found} times`);
  return text.replace(pattern, by);
}
