/** What several customers hold under one field, as people see it. */
import type { DriftField, DriftValue } from "../../domain/documents/drift.ts";
import type { Json } from "../../domain/json.ts";
import { showAscii, showShort, showValue } from "../change/value.ts";
import type { Style } from "../text/style.ts";

const words: Readonly<Record<Exclude<DriftValue["state"], "value">, string>> = {
  absent: "(absent)",
  unsupported: "(no such field)",
  unreadable: "(not readable)",
  unread: "(not read)",
};

/** A sign for the gutter, and a word that says the same. */
export const verdicts: Readonly<
  Record<DriftField["verdict"], { readonly symbol: string; readonly word: string }>
> = {
  differs: { symbol: "~", word: "differs" },
  same: { symbol: "=", word: "same" },
  "not-compared": { symbol: " ", word: "not compared" },
};

/** The values in their order; those that differ never look the same. */
export function cellTexts({ values }: DriftField, style: Style): readonly string[] {
  const texts = values.map(({ state, value }) =>
    state === "value" && value !== undefined ? showShort(value, style) : wordOf(state),
  );
  const isAlike = (index: number) =>
    values.some(
      ({ group }, other) =>
        group !== values[index]?.group &&
        group !== undefined &&
        texts[other]?.normalize() === texts[index]?.normalize(),
    );
  return values.map(({ value, group }, index) => {
    const text = texts[index] ?? "";
    if (group === undefined || value === undefined || !isAlike(index)) return text;
    return told(value, text) ?? `${text} (${group})`;
  });
}

/** A string in letters that are told apart; undefined where that says no more. */
function told(value: Json, text: string): string | undefined {
  if (typeof value !== "string" || showValue(value) !== text) return undefined;
  const ascii = showAscii(value);
  return ascii === `"${value}"` ? undefined : ascii;
}

function wordOf(state: DriftValue["state"]): string {
  return state === "value" ? "" : words[state];
}
