/** A patch as someone wrote it: JSON or YAML, with the place of every key. */
import type { Complaint, Place } from "../domain/errors.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import type { Refused } from "./checked.ts";
import { decodeText } from "./decode-text.ts";
import { describeValue } from "./describe-value.ts";
import { jsonTree } from "./json-tree.ts";
import { lineIndex } from "./line-index.ts";
import { treeJson } from "./tree-json.ts";
import { offsetFinder, type TreeComplaint, type TreeNode } from "./tree.ts";
import { yamlTree } from "./yaml-tree.ts";

/** A document whose value is an object. */
export interface LocatedDocument {
  /** As the user would write it: `patch.json`, `stdin`. */
  readonly name: string;
  readonly value: Json;
  /** Place of the key or item at the path, or of the nearest one above it. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
}

interface ReadOptions {
  /**
   * `keep`: numbers that a double cannot hold stay exact, for a document that only repeats a provider's record.
   * Otherwise an integer beyond 2^53 is a complaint.
   */
  readonly numbers?: "keep";
}

/**
 * Reads one JSON or YAML document of at most {@link documentByteLimit} bytes. What begins with `{` or `[` is JSON.
 *
 * @param name for complaints: the file's name, or `stdin`
 */
export function readDocument(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): { readonly document: LocatedDocument } | Refused {
  const decoded = decodeText(bytes, name);
  if ("complaints" in decoded) return decoded;
  const { text } = decoded;
  const lineColumn = lineIndex(text);
  const place = (offset: number): Place => ({ name, ...lineColumn(offset) });
  const refuse = (complaints: readonly TreeComplaint[]): Refused => ({
    complaints: complaints.map(({ offset, ...complaint }): Complaint => ({
      place: place(offset),
      ...complaint,
    })),
  });
  const tree = readTree(text);
  if (tree === "empty")
    return { complaints: [{ place: { name }, message: "there is nothing in it" }] };
  if ("complaints" in tree) return refuse(tree.complaints);
  const { value, complaints } = treeJson(tree, {
    printPlace: (offset) => Object.values(lineColumn(offset)).join(":"),
    keepNumbers: options.numbers === "keep",
  });
  if (complaints.length > 0) return refuse(complaints);
  if (!isJsonObject(value)) {
    const message = `expected one object of fields, got ${describeValue(value)}`;
    return refuse([{ offset: tree.offset, message }]);
  }
  const offsetOf = offsetFinder(tree);
  return { document: { name, value, placeOf: (path) => place(offsetOf(path)) } };
}

function readTree(
  text: string,
): TreeNode | "empty" | { readonly complaints: readonly TreeComplaint[] } {
  if (text.trim() === "") return "empty";
  if (!/^\s*[{[]/u.test(text)) return yamlTree(text);
  const tree = jsonTree(text);
  return "complaint" in tree ? { complaints: [tree.complaint] } : tree;
}
