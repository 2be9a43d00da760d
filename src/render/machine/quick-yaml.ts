/** YAML of many members: the lines that every writer of YAML makes alike, and the others by one who knows all of it. */

/** The whole of YAML: a value as a document that ends with a line end. */
type Print = (value: unknown) => string;

/** Of letters and signs, from a letter to what may stand at the end. */
const letters = /^[A-Za-z](?:[ -~]*[!-,./\d;-~])?$/;
/** Ends what has no quotes. */
const ending = /: | #/;
/** What a reader of YAML 1.1 or 1.2 takes for something else than a string. */
const words = /^(?:true|false|null|yes|no|on|off|y|n|e[-+]?\d+)$/i;
/** Longer keys are written in another way. */
const longestKey = 200;

/** What `print` makes of the value, in a fraction of the time where most of it is simple. */
export function quickYaml(value: unknown, print: Print): string {
  return isBlock(value) ? block(value, "", print) : print(value);
}

/** A map or a list, each line of it behind the indent. */
function block(value: object, indent: string, print: Print): string {
  return Array.isArray(value) ? list(value, indent, print) : map(value, indent, print);
}

function map(value: object, indent: string, print: Print): string {
  let text = "";
  let others: [string, unknown][] = [];
  const flush = (): void => {
    if (others.length > 0) text += printed(Object.fromEntries(others), indent, print);
    others = [];
  };
  for (const key of Object.keys(value)) {
    const held: unknown = value[key as keyof typeof value];
    const line = isPlain(key) && key.length <= longestKey ? scalar(held) : undefined;
    if (held === undefined) continue;
    if (line !== undefined) {
      flush();
      text += `${indent}${key}: ${line}\n`;
    } else if (isPlain(key) && key.length <= longestKey && isBlock(held)) {
      flush();
      text += `${indent}${key}:\n${block(held, `${indent}  `, print)}`;
    } else others.push([key, held]);
  }
  flush();
  return text;
}

function list(items: readonly unknown[], indent: string, print: Print): string {
  const inside = `${indent}  `;
  return items
    .map((item) => {
      const line = scalar(item);
      if (line !== undefined) return `${indent}- ${line}\n`;
      return isBlock(item)
        ? `${indent}- ${block(item, inside, print).slice(inside.length)}`
        : printed([item], indent, print);
    })
    .join("");
}

/** The value where it stands on one line; undefined where it does not, or who knows. */
function scalar(value: unknown): string | undefined {
  if (typeof value === "string") return isPlain(value) ? value : undefined;
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  }
  if (Array.isArray(value)) return value.length === 0 ? "[]" : undefined;
  return isMap(value) && isEmpty(value) ? "{}" : undefined;
}

function isPlain(text: string): boolean {
  return letters.test(text) && !ending.test(text) && !words.test(text);
}

/** Whether it is a map or a list in which something stands. */
function isBlock(value: unknown): value is object {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && !isEmpty(value);
}

function isMap(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isEmpty(map: object): boolean {
  for (const key in map) {
    if (Object.hasOwn(map, key) && map[key as keyof typeof map] !== undefined) return false;
  }
  return true;
}

/** The map or list behind the indent. Where a line begins makes a difference: `---` at the margin is a mark. */
function printed(value: object, indent: string, print: Print): string {
  if (indent === "") return print(value);
  const [, ...lines] = print({ in: value }).split("\n");
  return lines.map((line) => (line === "" ? line : indent + line.slice(2))).join("\n");
}
