/** The program as ASCII, which is read at once and held in half the memory. */
import { readFile } from "node:fs/promises";
import { type Plugin, transform } from "esbuild";

/** Strings and templates are escaped by esbuild, but for those of `String.raw`, which are made usual ones here. */
export const rawTemplates: Plugin = {
  name: "raw-templates",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!/String\.raw`[^`]*[^\0-\x7f]/u.test(text)) return undefined;
      const supported = { "template-literal": false };
      const { code } = await transform(text, { loader: "ts", target: "node20", supported });
      return { contents: code, loader: "js" };
    });
  },
};

/** What esbuild has left are regular expressions, in which an escape means the same. */
export function asAscii(program: string): string {
  return program.replaceAll(/[^\0-\x7f]/gu, (sign) =>
    Array.from(
      { length: sign.length },
      (_, index) => `\\u${sign.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
