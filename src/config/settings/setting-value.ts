import type { SettingSpec } from "../../domain/settings.ts";
import type { Setting } from "../config.ts";
import { asItStands, variableIn } from "../placeholder.ts";
import { numberLimits } from "./general-settings.ts";

/** What is wrong with the text of a setting that is not secret; undefined if nothing is. Never quotes the text. */
export function textProblem(spec: SettingSpec, text: string): string | undefined {
  if (text.trim() === "") return "must not be empty";
  if (variableIn(text.trim()) !== undefined) return `${asItStands}; write the value itself`;
  if (spec.choices !== undefined && !spec.choices.includes(text)) {
    return `must be ${oneOf(spec.choices)}`;
  }
  if (spec.pattern !== undefined && text.search(spec.pattern) < 0) {
    return spec.patternHelp === undefined
      ? `must look like ${spec.example}`
      : `must be ${spec.patternHelp}`;
  }
  return undefined;
}

/** What is wrong with a `rateLimit` or `timeout`; undefined if nothing is. */
export function numberProblem(name: keyof typeof numberLimits, value: number): string | undefined {
  const limit = numberLimits[name];
  return value > 0 && value <= limit ? undefined : `must be a number above 0 and at most ${limit}`;
}

/** The text of a setting that is not secret. */
export function settingText({ value }: Setting): string {
  return typeof value === "object" ? "" : String(value);
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
