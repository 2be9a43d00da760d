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

/** got asks for TLS to build any request; here, to check who answers one. */
export const lateTls = changed(
  /[\\/]got[\\/]dist[\\/]source[\\/]core[\\/]options\.js$/,
  "https.checkServerIdentity ?? checkServerIdentity,",
  "https.checkServerIdentity ?? ((...given) => checkServerIdentity(...given)),",
);

/** got takes names out of addresses several times for each request; those of this program have none. */
export const plainAddresses = changed(
  /[\\/]got[\\/]dist[\\/]source[\\/]core[\\/]utils[\\/]strip-url-auth\.js$/,
  "const sanitized = new URL(url);",
  `if (url instanceof URL && url.username === "" && url.password === "") return url.href;
const sanitized = new URL(url);`,
);

/** @throws {Error} when the text that is expected in the file is gone */
function changed(filter: RegExp, from: string, to: string): Plugin {
  return {
    name: "changed",
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        if (text.split(from).length !== 2) throw new Error(`${path}: "${from}" was expected once`);
        return { contents: text.replace(from, () => to), loader: "js" };
      });
    },
  };
}
