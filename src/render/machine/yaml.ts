import { Document, type ScalarTag } from "yaml";

import { isExactNumber } from "../../domain/json.ts";
import { needsEscapes, safeYaml } from "../../domain/text/safe-text.ts";

/** Writes the digits a number was read with. */
const exactNumber: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: isExactNumber,
  resolve: (text) => text,
  stringify: ({ value }) => String(value),
};

/** A block of lines that begins like this is indented by a digit, and may be read back without its spaces. */
const beginsBadly = /^(?: .*)?\n/u;

/** A string that must not be printed as it is: a JSON string is a double-quoted YAML string. */
const escapedText: ScalarTag = {
  tag: "tag:yaml.org,2002:str",
  default: true,
  identify: (value) =>
    typeof value === "string" && (needsEscapes(value) || beginsBadly.test(value)),
  resolve: (text) => text,
  stringify: ({ value }) => safeYaml(JSON.stringify(value)),
};

/**
 * YAML 1.2 that a reader of YAML 1.1 takes the same way: `"NO"`, `"12:30"` and `"2026-01-01"` stay strings. Ends with
 * a line end.
 */
export function printYaml(value: unknown): string {
  const document = new Document(value, {
    customTags: (tags) => [exactNumber, escapedText, ...tags],
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
  });
  return document.toString({ lineWidth: 0 });
}
