import type { RunRecord } from "../../domain/run.ts";
import { isPersonal } from "./mask-value.ts";
import { maskAddresses, maskText, memberIsPersonal } from "./mask-text.ts";

/** The same run with what its options say of a person masked: `--phone`, `--metadata pan=…`. */
export function maskRun(record: RunRecord): RunRecord {
  const { header } = record;
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
function mask(name: string, text: string): string {
  if (memberIsPersonal(name)) return maskText(text);
  const {
    path = "",
    sign = "",
    value = "",
  } = /^(?<path>[^=]*?)(?<sign>:?=)(?<value>[^]*)$/u.exec(text)?.groups ?? {};
  const personal = sign !== "" && value !== "" && isPersonal(path);
  return personal ? `${maskAddresses(path)}${sign}${maskText(value)}` : maskAddresses(text);
}
