/** Modules of Node as the bundle has them: the same to whoever uses them, and loaded only then. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

import { builtins } from "../../build/builtins.ts";
import { buildOptions } from "../../build/options.ts";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "billing-builtins-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What the body of a function gives in a program of these imports, by Node itself and as it is bundled. */
async function both(
  imports: string,
  body: string,
  extension: "mjs" | "cjs" = "mjs",
): Promise<{ readonly node: unknown; readonly bundled: unknown }> {
  const program = join(directory, `program.${extension}`);
  const outfile = join(directory, "bundled.cjs");
  writeFileSync(
    program,
    `${imports}
const run = async () => { ${body} };
run().then((value) => globalThis.process.stdout.write(JSON.stringify(value)));`,
  );
  await build({ ...buildOptions, plugins: [builtins], entryPoints: [program], outfile });
  return { node: printedBy(program), bundled: printedBy(outfile) };
}

function printedBy(program: string): unknown {
  const words = ["--no-deprecation", program];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" })) as unknown;
}

test.each([
  ["import { request } from 'node:http';", "return typeof request"],
  ["import http from 'node:http';", "return [typeof http.request, http.METHODS.includes('PUT')]"],
  ["import * as os from 'node:os';", "return [os.EOL, typeof os.default.hostname, 'EOL' in os]"],
  [
    "import Stream, { Readable } from 'node:stream';",
    "return Readable.prototype instanceof Stream && Readable.from(['a']).toArray()",
  ],
  [
    "import { EventEmitter, once } from 'node:events';",
    "return [typeof once, new EventEmitter().on('x', () => 0).listenerCount('x')]",
  ],
  [
    "import process, { argv } from 'node:process';",
    "return [process === globalThis.process, process.on('x', () => 0).listenerCount('x'), argv.length]",
  ],
  ["import fs from 'node:fs';", "return [fs.existsSync('/'), typeof fs.promises.readFile]"],
  ["import zlib from 'node:zlib';", "return ['gzipSync' in zlib, 'nothing' in zlib]"],
  [
    "import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';",
    `const failed = (asked) => asked.catch(({ code, syscall, path, message }) => [code, syscall, path, message]);
     await (await open('/dev/null')).close();
     return [
       (await stat('/')).isDirectory(), (await stat('/', { bigint: true })).mode > 0n, await realpath('/..'),
       await readFile('/dev/null', 'utf8'), (await readFile('/dev/null')).length,
       await readdir('/'), (await readdir('/', { withFileTypes: true })).some((one) => one.isDirectory()),
       await failed(readFile('/nowhere')), await failed(stat('/nowhere')), await failed(readdir('/dev/null')),
     ]`,
  ],
])("%s is as Node has it", async (imports, body) => {
  const { node, bundled } = await both(imports, body);
  expect(bundled).toEqual(node);
});

/** Loaded by nothing before a program is. */
const later = ["crypto", "http", "https", "net", "os", "tls", "zlib"];

test("what is imported is loaded when it is used", async () => {
  const imports = later.map((name) => `import * as ${name} from "node:${name}";`).join("\n");
  const loaded = `process.moduleLoadList.map((name) => name.slice(13)).filter((name) => ${JSON.stringify(later)}.includes(name))`;
  const body = `const before = ${loaded}; os.hostname(); return [before, ${loaded}, typeof [${later.join()}]]`;
  expect((await both(imports, body)).bundled).toEqual([[], ["os"], "object"]);
});

test("of what is required, every export is there for whoever goes through them", async () => {
  const names = [...later, "child_process", "fs", "path", "readline", "util"];
  const modules = names.map((name) => `${name}: require("node:${name}")`).join();
  // As compilers write it.
  const body = `return Object.entries({ ${modules} }).map(([name, module]) => {
    const copy = {};
    for (const key in module) if (Object.prototype.hasOwnProperty.call(module, key)) {
      if (Object.getOwnPropertyDescriptor(module, key) !== undefined) copy[key] = typeof module[key];
    }
    return [name, Object.entries(copy).sort()];
  })`;
  const { node, bundled } = await both("", body, "cjs");
  expect(bundled).toEqual(node);
});
