import { basename, dirname, extname, join } from "node:path";
import type { Warning } from "../../domain/change.ts";
import type { Complaint, Location } from "../../domain/errors.ts";
import type { Json } from "../../domain/json.ts";
import { didYouMean, nearest } from "../../domain/text/nearest.ts";
import type { ProviderSettings } from "../../domain/settings.ts";
import type { ConfigContext, ConfigFile } from "../config.ts";
import type { FoundText } from "./explorer.ts";
import { displayPath, expandPath } from "./paths.ts";
import type { Place } from "./places.ts";
import { lookAt, remedyOf, whyUnreadable } from "./regular-file.ts";
import type { FileContent } from "../schema.ts";

/** A file that was read; `content` is empty where there are complaints. */
export interface ReadFile {
  readonly file: ConfigFile;
  readonly content: FileContent;
  readonly complaints: readonly Complaint[];
  readonly warnings: readonly Warning[];
  locationOf(path: readonly PropertyKey[]): Location;
}

/** Reads the file that `--config` or `BILLING_CONFIG` names; that it is missing is a complaint. */
export async function readGivenFile(
  context: ConfigContext,
  given: string,
  source: string,
): Promise<ReadFile> {
  const { loadText, readableExtensions } = await import("./explorer.ts");
  const { cwd, home } = context.host;
  const file: ConfigFile = { path: expandPath(given, cwd, home), name: given, kind: "given" };
  const extension = extname(file.path);
  if (extension !== "" && !readableExtensions.includes(extension)) {
    const { otherFile } = await import("./other-file.ts");
    const other = otherFile(file.path, given);
    if (other !== undefined) return unreadable(file, { location: { name: given }, ...other });
    const isTable = /^\.(?:csv|tsv|xlsx?|ods|ndjson)$/iu.test(extension);
    return unreadable(file, {
      location: { name: source },
      message: `${given} is not a configuration file: only data is read, never a ${isTable ? "table" : "program"}`,
      hint: `use a file whose name ends in ${readableExtensions.join(", ")}, or in nothing`,
    });
  }
  if (given === "-") {
    const hint = "name a file; stdin is none that a configuration is read from";
    return unreadable(file, { location: { name: source }, message: "- names no file", hint });
  }
  const seen = lookAt(file.path);
  if (typeof seen === "object") {
    return unreadable(file, {
      location: { name: source },
      message: `${given} ${seen.problem}`,
      hint: "a configuration is a regular file; write what a program prints into one first",
    });
  }
  try {
    return await check(context.providers, file, await loadText(file.path));
  } catch (error) {
    return unreadable(file, {
      location: { name: source },
      message: `${given} ${whyUnreadable(error)}`,
      hint: remedyOf(error),
    });
  }
}

/** Reads the first configuration file of the first directory that has one; undefined if none does. */
export async function findFile(
  context: ConfigContext,
  kind: "project" | "user",
  directories: readonly Place[],
): Promise<ReadFile | undefined> {
  const { cwd, home } = context.host;
  for (const { path, locations } of directories) {
    const present = filesIn(path, locations);
    const [first, ...others] = present;
    if (first === undefined) continue;
    const file: ConfigFile = {
      path: first.path,
      name: displayPath(first.path, cwd, home),
      kind,
    };
    if (first.problem !== undefined) {
      return unreadable(file, {
        location: { name: file.name },
        message: `this configuration file ${first.problem}`,
        hint: "put a regular file in its place, or remove it",
      });
    }
    const { searchDirectory } = await import("./explorer.ts");
    const found = await searchDirectory(path, locations);
    // cosmiconfig passes over a file that it may not read; another account must not step in silently.
    if (found?.path !== first.path) {
      return unreadable(file, {
        location: { name: file.name },
        message: "cannot be read",
        hint: `give yourself the right to read it: chmod u+r ${file.name}`,
      });
    }
    const read = await check(context.providers, file, found);
    return { ...read, warnings: others.map((other) => passedOver(other.path, file)) };
  }
  return undefined;
}

/** What reads and checks files is loaded where there is one. */
async function check(
  providers: readonly ProviderSettings[],
  file: ConfigFile,
  { text }: FoundText,
): Promise<ReadFile> {
  const { configSchema, knownKeys } = await import("../schema.ts");
  const locationOf = (path: readonly PropertyKey[], part: "key" | "value" = "value"): Location => ({
    name: file.name,
    ...text.positionOf(path, part),
  });
  const problems = text.problems.map(({ message, line, column }) => ({
    location: { name: file.name, line, column },
    message,
  }));
  if (problems.length > 0) {
    const { otherFile } = await import("./other-file.ts");
    const other = otherFile(file.path, file.name);
    if (other !== undefined) return unreadable(file, { location: { name: file.name }, ...other });
    return { file, content: {}, complaints: problems, warnings: [], locationOf };
  }
  const value = text.value ?? {};
  const parsed = configSchema(providers, value).safeParse(value, { jitless: true });
  if (parsed.success)
    return { file, content: parsed.data, complaints: [], warnings: [], locationOf };
  const { otherDocument } = await import("./other-file.ts");
  const other = otherDocument(value as Json, file.name);
  if (other !== undefined) {
    return unreadable(file, { location: { name: file.name }, ...other });
  }
  const complaints = parsed.error.issues.flatMap((issue): Complaint[] => {
    if (issue.code !== "unrecognized_keys") {
      const name = issue.path.join(".");
      const message = name === "" ? issue.message : `${name} ${issue.message}`;
      return [{ location: locationOf(issue.path), message }];
    }
    const known = knownKeys(providers, issue.path);
    return issue.keys.map((key) => ({
      location: locationOf([...issue.path, key], "key"),
      message: unknownKey(key, valueAt(value, [...issue.path, key]), known),
    }));
  });
  return { file, content: {}, complaints: complaints.toSorted(inOrder), warnings: [], locationOf };
}

function inOrder({ location: a }: Complaint, { location: b }: Complaint): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

/** A key without a value that resembles no other may be a secret on the wrong level (`maple: {secret}`): not named. */
function unknownKey(key: string, value: unknown, known: readonly string[]): string {
  return value === null && nearest(key, known) === undefined
    ? `this key is unknown here; known are ${known.join(", ")}`
    : `unknown key "${key}"${didYouMean(key, known)}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null
        ? Object.entries(at).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}

/** What stands at these places and is no directory, with what keeps it from being read. */
function filesIn(
  directory: string,
  locations: readonly string[],
): readonly { readonly path: string; readonly problem: string | undefined }[] {
  const paths = locations.map((location) => join(directory, location));
  return paths.flatMap((path) => {
    const seen = lookAt(path);
    if (seen === "nothing") return [];
    return [{ path, problem: seen === "file" ? undefined : seen.problem }];
  });
}

function passedOver(path: string, { name }: ConfigFile): Warning {
  return {
    code: "config_ignored",
    message: `${basename(path)} in ${dirname(path)} is ignored: ${name} stands before it`,
  };
}

function unreadable(file: ConfigFile, complaint: Complaint): ReadFile {
  return {
    file,
    content: {},
    complaints: [complaint],
    warnings: [],
    locationOf: () => ({ name: file.name }),
  };
}
