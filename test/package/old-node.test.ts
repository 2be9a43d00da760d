import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { transform } from "esbuild";
import { expect, test } from "vitest";

const source = readFileSync(new URL("../../bin/billing.js", import.meta.url), "utf8");

/** What the executable does under this version of Node. */
function startedOn(node: string) {
  const said: string[] = [];
  const exits: number[] = [];
  const loaded: string[] = [];
  runInNewContext(source.replace(/^#!.*/u, ""), {
    process: { versions: { node }, exit: (code: number) => exits.push(code) },
    console: { error: (line: string) => said.push(line) },
    require: (path: string) => loaded.push(path),
  });
  return { said, exits, loaded };
}

test.each(["0.10.48", "4.9.1", "12.22.12", "18.20.8", "20.0.0", "20.18.3"])(
  "Node %s is told in one line what is needed, and loads nothing",
  (node) => {
    expect(startedOn(node)).toEqual({
      said: [`error: billing needs Node 20.19 or newer; this is Node ${node}`],
      exits: [1],
      loaded: [],
    });
  },
);

test.each(["20.19.0", "20.20.2", "21.0.0", "22.8.0", "24.21.0", "100.0.0"])(
  "Node %s starts the program",
  (node) => {
    expect(startedOn(node)).toEqual({ said: [], exits: [], loaded: ["./start.js"] });
  },
);

test("the executable has no syntax that an old Node cannot read", async () => {
  const asWritten = await transform(source, { target: "esnext", minifyWhitespace: true });
  const lowered = await transform(source, { target: "es5", minifyWhitespace: true });
  expect(lowered.code).toBe(asWritten.code);
  expect(source).not.toMatch(/\b(?:const|let|import)\b(?!.*\/\/)|=>|`|\?\.|\?\?/u);
});
