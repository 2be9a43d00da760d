/** A patch as someone wrote it: JSON or YAML, with the location of every key. */
import type { Complaint, Location } from "../domain/errors.ts";
import { isJsonObject, type Json } from "../domain/json.ts";
import type { Refused } from "./checked.ts";
import { decodeText } from "./tree/decode-text.ts";
import { describeValue } from "./describe-value.ts";
import { jsonTree } from "./tree/json-tree.ts";
import { lineIndex, type LineColumn } from "./tree/line-index.ts";
import { simpleObject } from "./tree/simple-object.ts";
import { simpleYaml } from "./tree/simple-yaml.ts";
import { treeJson } from "./tree/tree-json.ts";
import { offsetFinder, type TreeComplaint, type TreeNode } from "./tree/tree.ts";
import { yamlTree } from "./tree/yaml-tree.ts";

/** A document whose value is an object. */
export interface LocatedDocument {
  /** As the user would write it: `patch.json`, `stdin`. */
  readonly name: string;
  readonly value: Json;
  /** However strictly its numbers are looked at, it is the same document. */
  readonly isSimple?: true;
  /** Location of the key or item at the path, or of the nearest one above it. */
  readonly locationOf: (path: readonly (string | number)[]) => Location;
}

type ReadTree = TreeNode | { readonly complaints: readonly TreeComplaint[] };

interface ReadOptions {
  /** How the text is written; missing: in JSON. */
  readonly form?: "yaml";
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
  const read = (): { readonly document: LocatedDocument } | Refused => {
    const tree = readTree(text);
    return tree === "empty"
      ? { complaints: [{ location: { name }, message: "there is nothing in it" }] }
      : located(tree, name, lineIndex(text), options);
  };
  const value = isJson(text) ? simpleObject(text) : simpleYaml(text);
  return value === undefined ? read() : { document: lateDocument(value, { name }, read) };
}

/**
 * Reads the text of one object out of many: of JSON, or of YAML, where it may be the one item of a list.
 *
 * @param start where the text begins, for the locations in it
 */
export function readRowDocument(
  text: string,
  start: Location,
  options: ReadOptions = {},
): { readonly document: LocatedDocument } | Refused {
  const value = options.form === "yaml" ? simpleYaml(text) : simpleObject(text);
  const read = () => readLocated(text, start, options);
  return value === undefined ? read() : { document: lateDocument(value, start, read) };
}

/** In most documents nobody asks where something stands: then they are read with care. */
function lateDocument(
  value: Json,
  start: Location,
  read: () => { readonly document: LocatedDocument } | Refused,
): LocatedDocument {
  const find = once(() => {
    const found = read();
    return "document" in found ? found.document.locationOf : () => start;
  });
  return {
    name: start.name,
    value,
    isSimple: true,
    locationOf: (path) => lateLocation(start.name, () => find()(path)),
  };
}

function readLocated(text: string, start: Location, options: ReadOptions) {
  const { name, line: firstLine = 1, column: firstColumn = 1 } = start;
  const inText = lineIndex(text);
  const lineColumn = (offset: number): LineColumn => {
    const { line, column } = inText(offset);
    return { line: firstLine + line - 1, column: line === 1 ? firstColumn + column - 1 : column };
  };
  const tree = options.form === "yaml" ? yamlItem(text) : treeOfJson(text);
  return located(tree, name, lineColumn, options);
}

function yamlItem(text: string): ReadTree {
  const tree = yamlTree(text);
  if (tree === "empty") return { complaints: [{ offset: 0, message: "there is nothing in it" }] };
  const [item, ...others] = "kind" in tree && tree.kind === "list" ? tree.items : [];
  return item === undefined || others.length > 0 ? tree : item;
}

/** A location that is looked for when somebody looks at it. */
function lateLocation(name: string, find: () => Location): Location {
  const found = once(find);
  return {
    name,
    get line() {
      return found().line ?? 1;
    },
    get column() {
      return found().column ?? 1;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The tree's value with its locations, where it is an object. */
function located(
  tree: ReadTree,
  name: string,
  lineColumn: (offset: number) => LineColumn,
  options: ReadOptions,
): { readonly document: LocatedDocument } | Refused {
  const location = (offset: number): Location => ({ name, ...lineColumn(offset) });
  const refuse = (complaints: readonly TreeComplaint[]): Refused => ({
    complaints: complaints.map(({ offset, ...complaint }): Complaint => ({
      location: location(offset),
      ...complaint,
    })),
  });
  if ("complaints" in tree) return refuse(tree.complaints);
  const { value, complaints } = treeJson(tree, {
    printLocation: (offset) => Object.values(lineColumn(offset)).join(":"),
    keepNumbers: options.numbers === "keep",
  });
  if (complaints.length > 0) return refuse(complaints);
  if (!isJsonObject(value)) {
    const message = `expected one object of fields, got ${describeValue(value)}`;
    return refuse([{ offset: tree.offset, message }]);
  }
  const offsetOf = offsetFinder(tree);
  return { document: { name, value, locationOf: (path) => location(offsetOf(path)) } };
}

function readTree(text: string): ReadTree | "empty" {
  if (text.trim() === "") return "empty";
  return isJson(text) ? treeOfJson(text) : yamlTree(text);
}

function isJson(text: string): boolean {
  return /^\s*[{[]/u.test(text);
}

function treeOfJson(text: string): ReadTree {
  const tree = jsonTree(text);
  return "complaint" in tree ? { complaints: [tree.complaint] } : tree;
}
