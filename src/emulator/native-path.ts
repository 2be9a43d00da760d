/** Values inside a vendor's record, by paths such as `address.city` or `contacts[0].title`. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../domain/json.ts";
import { parsePath, PathError } from "../domain/path.ts";
import { own, without } from "./state/records.ts";

/** Whether the text is a path whose items are named by their position. */
export function isNativePath(text: string): boolean {
  try {
    return parsePath(text).every((segment) => "key" in segment || /^\d{1,6}$/u.test(segment.item));
  } catch (error) {
    if (error instanceof PathError) return false;
    throw error;
  }
}

/** What stands at the path; undefined when nothing does. */
export function valueAt(record: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const step of stepsOf(path)) {
    if (isJsonArray(value)) value = value[Number(step)];
    else value = isJsonObject(value) ? own(value, step) : undefined;
  }
  return value;
}

/**
 * The record with another value at the path; undefined removes what is there. Objects on the way that are missing are
 * made, an item beyond a list's end is added to it.
 */
export function withValueAt(record: JsonObject, path: string, value: Json | undefined): JsonObject {
  return replaced(record, stepsOf(path), value) as JsonObject;
}

function replaced(
  container: Json | undefined,
  [step = "", ...rest]: readonly string[],
  value: Json | undefined,
): Json {
  if (isJsonArray(container)) {
    const index = Math.min(Number(step), container.length);
    const item = rest.length === 0 ? value : replaced(container[index], rest, value);
    return container.toSpliced(index, 1, ...(item === undefined ? [] : [item]));
  }
  const object = isJsonObject(container) ? container : {};
  if (rest.length === 0) {
    return value === undefined ? without(object, [step]) : { ...object, [step]: value };
  }
  return { ...object, [step]: replaced(own(object, step), rest, value) };
}

function stepsOf(path: string): readonly string[] {
  return parsePath(path).map((segment) => ("key" in segment ? segment.key : segment.item));
}
