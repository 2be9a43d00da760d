import { parse as parseJson } from "@humanwhocodes/momoa";
import { isScalar, LineCounter, parseDocument, visit, type Document } from "yaml";

import type { ParsedText, Position } from "./parsed-text.ts";

/** What the parser's error codes mean. Its own messages quote the text around. */
const meanings: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: "an unknown escape in a quoted text",
  BAD_INDENT: "the indentation is wrong, or a bracket is not closed",
  BAD_SCALAR_START: "text that starts with a special character must be quoted",
  BLOCK_AS_IMPLICIT_KEY: 'the indentation is wrong, or a text with ": " in it is not quoted',
  DUPLICATE_KEY: "this key was already given above",
  MISSING_CHAR: "a character is missing: a colon, a quote, a comma or a closing bracket",
  MULTIPLE_DOCS: "a configuration file holds one document",
  TAB_AS_INDENT: "indent with spaces, not with tabs",
};

const tooDeep = "this is nested or repeated too deeply";

/** Parses YAML 1.2, of which JSON is a part; with `json` true nothing but JSON is accepted. Never throws. */
export function parseText(source: string, json: boolean): ParsedText {
  if (source.includes("\0")) {
    const message = "this is not UTF-8: save the file as UTF-8";
    return failed({ line: 1, column: 1, message });
  }
  // To YAML a carriage return alone ends a line, too.
  const text = source.replace(/^\uFEFF/u, "").replaceAll(/\r(?!\n)/gu, "\n");
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const notJson = json ? jsonProblem(text) : undefined;
    if (notJson !== undefined) return failed(notJson);
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    // Where its parser gave up depends on the stack that is left.
    if (document.errors.some(({ code }) => code === "RESOURCE_EXHAUSTION")) {
      return failed({ line: 1, column: 1, message: tooDeep });
    }
    const problems = [
      ...[...document.errors, ...document.warnings].map(({ code, pos }) => ({
        ...at(pos[0]),
        message: meanings[code] ?? "this is not valid YAML",
      })),
      ...oddNodes(document).map(({ offset, message }) => ({ ...at(offset), message })),
    ];
    return {
      value: problems.length > 0 ? undefined : (document.toJS() as unknown),
      problems,
      positionOf: (path, part) => at(offsetOf(document, path, part)),
    };
  } catch {
    return failed({ line: 1, column: 1, message: tooDeep });
  }
}

function failed(problem: Position & { message: string }): ParsedText {
  return { value: undefined, problems: [problem], positionOf: () => problem };
}

function jsonProblem(text: string): (Position & { message: string }) | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return { line: 1, column: 1, message: tooDeep };
    const { line, column } = error as Partial<Position>;
    return { line: line ?? 1, column: column ?? 1, message: "this is not valid JSON" };
  }
}

/** What is valid YAML but means nothing in a configuration. */
function oddNodes(document: Document): readonly { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined) {
        found.push({
          offset: node.range?.[0] ?? 0,
          message: "no anchor of this name stands above; quote a text that starts with *",
        });
      }
    },
    Pair: (_, { key }) => {
      if (!isScalar(key) || typeof key.value !== "string") {
        found.push({ offset: rangeStart(key) ?? 0, message: "a key must be a text" });
      }
    },
  });
  return found;
}

function offsetOf(document: Document, path: readonly PropertyKey[], part: "key" | "value"): number {
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  let offset: number | undefined;
  if (last === undefined) offset = rangeStart(document.contents);
  else if (part === "value") offset = rangeStart(document.getIn(path, true));
  if (offset === undefined && last !== undefined) offset = keyStart(parent, last);
  if (offset !== undefined) return offset;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1), part);
}

function keyStart(parent: unknown, name: PropertyKey): number | undefined {
  const items =
    typeof parent === "object" && parent !== null && "items" in parent ? parent.items : [];
  for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
    const key = typeof item === "object" && item !== null && "key" in item ? item.key : undefined;
    if (isScalar(key) && key.value === name) return key.range?.[0];
  }
  return undefined;
}

function rangeStart(node: unknown): number | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const [start] = Array.isArray(node.range) ? (node.range as unknown[]) : [];
  return typeof start === "number" ? start : undefined;
}
