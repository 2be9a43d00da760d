/** What several customers hold under one field, as people see it. */
import type { DriftField, DriftValue } from "../../domain/documents/drift.ts";
import { sameJson } from "../../domain/json.ts";
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
  return values.map(({ value, group }, index) => {
    const text = texts[index] ?? "";
    const alike = values.filter(
      (other, at) =>
        other.group !== undefined &&
        other.group !== group &&
        texts[at]?.normalize() === text.normalize(),
    );
    if (group === undefined || value === undefined || alike.length === 0) return text;
    // Masked they may be the same; else it is the letters that look alike.
    const isMasked = alike.some((other) => sameJson(other.value, value));
    return typeof value === "string" && !isMasked && showValue(value) === text
      ? showAscii(value)
      : `${text} (${group})`;
  });
}

function wordOf(state: DriftValue["state"]): string {
  return state === "value" ? "" : words[state];
}
