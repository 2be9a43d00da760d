/** One flag per field, derived from the vocabulary and the providers. */
import { type FieldName, fieldNames, fieldOf } from "../../domain/fields.ts";
import type { Provider } from "../../providers/contract.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import type { GivenOptions, OptionSpec } from "./command.ts";

/** Providers at which the field can be set. */
function settableAt(everyone: readonly Provider[], field: FieldName): readonly string[] {
  return everyone
    .filter((provider) => {
      const mapping = mappingOf(provider, field);
      return mapping !== undefined && mapping.access !== "read-only";
    })
    .map(({ id }) => id);
}

export function fieldOptions(everyone: readonly Provider[]): readonly OptionSpec[] {
  return fieldNames.flatMap((field): readonly OptionSpec[] => {
    const { flag, kind, help } = fieldOf(field);
    const where = settableAt(everyone, field);
    if (flag === undefined || where.length === 0) return [];
    const text = where.length === everyone.length ? help : `${help} (${where.join(", ")})`;
    const group = where.length > 1 ? "What to change:" : "What to change, at one provider:";
    if (kind === "boolean") return [{ long: flag, negatable: true, help: text, group }];
    if (kind === "stringList") {
      return [
        { long: flag, value: "text", repeatable: true, help: `${text}; adds to the list`, group },
      ];
    }
    return [{ long: flag, value: "text", help: text, group }];
  });
}

interface GivenField {
  readonly name: FieldName;
  readonly values: readonly string[] | boolean;
  /** As written. */
  readonly flag: string;
}

/** The fields that were named by flags. */
export function givenFields(options: GivenOptions): readonly GivenField[] {
  return fieldNames.flatMap((name): readonly GivenField[] => {
    const { flag, kind } = fieldOf(name);
    if (flag === undefined) return [];
    if (kind === "boolean") {
      const value = options.onOff(flag);
      return value === undefined
        ? []
        : [{ name, values: value, flag: `--${value ? "" : "no-"}${flag}` }];
    }
    const text = options.text(flag);
    const values = kind === "stringList" ? options.texts(flag) : text === undefined ? [] : [text];
    return values.length === 0 ? [] : [{ name, values, flag: `--${flag}` }];
  });
}
