/** Modules of Node that are loaded when something of them is first used, instead of when the program starts. */
import { builtinModules, createRequire } from "node:module";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);

/** Every Node has loaded them before it runs a program. */
const atHand = new Set([
  "async_hooks",
  "buffer",
  "diagnostics_channel",
  "fs",
  "path",
  "timers",
  "url",
  "util",
]);

/**
 * `import … from "node:http"` in an ES module reads every export of it: among them getters such as `WebSocket`, which
 * load all of undici on Node 22 and later, and `webcrypto`. Here only what is used is read, when it is used.
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
      contents: `module.exports = ${standIn(path)};`,
      loader: "js",
    }));
  },
};

/** What has everything from a prototype, esbuild has nothing to copy of for each file that imports it. */
function standIn(name: string): string {
  const whole = `process.getBuiltinModule("node:${name}")`;
  // For a function, such as node:stream, nothing can stand in, and process knows its listeners by itself.
  if (typeof require(`node:${name}`) === "function" || name === "process") return whole;
  if (atHand.has(name)) return `Object.create(${whole})`;
  const loaded = `(held.module ??= ${whole})`;
  return `Object.create(new Proxy({}, {
  get: (held, key) => ${loaded}[key],
  has: (held, key) => key in ${loaded},
}))`;
}
