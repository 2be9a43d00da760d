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
    build.onResolve({ filter }, ({ path, kind }) => ({
      path: path.replace(/^node:/u, ""),
      namespace: kind === "require-call" ? "required builtin" : "builtin",
    }));
    build.onLoad({ filter: /.*/, namespace: "required builtin" }, ({ path }) => ({
      contents: `module.exports = ${standIn(path)};`,
      loader: "js",
    }));
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = ${imported(path)};`,
      loader: "js",
    }));
  },
};

/** With everything as a prototype's: esbuild copies what is a module's own, for each file that imports it. */
function imported(name: string): string {
  return isOne(name) ? standIn(name) : `Object.create(${standIn(name)})`;
}

/** @returns an expression */
function standIn(name: string): string {
  const whole = `process.getBuiltinModule("node:${name}")`;
  if (atHand.has(name) || isOne(name)) return whole;
  return `((loaded) => {
  const load = () => loaded ??= ${whole};
  return new Proxy({}, {
    get: (_, key) => key === "__esModule" ? undefined : ${name === "fs/promises" ? reading : ""} load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor(_, key) {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    },
  });
})()`;
}

/** node:fs does as well what most programs ask of node:fs/promises, which loads much that they do not. */
const reading = `["lstat", "readdir", "readFile", "readlink", "realpath", "stat"].includes(key)
      ? process.getBuiltinModule("node:util").promisify(process.getBuiltinModule("node:fs")[key])
      :`;

/** A function, such as node:stream, and what keeps listeners: nothing else can be it. */
function isOne(name: string): boolean {
  return name === "process" || typeof require(`node:${name}`) === "function";
}
