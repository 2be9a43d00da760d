/** Members of a record that an update of the whole record cannot carry, because nothing is known of them. */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { fieldOf } from "../../domain/fields.ts";
import { identityOf, isNothing, own as memberOf, rootOf } from "../../domain/members.ts";
import { type Path, printPath } from "../../domain/path.ts";
import type { Provider } from "../contract.ts";
import { fieldsOf, mappingOf } from "./record.ts";

/** What the update takes under one member of the record: all of it, or these members of it or of each of its items. */
interface Known {
  readonly members?: ReadonlySet<string>;
  /** What an item of the list is called in a path. */
  readonly nameOf: (item: Json) => string;
}

/** The first keys that an update may carry, and what is known below each. */
function writable(provider: Provider): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const field of fieldsOf(provider)) {
    const mapping = mappingOf(provider, field);
    if (mapping === undefined || mapping.access !== undefined) continue;
    const root = rootOf(mapping.path);
    const inside = root === mapping.path ? mapping.members : [mapping.path.slice(root.length + 1)];
    const { identity = [] } = fieldOf(field);
    const before = found.get(root)?.members ?? [];
    found.set(root, {
      nameOf: (item) => identityOf(mapping.codec?.decode(item) ?? item, identity) ?? "",
      ...(inside === undefined ? {} : { members: new Set([...before, ...inside]) }),
    });
  }
  return found;
}

/**
 * Paths, in the vendor's words, of everything in the record that is neither known as writable nor as the vendor's own.
 * What holds nothing cannot be lost.
 */
export function unknownMembers(provider: Provider, native: JsonObject): readonly string[] {
  return [...new Set(unknownPaths(provider, native).map(printPath))];
}

/** Of these, the members that stand in the record itself. */
export function unknownRoots(provider: Provider, native: JsonObject): JsonObject {
  const entries = unknownPaths(provider, native).flatMap(
    ([root, ...below]): readonly [string, Json][] => {
      const key = root !== undefined && "key" in root && below.length === 0 ? root.key : undefined;
      const held = key === undefined ? undefined : memberOf(native, key);
      return key === undefined || held === undefined ? [] : [[key, held]];
    },
  );
  return Object.fromEntries(entries);
}

function unknownPaths(provider: Provider, native: JsonObject): readonly Path[] {
  const known = writable(provider);
  const own = new Set([
    ...Object.values(provider.readOnly).map(({ path }) => rootOf(path)),
    ...provider.volatile,
  ]);
  return Object.entries(native).flatMap(([root, value]): readonly Path[] => {
    const below = known.get(root);
    if (below !== undefined)
      return below.members === undefined ? [] : unknownIn(root, value, below);
    return own.has(root) || isNothing(value) ? [] : [[{ key: root }]];
  });
}

function unknownIn(root: string, value: Json, { members, nameOf }: Known): readonly Path[] {
  const inOne = (above: Path, object: Json): readonly Path[] =>
    Object.entries(isJsonObject(object) ? object : {}).flatMap(([key, held]) =>
      members?.has(key) === true || isNothing(held) ? [] : [[...above, { key }]],
    );
  return isJsonArray(value)
    ? value.flatMap((item) => inOne([{ key: root }, { item: nameOf(item) }], item))
    : inOne([{ key: root }], value);
}

/** The body without what the update's schema does not know below its members. */
export function onlyKnown(provider: Provider, body: JsonObject): JsonObject {
  const known = writable(provider);
  return Object.fromEntries(
    Object.entries(body).map(([root, value]): [string, Json] => {
      const { members } = known.get(root) ?? {};
      const strip = (item: Json): Json =>
        isJsonObject(item) && members !== undefined
          ? Object.fromEntries(Object.entries(item).filter(([key]) => members.has(key)))
          : item;
      return [root, isJsonArray(value) ? value.map(strip) : strip(value)];
    }),
  );
}
