/** Routes of a vendor as a table. */

/**
 * A method, a pattern such as `/customers/:id`, and what is done; it is given the call and the pattern's parameters, in
 * their order.
 */
export type Route<Call, Result> = readonly [
  method: string,
  pattern: string,
  act: (call: Call, ...parameters: string[]) => Result,
];

interface Matched<Call, Result> {
  readonly parameters: readonly string[];
  readonly act: (call: Call) => Result;
}

/**
 * The first route of the table that the method and the path lead to.
 *
 * @param decoded reads a part of the path; undefined where it is wrongly encoded
 */
export function findRoute<Call, Result>(
  routes: readonly Route<Call, Result>[],
  method: string,
  path: string,
  decoded = decode,
): Matched<Call, Result> | undefined {
  for (const [of, pattern, act] of routes) {
    const parameters = of === method ? matchPath(pattern, path, decoded) : undefined;
    if (parameters !== undefined) {
      return { parameters, act: (call) => act(call, ...parameters) };
    }
  }
  return undefined;
}

/**
 * Matches a path against a pattern and gives its parameters, decoded. Undefined when it does not match; a parameter is
 * never empty, and one that is wrongly encoded does not match.
 */
export function matchPath(
  pattern: string,
  path: string,
  decoded = decode,
): readonly string[] | undefined {
  const given = path.split("/");
  const expected = pattern.split("/");
  if (expected.length !== given.length) return undefined;
  const parameters: string[] = [];
  for (const [index, part] of expected.entries()) {
    const text = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== text) return undefined;
      continue;
    }
    const value = decoded(text);
    if (value === undefined || value === "") return undefined;
    parameters.push(value);
  }
  return parameters;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
