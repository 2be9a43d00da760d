/** How documents are printed for programs. */
import { printJson } from "../../domain/json.ts";
import { safeJson } from "../../domain/text/safe-text.ts";

/** A document whose items leave one by one: `{ …first, [items]: […], …rest }`; `array`: the items alone, `[…]`. */
export type ListFrame = { readonly first: object; readonly items: string } | "array";

/** Pieces of text, to be written one after the other. */
export interface ListPrinter {
  item(document: object): string;
  /** @param rest what stands behind the items */
  end(rest: object): string | Promise<string>;
}

interface Printer {
  /** A whole document; the text ends with a line end. */
  readonly print: (document: unknown) => string | Promise<string>;
  /** A list piece by piece. Missing: it is printed as a whole at its end. */
  readonly list?: (frame: ListFrame) => ListPrinter;
  /** Items are lines that stand alone. */
  readonly isLines?: boolean;
}

const compactText = (value: unknown): string => safeJson(printJson(value));
const line = (document: unknown): string => `${compactText(document)}\n`;

/**
 * The formats of documents: nothing is lost, numbers keep their digits, and what could act on a terminal is escaped in
 * the format's own way, so that reading it gives the same values. A format more is an entry more.
 */
export const printers = {
  json: { print: (document) => `${safeJson(printJson(document, 2))}\n`, list: jsonList },
  ndjson: { print: line, list: () => ({ item: line, end: () => "" }), isLines: true },
  yaml: { print: async (document) => (await loadYaml()).printYaml(document), list: yamlList },
} as const satisfies Readonly<Record<string, Printer>>;

let yaml: typeof import("./yaml.ts") | undefined;

async function loadYaml(): Promise<typeof import("./yaml.ts")> {
  return (yaml ??= await import("./yaml.ts"));
}

/** To be awaited before a list is printed: without it YAML is printed as a whole at its end. */
export async function preparePrinting(format: string): Promise<void> {
  if (format === "yaml") await loadYaml();
}

export type DocumentFormat = keyof typeof printers;
/** Forms for programs. What stands in the cells of CSV each result says by itself. */
export type MachineFormat = DocumentFormat | "csv";

export async function printMachine(document: unknown, format: DocumentFormat): Promise<string> {
  return await printers[format].print(document);
}

/** A list in this format; `lines`: each item is a document of its own. */
export function printList(
  format: DocumentFormat,
  frame: ListFrame,
): ListPrinter & { readonly isLines: boolean } {
  const { print, list, isLines = false }: Printer = printers[format];
  return { ...(list ?? wholeList(print))(frame), isLines };
}

function wholeList(print: Printer["print"]): (frame: ListFrame) => ListPrinter {
  return (frame) => {
    const all: object[] = [];
    return {
      item(document) {
        all.push(document);
        return "";
      },
      end: (rest) =>
        print(frame === "array" ? all : { ...frame.first, [frame.items]: all, ...rest }),
    };
  };
}

/** Items of an array leave one by one; a document around them is printed as a whole. */
function yamlList(frame: ListFrame): ListPrinter {
  const printYaml = yaml?.printYaml;
  if (frame !== "array" || printYaml === undefined) return wholeList(printers.yaml.print)(frame);
  let isEmpty = true;
  return {
    item(document) {
      isEmpty = false;
      return printYaml([document]);
    },
    end: () => (isEmpty ? "[]\n" : ""),
  };
}

/**
 * One JSON document with an item on each line. The first piece brings the beginning along, whichever it is, and after
 * the end every piece is empty: what is written is one whole document as soon as the end is.
 */
function jsonList(frame: ListFrame): ListPrinter {
  const members = (of: object): readonly string[] =>
    Object.entries(of).map(([name, value]) => `${compactText(name)}:${compactText(value)}`);
  const beginning =
    frame === "array"
      ? "["
      : `{${[...members(frame.first), `${compactText(frame.items)}:[`].join(",")}`;
  let next: "first" | "later" | "none" = "first";
  return {
    item(document) {
      if (next === "none") return "";
      const before = next === "first" ? beginning : ",";
      next = "later";
      return `${before}\n${compactText(document)}`;
    },
    end(rest) {
      if (next === "none") return "";
      const before = next === "first" ? beginning : "\n";
      next = "none";
      return frame === "array"
        ? `${before}]\n`
        : `${before}${["]", ...members(rest)].join(",")}}\n`;
    },
  };
}
