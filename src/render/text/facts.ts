import { safeText } from "../../domain/text/safe-text.ts";
import { wrapBehind } from "./layout.ts";
import type { Style } from "./style.ts";

/** A name and what is known of it; undefined: nothing. An empty name goes on with the fact before. */
export type Fact = readonly [name: string, value: string | undefined];

const nameWidth = 13;

/** `name: value`, the values below one another; no line is wider than the columns. */
export function factLines(
  facts: readonly Fact[],
  { columns, isolate }: Pick<Style, "columns" | "isolate">,
): readonly string[] {
  return facts.flatMap(([name, value]) =>
    value === undefined
      ? []
      : wrapBehind(
          (name === "" ? "" : `${name}:`).padEnd(nameWidth),
          safeText(value),
          columns,
          isolate,
        ),
  );
}
