/** Objects without the members that are undefined. */

/** The same object type, where a member that may be undefined may be missing instead. */
export type Compact<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/** The object's own members that are not undefined, in their order; null and every other value stay. */
export function compact<const T extends object>(members: T): Compact<T> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Compact<T>;
}
