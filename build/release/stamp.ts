/**
 * Steps of `npm pack` and `npm publish`, in the order in which npm takes them:
 *
 *     require   refuses to publish a package without its addresses
 *     stamp     writes them into package.json, as a line of their own
 *     packed    takes the line out, unless it is published: npm reads the file once more in between
 *     restore   takes the line out
 */
import { readFileSync, writeFileSync } from "node:fs";

import { findAddresses } from "./addresses.ts";

// npm runs the steps in the package's directory.
const file = "package.json";
const found = findAddresses(process.env);

const steps: Readonly<Record<string, () => void>> = {
  require() {
    if (hasOwn(restored()) || "addresses" in found) return;
    fail(`billing is not published: ${"missing" in found ? found.missing : found.complaint}`);
  },
  stamp() {
    const text = restored();
    if (hasOwn(text)) return write(text);
    if ("complaint" in found) return fail(found.complaint);
    if ("missing" in found) console.error(`note: packed without: ${found.missing}`);
    write("missing" in found ? text : stamped(text, JSON.stringify(found.addresses)));
  },
  packed() {
    if (process.env["npm_command"] !== "publish") write(restored());
  },
  restore() {
    write(restored());
  },
};

/** Whether somebody wrote them into the file for good. */
function hasOwn(text: string): boolean {
  return "repository" in (JSON.parse(text) as object);
}

function stamped(text: string, addresses: string): string {
  return text.replace(/^\{\r?\n/u, (brace) => `${brace}  ${addresses.slice(1, -1)},\n`);
}

/** Without the line of this or an earlier step: nothing else of the file is touched. */
function restored(): string {
  return readFileSync(file, "utf8").replace(
    /^(?<brace>\{\r?\n) {2}"repository":\{.*\},"homepage":".*",\n/u,
    "$<brace>",
  );
}

function write(text: string): void {
  if (text !== readFileSync(file, "utf8")) writeFileSync(file, text);
}

function fail(message: string): void {
  console.error(`error: ${message}`);
  process.exitCode = 1;
}

const [step = ""] = process.argv.slice(2);
(steps[step] ?? (() => fail(`no such step: ${step}`)))();
