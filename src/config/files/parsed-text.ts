/** Where something stands in a text, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that was read, with the position of everything in it. Problems never quote it: it may hold secrets. */
export interface ParsedText {
  readonly value: unknown;
  readonly problems: readonly (Position & { readonly message: string })[];
  /** Position of the value at the path, or of its key; the nearest one above where that has none of its own. */
  positionOf(path: readonly PropertyKey[], part: "key" | "value"): Position;
}
