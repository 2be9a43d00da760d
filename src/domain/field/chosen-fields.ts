/** The fields of a document that somebody chose, in their order. */
import type { Complaint } from "../errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { own } from "../members.ts";
import { parsePath, type Path, PathError, printPath } from "../path.ts";
import { didYouMean } from "../text/nearest.ts";
import { valueAt } from "../value-at.ts";

/** A field, and the text that names it: column's name and key. */
export interface Chosen {
  readonly name: string;
  readonly path: Path;
}

export function chosenField(name: string): Chosen {
  const path = parsePath(name);
  return { name: printPath(path), path };
}

/**
 * Reads `name,metadata.tier,native.mrr`. A comma within brackets belongs to its path.
 *
 * @param known paths to guess from where one is mistyped; a path begins like one of them
 * @param hint where else to look
 */
export function parseFields(
  text: string,
  known: readonly string[],
  hint?: string,
): readonly Chosen[] | { readonly complaints: readonly Complaint[] } {
  const found = text
    .match(/(?:\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|[^,])+/gu)
    ?.map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => parseField(part, known, hint));
  const complaints = (found ?? []).flatMap((one) => ("message" in one ? [one] : []));
  if (complaints.length > 0) return { complaints };
  const chosen = (found ?? []).flatMap((one) => ("path" in one ? [one] : []));
  return chosen.length > 0
    ? chosen.filter(({ name }, index) => chosen.findIndex((one) => one.name === name) === index)
    : { complaints: [complain("names no field", "write them with commas, as in name,email")] };
}

function parseField(
  part: string,
  known: readonly string[],
  hint: string | undefined,
): Chosen | Complaint {
  try {
    const chosen = chosenField(part);
    const [first] = chosen.path;
    const roots = known.map((name) => name.split(".", 1)[0]);
    if (first !== undefined && "key" in first && roots.includes(first.key)) return chosen;
    return complain(`there is no field "${part}"${didYouMean(part, known)}`, hint);
  } catch (error) {
    if (error instanceof PathError) return complain(error.message);
    throw error;
  }
}

function complain(message: string, hint?: string): Complaint {
  const location = { name: "--fields" };
  return hint === undefined ? { location, message } : { location, message, hint };
}

/** The values of the chosen fields in a document. */
export function valuesOf(
  document: JsonObject,
  chosen: readonly Chosen[],
): readonly { readonly path: string; readonly value: Json | undefined }[] {
  return chosen.map(({ name, path }) => ({ path: name, value: valueAt(document, path) }));
}

/** The document with the chosen fields alone, each where it stands; an item of a list stands under its path. */
export function documentOf(document: JsonObject, chosen: readonly Chosen[]): JsonObject {
  let made: JsonObject = {};
  for (const { name, path } of chosen) {
    const value = valueAt(document, path);
    if (value === undefined) continue;
    const keys = path.flatMap((segment) => ("key" in segment ? [segment.key] : []));
    made = put(made, keys.length === path.length ? keys : [name], value);
  }
  return made;
}

function put(object: JsonObject, [key = "", ...rest]: readonly string[], value: Json): JsonObject {
  const held = own(object, key);
  return {
    ...object,
    [key]: rest.length === 0 ? value : put(isJsonObject(held) ? held : {}, rest, value),
  };
}
