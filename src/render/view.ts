/** A result in every format: the one place where a format is chosen. */
import type { Warning } from "../domain/change.ts";
import {
  type DocumentFormat,
  type ListFrame,
  type MachineFormat,
  printers,
  printList,
  printMachine,
} from "./machine/machine.ts";
import type { Personal } from "./mask/personal.ts";
import { prepareMeasuring } from "./text/measure.ts";
import type { Style } from "./text/style.ts";

/** Formats that are drawn for people. */
export type DrawnFormat = "table" | "markdown";
export type OutputFormat = DrawnFormat | MachineFormat;

/** How people are to see a result. */
export interface Look {
  readonly style: Style;
  /** Columns of the screen; missing where it is none, or does not know. */
  readonly width?: number | undefined;
  /** What is about a person, and masked; missing: nothing is. Documents for programs never are. */
  readonly mask: Personal | undefined;
  /** Bytes that a run in Markdown may have. */
  readonly maxSize: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name of the zone to show times in; missing: this machine's. */
  readonly timeZone?: string;
  /** The home directory, shown as `~`. */
  readonly home: string | undefined;
}

type Draw<Value> = (value: Value, look: Look) => string | Promise<string>;

/**
 * How a result is drawn, by format. CSV has a record for each thing and plain values in its cells; another format for
 * programs stands here only where it is more than the document printed; one for people that is missing looks like the
 * table.
 */
type Drawings<Draw> = Readonly<Record<"table" | "csv", Draw> & Partial<Record<OutputFormat, Draw>>>;

/** What one kind of result looks like: its document, printed in any format for programs, and its drawings. */
export interface View<Value> {
  readonly document: (value: Value) => object | Promise<object>;
  readonly draw: Drawings<Draw<Value>>;
  /** In a few words what was done, for where it cannot be shown. Missing: nothing was to be changed. */
  readonly fate?: (value: Value) => string;
  /** What the drawing warns of. */
  readonly warnings?: (value: Value, look: Pick<Look, "mask">) => readonly Warning[];
}

/** The result as the text of this format. */
export async function render<Value>(
  view: View<Value>,
  format: OutputFormat,
  value: Value,
  look: Look,
): Promise<string> {
  const { draw, document } = view;
  if (draw[format] === undefined && isDocument(format)) {
    return printMachine(await document(value), format);
  }
  await prepareMeasuring(value);
  return (draw[format] ?? draw.table)(value, look);
}

/** A result of many items, which leave one by one, and what is said at their end. */
export interface ListView<Item, End> {
  readonly frame: ListFrame;
  /** @param alone the item's document is a line of its own */
  readonly document: (item: Item, alone: boolean) => object;
  readonly rest: (end: End) => object;
  readonly draw: Drawings<(look: Look) => List<Item, End>>;
  readonly fate?: (end: End) => string;
}

/** Pieces of text, to be written one after the other; the end comes once. */
export interface List<Item, End> {
  readonly item: (item: Item) => string;
  /** Each item is its document, as a line of NDJSON. */
  readonly isLines?: boolean;
  /** Takes an item that left some other time, where the end shows that one, too. */
  readonly earlier?: (item: Item) => void;
  readonly end: (end: End) => string | Promise<string>;
}

/** {@link render} for a list. */
export function renderList<Item, End>(
  view: ListView<Item, End>,
  format: OutputFormat,
  look: Look,
): List<Item, End> {
  const { draw, document, rest, frame } = view;
  if (draw[format] !== undefined || !isDocument(format)) {
    return (draw[format] ?? draw.table)(look);
  }
  const printed = printList(format, frame);
  return {
    isLines: printed.isLines,
    item: (item) => printed.item(document(item, printed.isLines)),
    end: (end) => printed.end(rest(end)),
  };
}

/** A list of which people see only what is said at its end. */
export function atEnd<Item, End>(
  { draw }: View<End>,
  format: DrawnFormat,
): (look: Look) => List<Item, End> {
  return (look) => ({
    item: () => "",
    end: async (end) => {
      await prepareMeasuring(end);
      return (draw[format] ?? draw.table)(end, look);
    },
  });
}

function isDocument(format: OutputFormat): format is DocumentFormat {
  return Object.hasOwn(printers, format);
}
