/** A JSON value given on the command line, after `:=`. */
import type { Json } from "../../domain/json.ts";
import { jsonTree } from "./json-tree.ts";
import { treeJson } from "./tree-json.ts";
import type { TreeComplaint } from "./tree.ts";

/** The value, or what is wrong with the text; offsets count from its start. */
export function readJsonValue(
  text: string,
): { readonly value: Json } | { readonly complaints: readonly TreeComplaint[] } {
  const tree = jsonTree(text);
  if ("complaint" in tree) return { complaints: [tree.complaint] };
  const { value, complaints } = treeJson(tree, {
    printLocation: (offset) => `character ${offset + 1}`,
    keepNumbers: false,
  });
  return complaints.length === 0 ? { value } : { complaints };
}
