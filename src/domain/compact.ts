/** Objects without the members that are undefined. */

/** The same object type, where a member that may be undefined may be missing instead. */
export type Compact<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** The object's own members that are not undefined, in their order; null and every other value stay. */
export function compact<const T extends object>(members: T): Compact<T> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(members)) {
    // Set as it is, this one would be the prototype.
    if (key === "__proto__") return entriesOf(members) as Compact<T>;
    const value: unknown = members[key as keyof T];
    if (value !== undefined) kept[key] = value;
  }
  return kept as Compact<T>;
}

/** The same for every key, and in four times the time. */
function entriesOf(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
