/** YAML 1.2 (core schema) into a located tree: one document, no aliases, no merge keys, no tags but the core's. */
import { compact } from "../../domain/compact.ts";
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  type ParsedNode,
  type YAMLMap,
} from "yaml";

import { tooDeep, type TreeComplaint, type TreeMember, type TreeNode } from "./tree.ts";

const coreTags = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`),
);

/** The tree, the first thing that is not YAML, or `empty` for a text without a value. */
export function yamlTree(
  text: string,
): TreeNode | "empty" | { readonly complaints: readonly TreeComplaint[] } {
  // To YAML a carriage return alone ends a line, too.
  const parsed = parseYaml(text.replaceAll(/\r(?!\n)/gu, "\n"));
  if (parsed === undefined) return { complaints: [{ offset: 0, message: tooDeep }] };
  const [error] = parsed.errors;
  if (error !== undefined) {
    // The parser reports its own exhausted stack as an error of the document.
    if (/call stack/iu.test(error.message)) {
      return { complaints: [{ offset: 0, message: tooDeep }] };
    }
    const message =
      error.code === "MULTIPLE_DOCS"
        ? "a second YAML document begins here; one is expected"
        : `not YAML: ${lowerFirst(error.message).slice(0, 120)}`;
    return { complaints: [{ offset: error.pos[0], message }] };
  }
  const { contents } = parsed;
  if (contents === null || (isScalar(contents) && contents.source === "")) return "empty";
  const complaints: TreeComplaint[] = [];
  const tree = toTree(contents, complaints);
  return complaints.length === 0 ? tree : { complaints };
}

/** Undefined when the nesting is too much for the parser's stack. */
function parseYaml(text: string) {
  try {
    return parseDocument(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "error",
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function toTree(node: ParsedNode | null, complaints: TreeComplaint[]): TreeNode {
  if (node === null) return { kind: "scalar", offset: 0, value: null };
  const offset = node.range[0];
  const refuse = (message: string, hint?: string): TreeNode => {
    complaints.push(compact({ offset, message, hint }));
    return { kind: "scalar", offset, value: null };
  };
  if (isAlias(node)) return refuse("YAML aliases are not read", "write the value out");
  if (node.tag !== undefined && !coreTags.has(node.tag)) {
    return refuse(`the YAML tag ${node.tag} is not read`, "write the plain value");
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => toTree(item, complaints));
    return { kind: "list", offset, items };
  }
  if (isMap(node)) return { kind: "object", offset, members: toMembers(node, complaints) };
  const { value } = node;
  if (typeof value === "number") {
    return { kind: "number", offset, digits: node.source, value, mayBeText: true };
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null) {
    return { kind: "scalar", offset, value };
  }
  return refuse("this kind of value is not read", "write it as a string");
}

function toMembers(map: YAMLMap.Parsed, complaints: TreeComplaint[]): readonly TreeMember[] {
  return map.items.flatMap(({ key, value }) => {
    const offset = key?.range[0] ?? map.range[0];
    if (!isScalar(key) || key.value === null) {
      complaints.push({ offset, message: "a key must be plain text" });
      return [];
    }
    if (key.type === Scalar.PLAIN && key.source === "<<") {
      complaints.push({
        offset,
        message: "YAML merge keys are not read",
        hint: "write the keys out",
      });
      return [];
    }
    const node = value === null ? null : toTree(value, complaints);
    return [{ key: key.source, offset, value: node ?? { kind: "scalar", offset, value: null } }];
  });
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
