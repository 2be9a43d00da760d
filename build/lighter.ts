/** Dependencies without what they do when they load and this program never uses. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

const eager = /new Intl\.ListFormat\((?<options>'en', \{[^}]*\})\)/gu;

/**
 * `@sindresorhus/is` is changed so that its two `Intl.ListFormat`, which read ICU data, are made when they are used.
 *
 * @throws {Error} when the text that is expected in the package is gone
 */
export const listFormat: Plugin = {
  name: "list-format",
  setup(build) {
    const filter = /@sindresorhus[\\/]is[\\/]distribution[\\/]index\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const found = [...text.matchAll(eager)].length;
      if (found !== 2)
        throw new Error(`${path}: 2 new Intl.ListFormat were expected, not ${found}`);
      const contents = text.replaceAll(
        eager,
        "({ format: (list) => new Intl.ListFormat($<options>).format(list) })",
      );
      return { contents, loader: "js" };
    });
  },
};

/** chalk asks Node about the terminal, which this program has decided before. */
export const noColourSupport: Plugin = {
  name: "no-colour-support",
  setup(build) {
    build.onResolve({ filter: /^#supports-color$/ }, ({ path }) => ({
      path,
      namespace: "lighter",
    }));
    build.onLoad({ filter: /.*/, namespace: "lighter" }, () => ({
      contents: "export default { stdout: false, stderr: false };",
      loader: "js",
    }));
  },
};

/** cosmiconfig without loaders of its own, which bring a parser of YAML along: this program gives it others. */
export const noLoaders: Plugin = {
  name: "no-loaders",
  setup(build) {
    const filter = /[\\/]cosmiconfig[\\/]dist[\\/]loaders\.js$/;
    build.onLoad({ filter }, () => ({ contents: "", loader: "js" }));
  },
};

/** Of 90 spinners the two that ora may be asked for. */
export const twoSpinners: Plugin = {
  name: "two-spinners",
  setup(build) {
    build.onLoad({ filter: /[\\/]cli-spinners[\\/]spinners\.json$/ }, async ({ path }) => {
      const { dots, line } = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
      return { contents: JSON.stringify({ dots, line }), loader: "json" };
    });
  },
};
