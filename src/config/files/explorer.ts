import type { PublicExplorer } from "cosmiconfig";
import * as cosmiconfigExplorer from "cosmiconfig/dist/Explorer.js";
import { plainJson } from "./json-text.ts";
import type { ParsedText } from "./parsed-text.ts";

/**
 * The part of cosmiconfig that searches and loads, without its front door: `cosmiconfig()` first runs a
 * `.config/config.cjs` of the working directory to configure itself, and adds loaders that execute JavaScript.
 * A cloned repository must be able to do neither, so the explorer is built here with data loaders alone.
 */
const { Explorer } = cosmiconfigExplorer as unknown as {
  readonly Explorer: new (options: {
    readonly moduleName: string;
    readonly searchPlaces: readonly string[];
    readonly loaders: Readonly<Record<string, (path: string, text: string) => Promise<ParsedText>>>;
    readonly transform: <Result>(result: Result) => Result;
    readonly searchStrategy: "none";
    readonly ignoreEmptySearchPlaces: false;
    readonly cache: false;
    readonly metaConfigFilePath: null;
  }) => Pick<PublicExplorer, "load" | "search">;
};

/** The loader says how a file with that extension is read; `noExt` is for none. Any other extension is refused. */
const loaders = {
  noExt: (_: string, text: string) => parsed(text, false),
  ".billingrc": (_: string, text: string) => parsed(text, false),
  ".yaml": (_: string, text: string) => parsed(text, false),
  ".yml": (_: string, text: string) => parsed(text, false),
  ".json": (_: string, text: string) => parsed(text, true),
};

/** JSON is a part of YAML and has a quicker parser. */
async function parsed(text: string, json: boolean): Promise<ParsedText> {
  const plain = /^\uFEFF?\s*\{/u.test(text) ? plainJson(text) : undefined;
  if (plain !== undefined) return plain;
  const { parseText } = await import("./parse-text.ts");
  return parseText(text, json);
}

/** Extensions of files that can be read. */
export const readableExtensions: readonly string[] = Object.keys(loaders).filter((key) =>
  key.startsWith("."),
);

/** A file as cosmiconfig found it. */
export interface FoundText {
  readonly path: string;
  readonly text: ParsedText;
}

/** The first of the names that is in the directory and can be read; undefined if there is none. */
export async function searchDirectory(
  directory: string,
  names: readonly string[],
): Promise<FoundText | undefined> {
  return found(await explorer(names).search(directory));
}

/**
 * Reads one file.
 *
 * @throws a system's error when there is none or it cannot be read
 */
export async function loadText(path: string): Promise<FoundText> {
  return (await found(await explorer([]).load(path))) ?? { path, text: await parsed("", false) };
}

function explorer(searchPlaces: readonly string[]): Pick<PublicExplorer, "load" | "search"> {
  return new Explorer({
    moduleName: "billing",
    searchPlaces,
    loaders,
    transform: (result) => result,
    searchStrategy: "none",
    ignoreEmptySearchPlaces: false,
    cache: false,
    metaConfigFilePath: null,
  });
}

async function found(
  result: Awaited<ReturnType<PublicExplorer["load"]>>,
): Promise<FoundText | undefined> {
  if (result === null) return undefined;
  const text = result.isEmpty === true ? undefined : (result.config as ParsedText | undefined);
  return { path: result.filepath, text: text ?? (await parsed("", false)) };
}
