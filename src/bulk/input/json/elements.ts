/**
 * A JSON array, cut into the texts of its elements, or objects one after the other, as jq prints them; whether an
 * element is JSON is not looked at.
 */
import { compact } from "../../../domain/compact.ts";
import { rowLimit } from "../row-text.ts";

/** The text of one element, or what is wrong where one should stand. */
export interface JsonElement {
  /** Empty where nothing stands. */
  readonly raw: string;
  /** From 1, in the whole text; a line ends at LF, CRLF or CR. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly wrong?: { readonly message: string; readonly hint?: string };
}

/** `between`: objects stand one after the other, and none is open. */
type State = "start" | "first" | "next" | "nested" | "scalar" | "after" | "between" | "end";

interface Cursor {
  line: number;
  /** Offset in the whole text at which the line begins. */
  lineStart: number;
  afterCr: boolean;
}

const [lf, cr, tab, blank] = [0x0a, 0x0d, 0x09, 0x20];
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The elements that each chunk completes. Behind an element that is never closed nothing is read. */
export async function* jsonElements(
  chunks: AsyncIterable<string>,
): AsyncIterable<readonly JsonElement[]> {
  const cursor: Cursor = { line: 1, lineStart: 0, afterCr: false };
  const depth = { open: 0, inString: false, escaped: false };
  let state: State = "start";
  let inArray = true;
  let passed = 0;
  let held = "";
  let element: Omit<JsonElement, "raw"> = { line: 1, column: 1 };

  for await (const chunk of chunks) {
    const found: JsonElement[] = [];
    let from = 0;
    const here = (at: number) => ({
      line: cursor.line,
      column: passed + at - cursor.lineStart + 1,
    });
    const finish = (end: number): void => {
      found.push({ ...element, raw: held + chunk.slice(from, end) });
      held = "";
      state = inArray ? "after" : "between";
    };
    for (let at = 0; at < chunk.length; at += 1) {
      const code = chunk.charCodeAt(at);
      if (code === lf || code === cr) countLine(cursor, code, passed + at);
      else cursor.afterCr = false;
      if (state === "nested") {
        if (closes(depth, code)) finish(at + 1);
        continue;
      }
      if (state === "scalar" && (isBlank(code) || code === comma || code === closeList)) finish(at);
      if (isBlank(code) || state === "scalar") continue;

      if (state === "start" && code === openObject) inArray = false;
      const step = between(state, code);
      if (step.wrong !== undefined && step.begins !== true) {
        found.push({ raw: "", ...here(at), wrong: step.wrong });
      }
      if (step.state === undefined) {
        yield found;
        return;
      }
      state = step.state;
      if (step.begins !== true) continue;
      from = at;
      element = { ...here(at), ...(step.wrong === undefined ? {} : { wrong: step.wrong }) };
      depth.open = code === openList || code === openObject ? 1 : 0;
      depth.inString = code === quote;
    }
    if (isInside(state)) held += chunk.slice(from);
    passed += chunk.length;
    if (held.length > rowLimit) {
      const message = "the row is longer than 4 MiB, or never closed; nothing behind it was read";
      yield [...found, { ...element, raw: held, wrong: { message } }];
      return;
    }
    if (found.length > 0) yield found;
  }

  const end = { line: cursor.line, column: passed - cursor.lineStart + 1 };
  yield ending(state, { ...element, raw: held }, end);
}

function countLine(cursor: Cursor, code: number, offset: number): void {
  if (code === cr || !cursor.afterCr) cursor.line += 1;
  cursor.lineStart = offset + 1;
  cursor.afterCr = code === cr;
}

/** Whether the character ends the element. */
function closes(
  depth: { open: number; inString: boolean; escaped: boolean },
  code: number,
): boolean {
  if (depth.inString) {
    if (depth.escaped) depth.escaped = false;
    else if (code === backslash) depth.escaped = true;
    else if (code === quote) depth.inString = false;
    return !depth.inString && depth.open === 0;
  }
  if (code === quote) depth.inString = true;
  else if (code === openList || code === openObject) depth.open += 1;
  else if (code === closeList || code === closeObject) depth.open -= 1;
  return depth.open === 0 && !depth.inString;
}

interface Step {
  /** Undefined: what follows cannot be read. */
  readonly state?: State;
  /** An element begins with this character. */
  readonly begins?: true;
  readonly wrong?: NonNullable<JsonElement["wrong"]>;
}

/** What a character means that stands in no element. */
function between(state: State, code: number): Step {
  if (state === "start") {
    if (code === openList) return { state: "first" };
    if (code === openObject) return { state: "nested", begins: true };
    const hint = "objects line by line are NDJSON";
    return { wrong: { message: "expected a JSON array of rows", hint } };
  }
  if (state === "between") {
    if (code === openObject) return { state: "nested", begins: true };
    const hint = code === comma ? "put the rows into [ and ], or leave the comma out" : undefined;
    return { wrong: compact({ message: "expected another object, or the end", hint }) };
  }
  if (state === "end") {
    return { wrong: { message: "the array has ended, and something stands behind it" } };
  }
  if (code === closeList) {
    if (state !== "next") return { state: "end" };
    const message = "a row is missing between the comma and ]";
    return { state: "end", wrong: { message, hint: "remove the comma before it" } };
  }
  if (code === comma) {
    if (state === "after") return { state: "next" };
    const message = "a row is missing before this comma";
    return { state: "next", wrong: { message, hint: "remove the comma" } };
  }
  const isNested = code === openList || code === openObject || code === quote;
  return {
    state: isNested ? "nested" : "scalar",
    begins: true,
    ...(state === "after" ? { wrong: { message: "expected a comma or ] here" } } : {}),
  };
}

/** What the end of the text leaves open. */
function ending(
  state: State,
  element: JsonElement,
  end: Pick<JsonElement, "line" | "column">,
): readonly JsonElement[] {
  if (state === "end" || state === "start" || state === "between") return [];
  if (state === "nested") {
    const message = "the row is not closed before the file ends";
    return [{ ...element, wrong: { message, hint: "close every string, { and [" } }];
  }
  const wrong = { message: "the JSON ends too early", hint: "close the array with ]" };
  return [...(state === "scalar" ? [element] : []), { raw: "", ...end, wrong }];
}

function isInside(state: State): boolean {
  return state === "nested" || state === "scalar";
}

function isBlank(code: number): boolean {
  return code === blank || code === lf || code === cr || code === tab;
}
