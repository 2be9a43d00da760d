import type { RunRecord } from "../../domain/run/run.ts";
import { maskAddresses, maskText } from "./mask-text.ts";
import { keysOf, type Personal } from "./personal.ts";

/** The same run with what its options say of a person masked: `--phone`, `--metadata pan=…`. */
export function maskRun(personal: Personal, record: RunRecord): RunRecord {
  const { header } = record;
  const mask = (name: string, text: string) => maskOption(personal, name, text);
  const options = Object.fromEntries(
    Object.entries(header.options).map(([name, value]) => {
      if (typeof value === "boolean") return [name, value];
      return [
        name,
        typeof value === "string" ? mask(name, value) : value.map((text) => mask(name, text)),
      ];
    }),
  );
  return { ...record, header: { ...header, options } };
}

/** A value on its own, or `path=value` and `path:=json`. */
function maskOption(personal: Personal, name: string, text: string): string {
  if (personal.at([name])) return maskText(text);
  const { path, sign, value } = assignmentIn(text);
  const isSaid = value !== "" && personal.at(keysOf(path));
  return isSaid ? `${maskAddresses(path)}${sign}${maskText(value)}` : maskAddresses(text);
}

/** What is personal among the options of a command. */
export function personalOptions(
  personal: Personal,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(given).flatMap(([name, held]) =>
    [held].flat().flatMap((text) => {
      if (typeof text !== "string") return [];
      if (personal.at([name])) return [text];
      const { path, value } = assignmentIn(text);
      return value !== "" && personal.at(keysOf(path)) ? [value] : [];
    }),
  );
}

function assignmentIn(text: string): {
  readonly path: string;
  readonly sign: string;
  readonly value: string;
} {
  const {
    path = "",
    sign = "",
    value = "",
  } = /^(?<path>[^=]*?)(?<sign>:?=)(?<value>[^]*)$/u.exec(text)?.groups ?? {};
  return { path, sign, value };
}
