/** One flag per field, derived from the vocabulary and the providers. */
import { type FieldName, fieldNames, fieldOf } from "../../../domain/fields.ts";
import type { Provider } from "../../../providers/contract.ts";
import { mappingOf } from "../../../providers/wire/record.ts";
import { type Flag, type Given, givenUnder, type Option } from "../option.ts";

interface GivenField {
  readonly name: FieldName;
  readonly values: readonly string[] | boolean;
  /** As written. */
  readonly flag: string;
}

/** The fields that were named by flags, in the order of the vocabulary. */
export type GivenFields = ReadonlyMap<FieldName, GivenField>;

/**
 * @param everyone the providers whose fields have flags
 * @param heading above the flags in help, without its colon
 */
export function fieldOptions(
  everyone: readonly Provider[],
  heading = "What to change",
): Option<GivenFields> {
  return {
    flags: () => fieldNames.flatMap((field) => flagOf(everyone, field, heading)),
    read: (given) =>
      new Map(fieldNames.flatMap((name) => givenField(given, name)).map((one) => [one.name, one])),
  };
}

function flagOf(everyone: readonly Provider[], field: FieldName, heading: string): readonly Flag[] {
  const { flag, kind, help } = fieldOf(field);
  const where = settableAt(everyone, field);
  if (flag === undefined || where.length === 0) return [];
  const isEverywhere = where.length === everyone.length;
  const text = isEverywhere ? help : `${help} (${where.join(", ")})`;
  const group = where.length > 1 ? `${heading}:` : `${heading}, at one provider:`;
  const facts = { long: flag, group, recorded: true, providers: where, isEverywhere };
  if (kind === "boolean") return [{ ...facts, negatable: true, help: text }];
  return kind === "stringList"
    ? [{ ...facts, value: "text", repeatable: true, help: `${text}; adds to the list` }]
    : [{ ...facts, value: "text", help: text }];
}

/** Providers at which the field can be set. */
function settableAt(everyone: readonly Provider[], field: FieldName): readonly string[] {
  return everyone
    .filter((provider) => {
      const mapping = mappingOf(provider, field);
      return mapping !== undefined && mapping.access !== "read-only";
    })
    .map(({ id }) => id);
}

function givenField(given: Given, name: FieldName): readonly GivenField[] {
  const { flag } = fieldOf(name);
  const held = flag === undefined ? undefined : givenUnder(given, flag);
  if (held === undefined) return [];
  const no = held === false ? "no-" : "";
  return [{ name, values: typeof held === "string" ? [held] : held, flag: `--${no}${flag}` }];
}
