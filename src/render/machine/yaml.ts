import { Document, isMap, isScalar, type ScalarTag } from "yaml";

import { isExactNumber } from "../../domain/json.ts";
import { quickYaml } from "./quick-yaml.ts";
import { needsEscapes, safeText, safeYaml } from "../../domain/text/safe-text.ts";

/** Writes the digits a number was read with. */
const exactNumber: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: isExactNumber,
  resolve: (text) => text,
  stringify: ({ value }) => String(value),
};

/** A block of lines that begins like this is indented by a digit, and may be read back without its spaces. */
const beginsBadly = /^(?: .*)?\n/u;

/** A string that must not be printed as it is: a JSON string is a double-quoted YAML string. */
const escapedText: ScalarTag = {
  tag: "tag:yaml.org,2002:str",
  default: true,
  identify: (value) =>
    typeof value === "string" && (needsEscapes(value) || beginsBadly.test(value)),
  resolve: (text) => text,
  stringify: ({ value }) => safeYaml(JSON.stringify(value)),
};

/** What is said about a document in comments. */
export interface YamlRemarks {
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** Lines above a key, by its path: `address.country`. An empty one stands for itself. */
  readonly above: ReadonlyMap<string, readonly string[]>;
}

/**
 * YAML 1.2 that a reader of YAML 1.1 takes the same way: `"NO"`, `"12:30"` and `"2026-01-01"` stay strings. Ends with
 * a line end.
 */
export function printYaml(value: unknown, remarks?: YamlRemarks): string {
  return remarks === undefined ? quickYaml(value, printNodes) : printNodes(value, remarks);
}

/** By way of a node for each value. */
export function printNodes(value: unknown, remarks?: YamlRemarks): string {
  const document = new Document(value, {
    customTags: (tags) => [exactNumber, escapedText, ...tags],
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
  });
  if (remarks !== undefined) {
    document.commentBefore = commentOf(remarks.first);
    document.comment = commentOf(remarks.last);
    remark(document.contents, "", remarks.above);
  }
  return document.toString({ lineWidth: 0 });
}

function remark(node: unknown, path: string, above: YamlRemarks["above"]): void {
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const here = `${path}${String(key.value)}`;
    const [first, ...lines] = above.get(here) ?? [];
    if (first !== undefined) {
      key.spaceBefore = first === "";
      key.commentBefore = commentOf(first === "" ? lines : [first, ...lines]);
    }
    remark(value, `${here}.`, above);
  }
}

function commentOf(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "" : safeText(` ${line}`))).join("\n");
}
