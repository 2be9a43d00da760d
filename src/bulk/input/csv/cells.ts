/** Where the cells of a CSV record stand, and whether its quotes are in order (RFC 4180). */
import type { Location } from "../../../domain/errors.ts";
import { withoutHiddenEnds } from "../../../domain/text/hidden.ts";
import { placeIn } from "../row-text.ts";

/**
 * What was read last: the start of a cell, text of a cell without quotes, text inside quotes, or a closing quote.
 */
export type Standing = "start" | "plain" | "quoted" | "closed";

export interface Walk {
  readonly standing: Standing;
  /** Offset of what must not stand where it stands; the walk ended there. */
  readonly broken?: number;
}

/**
 * Walks through a record, or through one more line of it.
 *
 * @param onCell is told the offset of every cell that begins after a delimiter
 * @param onQuote is told the offset of every opening quote
 */
export function walkCells(
  text: string,
  delimiter: string,
  from: Standing,
  {
    onCell,
    onQuote,
  }: { readonly onCell?: (offset: number) => void; readonly onQuote?: (offset: number) => void },
): Walk {
  let standing = from;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (standing === "quoted") {
      const close = text.indexOf('"', at);
      if (close === -1) return { standing };
      if (text[close + 1] === '"') at = close + 1;
      else {
        standing = "closed";
        at = close;
      }
    } else if (char === delimiter) {
      standing = "start";
      onCell?.(at + 1);
    } else if (char === "=" && standing === "start" && bareGuardEnd(text, at, delimiter) > at) {
      at = bareGuardEnd(text, at, delimiter);
      standing = "plain";
    } else if (char === '"' && standing === "start") {
      standing = "quoted";
      onQuote?.(at);
    } else if (char === '"' || char === "\r" || standing === "closed") {
      return { standing, broken: at };
    } else {
      standing = "plain";
    }
  }
  return { standing };
}

/** Offset of the last quote of `="02134"`, which exports write without quotes around it; -1: the cell is not that. */
function bareGuardEnd(text: string, at: number, delimiter: string): number {
  const close = text.startsWith('="', at) ? text.indexOf('"', at + 2) : -1;
  const next = text[close + 1];
  const isCell = next === undefined || next === delimiter || next === "\n";
  return isCell && !text.slice(at, close).includes(delimiter) ? close : -1;
}

/** Nothing stands in it that anybody could see. */
export function isEmptyCell(text: string | undefined): boolean {
  return text === undefined || text === "" || withoutHiddenEnds(text) === "";
}

interface Written {
  readonly raw: string;
  readonly location: Location;
}

/** The places of all cells of a record that is in order. */
export function cellPlaces({ raw, location }: Written, delimiter: string): readonly Location[] {
  const starts = [0];
  walkCells(raw, delimiter, "start", { onCell: (offset) => starts.push(offset) });
  if (!raw.includes("\n")) {
    const { name, line = 1, column = 1 } = location;
    return starts.map((start) => ({ name, line, column: column + start }));
  }
  return starts.map((start) => placeIn(raw, start, location));
}

/** The place of one cell; beyond the last cell, of the record. */
export function cellPlace(written: Written, index: number, delimiter: string): Location {
  return cellPlaces(written, delimiter)[index] ?? written.location;
}
