/**
 * THIRD-PARTY-NOTICES: the licence of every package that the built program has in it, as esbuild counts them.
 *
 * Renewed by `npm run notices`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { buildOptions } from "../../build/options.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
export const noticesPath = join(root, "THIRD-PARTY-NOTICES");

export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** As its package says: `MIT`. */
  readonly licence: string;
  /** Its licence, and its NOTICE where it has one; the licence's usual text where its package has none. */
  readonly texts: readonly string[];
}

/** Packages of which at least a byte is in the program, by name and version. */
export async function bundledPackages(): Promise<readonly Bundled[]> {
  const { metafile } = await build({ ...buildOptions, write: false, metafile: true });
  const used = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0])
    .filter((path) => path !== undefined);
  return [...new Set(used)]
    .map(readPackage)
    .toSorted((a, b) => order(`${a.name} ${a.version}`, `${b.name} ${b.version}`));
}

function readPackage(path: string): Bundled {
  const directory = join(root, path);
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(directory, "package.json"), "utf8"),
  ) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
    readonly author?: string;
  };
  const files = readdirSync(directory).filter((file) =>
    /^(?:licen[cs]e|notice|copying)(?:[.-](?:md|txt|mit))?$/iu.test(file),
  );
  const texts = files.toSorted(order).map((file) => textOf(path, file));
  const usual = texts.length === 0 && author !== undefined ? usualText(license) : undefined;
  return {
    name,
    version,
    licence: license ?? "",
    texts: usual === undefined ? texts : [`Copyright (c) ${author}`, usual],
  };
}

/** The licence as another package has it, without that one's copyright. */
function usualText(licence: string | undefined): string | undefined {
  if (licence === "Apache-2.0") return textOf("node_modules/typescript", "LICENSE");
  if (licence !== "MIT") return undefined;
  const text = textOf("node_modules/https-proxy-agent", "LICENSE");
  return text.slice(text.indexOf("Permission is hereby granted"));
}

function textOf(path: string, file: string): string {
  return tidy(readFileSync(join(root, path, file), "utf8"));
}

function tidy(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

/** The text of the file. */
export function noticesOf(packages: readonly Bundled[]): string {
  const line = "-".repeat(80);
  return [
    "The program that is published as billing contains the packages below, under these licences.",
    ...packages.map(({ name, version, licence, texts }) =>
      [`${line}\n${name} ${version} (${licence})`, ...texts].join("\n\n"),
    ),
    "",
  ].join("\n\n");
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(noticesPath, noticesOf(await bundledPackages()));
}
