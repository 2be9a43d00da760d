/** One line of a state file: what was stored, and what was removed. */
import { BillingError } from "../../domain/errors.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../domain/json.ts";

/** Null stands for what was removed. */
export interface StateEntry {
  readonly life: string;
  readonly line: number;
  readonly id: string;
  readonly customers: JsonObject;
  readonly other: JsonObject;
}

/**
 * Undefined for what is no JSON.
 *
 * @throws BillingError for what is no entry
 */
export function readEntry(bytes: Buffer, file: string): StateEntry | undefined {
  let entry: Json;
  try {
    entry = parseJson(bytes.toString());
  } catch {
    return undefined;
  }
  const { life, line, id, customers, other } = isJsonObject(entry) ? entry : {};
  if (
    typeof life === "string" &&
    typeof line === "number" &&
    typeof id === "string" &&
    isJsonObject(customers) &&
    isJsonObject(other) &&
    Object.values(customers).every((customer) => customer === null || isJsonObject(customer))
  ) {
    return { life, line, id, customers, other };
  }
  throw damaged(file);
}

export function damaged(file: string): BillingError {
  return new BillingError("usage", `${file} is damaged: it holds no emulator state`, {
    hint: "start afresh: billing emulator reset",
  });
}

/** Does to values what an entry says; those that are kept stay as they are. */
export function setAll(
  values: Readonly<Record<string, Json>>,
  changes: JsonObject,
  kept: readonly string[] = [],
): void {
  const open = values as Record<string, Json>;
  for (const [key, value] of Object.entries(changes)) {
    if (kept.includes(key)) continue;
    if (value === null) delete open[key];
    else open[key] = value;
  }
}
