/** What an editor is told about a provider's fields, as comments. */
import { type FieldKind, fieldOf } from "../../domain/fields.ts";
import type { Provider } from "../../providers/contract.ts";
import { type FieldSupport, supportOf } from "../../providers/support.ts";
import { wrapText } from "../../render/text/layout.ts";

/** Columns of a comment. */
const width = 96;

const kinds: Readonly<Record<FieldKind, string>> = {
  string: "",
  boolean: "true or false",
  stringList: "a list, which is replaced as a whole",
  list: "a list, which is replaced as a whole",
  object: "an object",
  map: "a key that is deleted here stays; null clears it",
};

/** Fields that are in the text and can be set, by their path in it: the lines above each. */
export function remarksAbove(
  provider: Provider,
  pathOf: (support: FieldSupport) => string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    supportOf(provider).flatMap((support): [string, readonly string[]][] => {
      const said = saidOf(support);
      return said === "" ? [] : [[pathOf(support), wrapText(said, width)]];
    }),
  );
}

/** Lines about what can be set and is not in the text; empty where there is nothing of that kind. */
export function remarksOnMissing(
  provider: Provider,
  isShown: (support: FieldSupport) => boolean,
  pathOf: (support: FieldSupport) => string,
): readonly string[] {
  const missing = supportOf(provider).filter(
    (support) => support.settable && (!support.readable || !isShown(support)),
  );
  if (missing.length === 0) return [];
  return [
    "",
    "Without a value here, and can be set: take away the # and write one.",
    ...missing.flatMap((support) => {
      const shown = support.readable ? [] : ["its value is never shown"];
      const said = [saidOf(support), ...shown].filter((part) => part !== "").join("; ");
      const [first = "", ...more] = wrapText(said === "" ? "" : `# ${said}`, width - 4);
      return [
        `${pathOf(support)}:${first === "" ? "" : `  ${first}`}`,
        ...more.map((line) => `    ${line}`),
      ];
    }),
  ];
}

/** What a value must be. */
function saidOf({ field, settable, readable, clearable, limits, note }: FieldSupport): string {
  if (!settable) return "can only be read";
  const kind = kinds[fieldOf(field).kind];
  return [
    ...(kind === "" ? [] : [kind]),
    ...limits,
    ...(clearable || !readable ? [] : ["cannot be cleared"]),
    ...(note === undefined ? [] : [note]),
  ].join("; ");
}
