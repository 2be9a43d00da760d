/** How deep the program is when it updates one customer, measured on a real update. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const mark = "FRAMES ";

/** Node tells how a function came to be called across every `await`, but only to an inspector. */
const listening = `
import { createRequire as requireHere } from "node:module";
import { Session } from "node:inspector";
const require = requireHere(import.meta.url);
const session = new Session();
session.connect();
session.post("Runtime.enable");
session.post("Debugger.enable");
session.post("Debugger.setAsyncCallStackDepth", { maxDepth: 200 });
session.on("Runtime.consoleAPICalled", ({ params: { type, stackTrace } }) => {
  if (type !== "trace") return;
  const frames = [];
  for (let part = stackTrace; part !== undefined; part = part.parent) frames.push(...part.callFrames);
  const own = frames.filter(({ url }) => url === import.meta.url);
  console.log(${JSON.stringify(mark)} + JSON.stringify(own.map(({ functionName }) => functionName)));
});
`;
const head = /export async function updateCustomer\([^]*?\): Promise<[^{]*\{\n/u;

/** Makes `updateCustomer` tell its stack when it is called. */
const telling: Plugin = {
  name: "telling",
  setup(bundle) {
    bundle.onLoad({ filter: /src\/update\/[^/]*\.ts$/ }, async ({ path }) => {
      const contents = (await readFile(path, "utf8")).replace(
        head,
        (found) => `${found}console.trace();`,
      );
      return { contents, loader: "ts" };
    });
  },
};

/** The program's own functions from `main` to `updateCustomer`, the outermost first. */
export async function framesToUpdate(): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), "billing-frames-"));
  try {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ["src/main.ts"],
      bundle: true,
      format: "esm",
      platform: "node",
      write: false,
      outfile: join(root, "frames.mjs"),
      banner: { js: listening },
      plugins: [telling],
    });
    const program = join(home, "frames.mjs");
    await writeFile(program, outputFiles[0]?.text ?? "");
    const words = ["customers", "update", "cus_7Qm2rT", "-p", "commet", "--name", "Ana Lima"];
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...words, "--emulator"], {
      cwd: home,
      env: { HOME: home, PATH: process.env["PATH"] },
      encoding: "utf8",
    });
    const told = stdout.split("\n").find((line) => line.startsWith(mark));
    if (told === undefined) throw new Error(`updateCustomer was not called: ${stderr}`);
    const [, ...frames] = (JSON.parse(told.slice(mark.length)) as string[]).toReversed();
    // The bundle numbers names that are there twice.
    return frames.map((name) => name.replace(/\d+$/u, "") || "(a function without a name)");
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
