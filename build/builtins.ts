/** Modules of Node that are loaded when something of them is first used, instead of when the program starts. */
import http2 from "node:http2";
import { builtinModules, createRequire } from "node:module";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);

/**
 * `import … from "node:http"` in an ES module reads every export of it: among them getters such as `WebSocket`, which
 * load all of undici on Node 22 and later, and `webcrypto`. Here each module is an object of getters instead, so that
 * only what is used is read, and nothing is loaded before.
 */
export const builtins: Plugin = {
  name: "builtins",
  setup(build) {
    const names = builtinModules.filter((name) => !name.startsWith("node:"));
    const filter = new RegExp(`^(?:node:)?(?:${names.join("|")})$`);
    build.onResolve({ filter }, ({ path }) => ({
      path: path.replace(/^node:/u, ""),
      namespace: "builtin",
    }));
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: gettersOf(path),
      loader: "js",
    }));
  },
};

function gettersOf(name: string): string {
  const exported: unknown = require(`node:${name}`);
  const whole = `process.getBuiltinModule("node:${name}")`;
  // Such as node:assert and node:events, which are functions: there is nothing to put off.
  if (typeof exported !== "object" || exported === null) return `module.exports = ${whole};`;
  const getters = Object.keys(exported)
    .filter((key) => /^[A-Za-z_$][\w$]*$/u.test(key) && key !== "default")
    .map((key) =>
      name === "http2" && key === "constants"
        ? `constants: ${JSON.stringify(http2.constants)}`
        : `get ${key}() { return held().${key}; }`,
    );
  return `let module_;
const held = () => module_ ??= ${whole};
module.exports = { ${getters.join(",\n")} };`;
}
