import { isJsonArray, isJsonObject, type Json } from "./json.ts";

/** Whether a string in the value, however deep, is such a one; keys of objects count as well. */
export function anyString(value: Json, accepts: (text: string) => boolean): boolean {
  if (typeof value === "string") return accepts(value);
  if (isJsonArray(value)) return value.some((item) => anyString(item, accepts));
  if (!isJsonObject(value)) return false;
  for (const key of Object.keys(value)) {
    if (accepts(key) || anyString(value[key] ?? null, accepts)) return true;
  }
  return false;
}
