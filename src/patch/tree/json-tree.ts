/** Strict JSON (RFC 8259) into a located tree. */
import { compact } from "../../domain/compact.ts";
import { parse, tokenize, type ValueNode } from "@humanwhocodes/momoa";

import { depthLimit, tooDeep, type TreeComplaint, type TreeNode } from "./tree.ts";

/** The tree, or the first thing that is not JSON. */
export function jsonTree(text: string): TreeNode | { readonly complaint: TreeComplaint } {
  try {
    const complaint = checkTokens(text);
    if (complaint !== undefined) return { complaint };
    return toTree(parse(text, { mode: "json" }).body, text);
  } catch (error) {
    return { complaint: explain(text, error) };
  }
}

/** What the parser lets through, or would run out of stack for. */
function checkTokens(text: string): TreeComplaint | undefined {
  let depth = 0;
  for (const { type, loc } of tokenize(text, { mode: "json" })) {
    const { offset } = loc.start;
    if (type === "LBrace" || type === "LBracket") depth += 1;
    if (type === "RBrace" || type === "RBracket") depth -= 1;
    if (depth > depthLimit) return { offset, message: tooDeep };
    if (type !== "String") continue;
    // oxlint-disable-next-line no-control-regex -- these are the characters that JSON wants escaped
    const control = text.slice(offset, loc.end.offset).search(/[\u0000-\u001f]/u);
    if (control !== -1) {
      return {
        offset: offset + control,
        message: "a line break or control character stands in a string",
        hint: String.raw`escape it, for example as \n`,
      };
    }
  }
  return undefined;
}

function toTree(node: ValueNode, text: string): TreeNode {
  const { offset } = node.loc.start;
  switch (node.type) {
    case "Object":
      return {
        kind: "object",
        offset,
        members: node.members.map(({ name, value }) => ({
          key: name.type === "String" ? name.value : name.name,
          offset: name.loc.start.offset,
          value: toTree(value, text),
        })),
      };
    case "Array":
      return { kind: "list", offset, items: node.elements.map(({ value }) => toTree(value, text)) };
    case "Number":
      return {
        kind: "number",
        offset,
        digits: text.slice(offset, node.loc.end.offset),
        value: node.value,
      };
    case "String":
    case "Boolean":
      return { kind: "scalar", offset, value: node.value };
    default:
      return { kind: "scalar", offset, value: null };
  }
}

/** The parser's complaint in words that say what to do. */
function explain(text: string, error: unknown): TreeComplaint {
  const end = text.trimEnd().length;
  const offset =
    error instanceof Error && "offset" in error && typeof error.offset === "number"
      ? error.offset
      : end;
  if (isCutOff(text, offset, error)) {
    return {
      offset: end,
      message: "the JSON ends too early",
      hint: "close every string, { and [",
    };
  }
  const found = /^(?:[\p{L}\p{N}_$]+|.)/su.exec(text.slice(offset, offset + 40))?.[0] ?? "";
  return compact({
    offset,
    message: `not JSON: ${JSON.stringify(found)} is not expected here`,
    hint: hintFor(found, text.slice(0, offset).trimEnd().at(-1)),
  });
}

/** The parser blames an end of input on other offsets: the start of the text, or the last token. */
function isCutOff(text: string, offset: number, error: unknown): boolean {
  if (error instanceof Error && error.message.startsWith("Unexpected end of input")) return true;
  if (offset >= text.trimEnd().length) return true;
  try {
    const tokens = tokenize(text, { mode: "json" });
    const opened = tokens.filter(({ type }) => type === "LBrace" || type === "LBracket").length;
    const closed = tokens.filter(({ type }) => type === "RBrace" || type === "RBracket").length;
    return opened > closed && tokens.at(-1)?.loc.start.offset === offset;
  } catch {
    return false;
  }
}

function hintFor(found: string, before: string | undefined): string | undefined {
  if (found === "'") return "JSON quotes with double quotes";
  if (found === "/" || found === "#") return "JSON has no comments; write YAML if you need them";
  if ((found === "}" || found === "]") && before === ",") return "remove the comma before it";
  if (/^[\p{L}_$]/u.test(found) && (before === "{" || before === ",")) {
    return "put the key in double quotes";
  }
  if (found === '"') return "is a comma or a colon missing before it?";
  return undefined;
}
