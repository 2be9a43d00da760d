/** Files that this program prints or reads, where another was expected: what one is, and which command takes it. */
import { fieldNames } from "../../fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { shellWord } from "../shell-word.ts";

export interface KnownFile {
  readonly message: string;
  readonly hint: string;
}

/** NAME is the file. */
const kinds = {
  plan: ["this is a saved plan", "it is carried out with billing apply NAME"],
  planned: [
    "this is what a dry run printed, and no plan",
    "a plan is saved with --dry-run --out <file>, and carried out with billing apply <file>",
  ],
  outcome: [
    "this is the result of an update",
    "billing history shows it, and billing undo takes it back",
  ],
  run: [
    "this is the result of a run",
    "billing history shows it; what is left of it is done with billing customers update --resume, and rows of --failed are given with --from",
  ],
  history: [
    "these are recorded changes",
    "billing history shows them, and billing undo takes one back",
  ],
  error: ["this is an error that was printed", "mend what it says, and give that command again"],
  configuration: ["this is a configuration", "it is named with --config NAME"],
  rows: [
    "these are rows, of a customer each",
    "they are given with billing customers update --from NAME",
  ],
  customer: ["this is a customer", "it is given back with billing customers update ID -f NAME"],
  patch: ["this is a patch", "it is given with billing customers update <id> -f NAME"],
} as const satisfies Readonly<Record<string, readonly [message: string, hint: string]>>;

/**
 * What a document is that is neither a patch nor a row; undefined for what may be one.
 *
 * @param name as given; `stdin` for what is piped in
 */
export function knownDocument(value: Json, name: string): KnownFile | undefined {
  const kind = isJsonObject(value) ? printedKind(value) : undefined;
  return kind === undefined ? undefined : told(kind, name);
}

/** What a text is that is no plan. */
export function knownText(text: string, name: string): KnownFile | undefined {
  const whole = text.replace(/^\u{FEFF}/u, "").trimStart();
  if (!/^[[{]/u.test(whole)) return told(textKind(whole), name);
  const value = parsed(whole) ?? parsed(firstLine(whole));
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) {
    const isRows = Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
    return told(isRows ? "rows" : undefined, name);
  }
  const given = givenKind(Object.keys(value));
  const isOne = parsed(whole) !== undefined || given === "patch";
  return told(printedKind(value) ?? (isOne ? given : "rows"), name, value);
}

/** A table, or lines of JSON, where one document was expected. */
export function knownRows(text: string, name: string): KnownFile | undefined {
  const found = knownText(text, name);
  return found?.message === kinds.rows[0] ? found : undefined;
}

/** What a table is that was printed and holds no rows to be given, by the names of its columns. */
export function knownTable(columns: readonly string[], name: string): KnownFile | undefined {
  const kind = printedTables.find(([, named]) => named.every((one) => columns.includes(one)));
  return told(kind?.[0], name);
}

const printedTables: readonly (readonly [kind: keyof typeof kinds, columns: readonly string[]])[] =
  [
    ["history", ["at", "changeId", "settledAt"]],
    ["history", ["run", "at", "command", "end"]],
    ["run", ["run", "row", "outcome"]],
    ["outcome", ["outcome", "field", "kind", "before", "after"]],
  ];

function told(
  kind: keyof typeof kinds | undefined,
  name: string,
  value: JsonObject = {},
): KnownFile | undefined {
  if (kind === undefined) return undefined;
  const [message, hint] = kinds[kind];
  const id = typeof value["id"] === "string" ? shellWord(value["id"]) : "<id>";
  const file = name === "stdin" ? "-" : shellWord(name);
  return { message, hint: hint.replace("ID", () => id).replace("NAME", () => file) };
}

function printedKind(value: JsonObject): keyof typeof kinds | undefined {
  const { kind, run, row, results, outcome, changes, changeId, runs, error } = value;
  if (kind === "billing-plan") return "plan";
  if (typeof run === "string" && (Array.isArray(results) || (row !== undefined && outcome)))
    return "run";
  if (Array.isArray(changes)) {
    if (Array.isArray(runs)) return "history";
    if (outcome === "planned") return "planned";
    if (typeof outcome === "string" && "before" in value) return "outcome";
    if (typeof changeId === "string") return "history";
  }
  if (isJsonObject(error) && error["exitCode"] !== undefined) return "error";
  return holdsSettings(value["providers"]) || holdsSettings(value["profiles"])
    ? "configuration"
    : undefined;
}

/** Settings under each name, which somebody's own data of the same name hardly holds. */
function holdsSettings(value: Json | undefined): boolean {
  const held = isJsonObject(value) ? Object.values(value) : [];
  return held.length > 0 && held.every(isJsonObject);
}

/** What somebody wrote to be given, by its keys. */
function givenKind(keys: readonly string[]): keyof typeof kinds | undefined {
  if (keys.some((key) => naming.has(key))) return "customer";
  return keys.length > 0 && keys.every((key) => isField(key)) ? "patch" : undefined;
}

const naming = new Set(["id", "externalId"]);
const heads = new Set(fieldNames.flatMap((name) => [name, name.split(".", 1)[0] ?? name]));
const isField = (key: string): boolean => heads.has(key.replace(/\+$/u, ""));

/** Of a table or YAML. */
function textKind(text: string): keyof typeof kinds | undefined {
  const cells = firstLine(text)
    .split(/[,;\t]/u)
    .map((cell) => cell.trim().replaceAll('"', ""));
  if (cells.length > 1 && cells.some((cell) => /^(?:external[ _]?)?id$/iu.test(cell)))
    return "rows";
  const keys = [...text.matchAll(/^(?<key>[\w.+-]+):(?:\s|$)/gmu)].map(
    (match) => match.groups?.["key"] ?? "",
  );
  if (keys.some((key) => /^(?:provider|profile)s$/u.test(key))) return "configuration";
  return /^-\s/u.test(text) ? "rows" : givenKind(keys);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
