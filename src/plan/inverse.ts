/** The patch that takes a change back. */
import type { Location } from "../domain/errors.ts";
import { fieldOf, type FieldName } from "../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../domain/json.ts";
import { own } from "../domain/members.ts";
import type { Edit } from "../domain/patch.ts";
import type { Provider } from "../providers/contract.ts";
import { mappingOf } from "../providers/wire/record.ts";
import { isEmptyValue } from "./diff.ts";

/** A field before and after a change; a missing value is none. */
export interface FieldTurn {
  readonly field: FieldName;
  readonly before?: Json;
  readonly after?: Json;
  /** The provider never returns the field, so that `before` is not known. */
  readonly unreadable?: true;
}

export interface Inverse {
  readonly edits: readonly Edit[];
  /** What cannot be taken back, and why. */
  readonly lost: readonly { readonly field: FieldName; readonly why: string }[];
}

/**
 * Turns every field back to what it held. Inside a map or object only the keys that changed are touched, so that what
 * others wrote beside them stays.
 */
export function inverseOf(
  provider: Provider,
  turns: readonly FieldTurn[],
  location: Location,
): Inverse {
  const parts = turns.map((turn) => invert(provider, turn, location));
  return {
    edits: parts.flatMap(({ edits }) => edits),
    lost: parts.flatMap(({ lost }) => lost),
  };
}

function invert(provider: Provider, turn: FieldTurn, location: Location): Inverse {
  const { field, before, after } = turn;
  if (turn.unreadable === true) {
    return lose(field, `${provider.title} never returns it, so what it held before is not known`);
  }
  const { kind } = fieldOf(field);
  if (kind === "map" && !isEmptyValue(before) && !isJsonObject(before)) {
    return lose(field, "it held no map before, and nothing else is ever sent");
  }
  // An object's members are a fixed set: where there was none at all, it goes as a whole.
  const byMember =
    kind === "map"
      ? isJsonObject(before) || isJsonObject(after)
      : kind === "object" && isJsonObject(before);
  if (byMember) {
    return { edits: invertMembers(field, asObject(before), asObject(after), location), lost: [] };
  }
  if (!isEmptyValue(before)) {
    return { edits: [{ field, rest: [], op: "set", value: before ?? null, location }], lost: [] };
  }
  return mappingOf(provider, field)?.clear === undefined
    ? lose(field, `it was empty before, and ${provider.title}'s API has no way to clear it`)
    : { edits: [{ field, rest: [], op: "unset", location }], lost: [] };
}

function invertMembers(
  field: FieldName,
  before: JsonObject,
  after: JsonObject,
  location: Location,
): readonly Edit[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): readonly Edit[] => {
    const [old, fresh] = [own(before, key), own(after, key)];
    if (sameJson(old, fresh)) return [];
    const rest = [{ key }];
    return old === undefined || (old === null && fieldOf(field).kind === "object")
      ? [{ field, rest, op: "unset", location }]
      : [{ field, rest, op: "set", value: old, location }];
  });
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function lose(field: FieldName, why: string): Inverse {
  return { edits: [], lost: [{ field, why }] };
}
