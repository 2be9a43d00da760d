/** Plain JSON, with the position of everything in it: what most programs write, without the parser of YAML. */
import { parse, type ValueNode } from "@humanwhocodes/momoa";

import type { ParsedText, Position } from "./parsed-text.ts";

/**
 * The text as JSON, of which YAML would make the same; undefined where there is anything to complain about, such as a
 * key that is given twice: what is wrong, the parser of YAML knows better.
 */
export function plainJson(source: string): ParsedText | undefined {
  try {
    const text = source.replace(/^\uFEFF/u, "");
    // Stricter than the one with positions.
    const value: unknown = JSON.parse(text);
    const { body } = parse(text);
    if (hasKeyTwice(body)) return undefined;
    return { value, problems: [], positionOf: (path, part) => positionIn(body, path, part) };
  } catch {
    return undefined;
  }
}

function hasKeyTwice(node: ValueNode): boolean {
  if (node.type === "Array") return node.elements.some(({ value }) => hasKeyTwice(value));
  if (node.type !== "Object") return false;
  const keys = new Set(node.members.map(({ name }) => nameOf(name)));
  return keys.size < node.members.length || node.members.some(({ value }) => hasKeyTwice(value));
}

function positionIn(
  node: ValueNode,
  [first, ...rest]: readonly PropertyKey[],
  part: "key" | "value",
): Position {
  if (first === undefined) return startOf(node);
  if (node.type === "Array") {
    const item = typeof first === "number" ? node.elements[first]?.value : undefined;
    return item === undefined ? startOf(node) : positionIn(item, rest, part);
  }
  const member =
    node.type === "Object" ? node.members.find(({ name }) => nameOf(name) === first) : undefined;
  if (member === undefined) return startOf(node);
  return rest.length === 0 && part === "key"
    ? startOf(member.name)
    : positionIn(member.value, rest, part);
}

type Member = (ValueNode & { readonly type: "Object" })["members"][number];

const nameOf = (name: Member["name"]) => (name.type === "String" ? name.value : name.name);

function startOf({ loc }: Pick<ValueNode, "loc">): Position {
  const { line, column } = loc.start;
  return { line, column };
}
