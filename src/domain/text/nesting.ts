/** Levels of lists and objects within each other up to which JSON is read; no real record comes near. */
export const deepestJson = 500;

/** Whether a JSON text goes deeper than everything that follows it, level by level, is sure to have the stack for. */
export function isTooDeep(json: string): boolean {
  if (json.length <= deepestJson) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{" || character === "[") {
      depth += 1;
      if (depth > deepestJson) return true;
    } else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}
