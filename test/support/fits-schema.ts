/** Whatever a test makes the program print for programs is held against the published schema, by that alone. */
import * as z from "zod";

import { commands } from "../../src/cli/commands.ts";
import { schemaNamed, type SchemaName } from "../../src/cli/schemas.ts";

const parsers = new Map<SchemaName, z.ZodType>();

/** @throws {Error} which names the schema and what does not fit */
export function expectFits(name: SchemaName, value: unknown): void {
  const parser =
    parsers.get(name) ??
    z.fromJSONSchema(schemaNamed(name) as Parameters<typeof z.fromJSONSchema>[0]);
  parsers.set(name, parser);
  const { success, error } = parser.safeParse(value);
  if (!success) throw new Error(`no document of the schema ${name}: ${error.message}`);
}

type Choose = (document: object) => SchemaName;

const ofChange: Choose = (document) => {
  if ("results" in document) return "results";
  return "row" in document ? "result" : "outcome";
};
const recorded: Choose = (document) => ("changeId" in document ? "change" : "recorded-run");

/** What each command prints; a command that is not here prints no document of ours, or says in `none` why. */
const printed: Readonly<Record<string, Choose>> = {
  "customers get": () => "customer",
  "customers list": () => "customer",
  "customers drift": () => "drift",
  "customers update": ofChange,
  "customers edit": ofChange,
  "customers create": ofChange,
  apply: ofChange,
  undo: ofChange,
  // A change has changes, too.
  history: (document) =>
    "changes" in document && !("changeId" in document) ? "history" : recorded(document),
  "history show": recorded,
  providers: () => "providers",
  "emulator status": () => "emulator",
  "config show": () => "config-show",
  "config path": () => "config-path",
  "config check": () => "config-check",
  whoami: () => "config-check",
};
/** What it prints is a vendor's, a schema or text. */
const none = [
  "api",
  "schema",
  "config schema",
  "config init",
  "emulator start",
  "emulator reset",
  "completion",
  "help",
];

/** Commands of which nobody has said what they print. */
export const unknownCommands = commands
  .map(({ words }) => words)
  .filter((words) => !Object.hasOwn(printed, words) && !none.includes(words));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Documents that a command printed because it was asked to, and that of its failure.
 *
 * @returns how many there were
 * @throws {Error} for one that does not fit
 */
export function checkDocuments(args: readonly string[], { code, stdout, stderr }: Ended): number {
  const format = /(?:^| )(?:-o[ =]?|--output[ =])(?<format>json|ndjson)(?: |$)/u.exec(
    args.join(" "),
  )?.groups?.["format"];
  const words = commands.find((entry) => `${args.join(" ")} `.startsWith(`${entry.words} `))?.words;
  const choose = words === undefined ? undefined : printed[words];
  // What was chosen of a document is no whole one.
  const isReduced = args.some((word) => /^--(?:fields|help|help-all)\b/u.test(word));
  if (format === undefined || choose === undefined || isReduced) return 0;
  const documents: readonly object[] =
    format === "json" && stdout !== ""
      ? [JSON.parse(stdout)].flat()
      : stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
  for (const document of documents) expectFits(choose(document), document);
  const failure = code === 0 || code === 10 ? undefined : failureIn(stderr);
  if (failure !== undefined) expectFits("error", failure);
  return documents.length + (failure === undefined ? 0 : 1);
}

/** A check that fails is told in the document of what was checked. */
function failureIn(stderr: string): unknown {
  const start = stderr.search(/^\{/mu);
  return start === -1 ? undefined : JSON.parse(stderr.slice(start));
}
