/** What the rows of a run add up to, in memory that does not grow with their number. */
import type { KnownAccount } from "../documents/known-account.ts";
import { startAccounts } from "./run-accounts.ts";
import { type FieldName, fieldOf, isFieldName } from "../fields.ts";
import { PathError, parsePath } from "../path.ts";
import type { FieldChange } from "../change.ts";
import { isApplied } from "./recorded-change.ts";
import type { RowOutcome, RowResult, RunCounts } from "./run.ts";

/** How many changes there are of each kind. */
type KindCounts = Readonly<Record<FieldChange["kind"], number>>;

export interface RunTally {
  readonly counts: RunCounts;
  readonly byProvider: Readonly<Record<string, RunCounts>>;
  /** What is known of the account of each provider, as far as its rows agree. */
  readonly accounts: Readonly<Record<string, KnownAccount>>;
  /**
   * Changes of the rows that were updated or planned, by name of the field; a key of a map, such as `metadata.tier`,
   * counts under its own path.
   */
  readonly fields: Readonly<Record<string, KindCounts>>;
  /** Rows that were, may have been or would be changed in a way that is confirmed first. */
  readonly destructive: number;
  /** The same rows by reason; a row counts once for each of its reasons. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Those of them that stand first in the input. */
  readonly destroying: readonly RowResult[];
  /** Of the rows that have an error, those that stand first. */
  readonly failures: readonly RowResult[];
  /** All rows that have an error, by its code. */
  readonly failureKinds: Readonly<Record<string, number>>;
  /** Rows with a warning, by its code. */
  readonly warnings: Readonly<Record<string, number>>;
  /** Of each of these codes the row that stands first. */
  readonly warned: Readonly<Record<string, RowResult>>;
  /** Of the rows that were updated or planned, those that stand first. */
  readonly sample: readonly RowResult[];
}

/** Rows that are kept to be shown. */
const mostListed = 20;
const mostSampled = 3;
/** Names that are counted apart; what comes after them is counted together. */
const mostNames = 100;
/** Longer paths are counted under the name of their field. */
const longestPath = 200;
/** Where names beyond {@link mostNames} are counted. */
const others = "(others)";

/** Counts rows in whatever order they end. What it keeps of a row is the row itself. */
export function startTally(): { add(result: RowResult): void; read(): RunTally } {
  const counts = new Map<RowOutcome, number>();
  const byProvider = new Map<string, Map<RowOutcome, number>>();
  const accounts = startAccounts();
  const fields = new Map<string, Record<FieldChange["kind"], number>>();
  const reasons = new Map<string, number>();
  const failureKinds = new Map<string, number>();
  const destroying = firstRows(mostListed);
  const failures = firstRows(mostListed);
  const warnings = new Map<string, number>();
  const warned = new Map<string, RowResult>();
  const sample = firstRows(mostSampled);
  let destructive = 0;

  const addChanges = (result: RowResult): void => {
    sample.add(result);
    for (const { field, kind } of result.changes) {
      const name = fieldKey(field, fields);
      const kinds = fields.get(name) ?? { added: 0, changed: 0, removed: 0 };
      kinds[kind] += 1;
      fields.set(name, kinds);
    }
  };
  const addDestruction = (result: RowResult): void => {
    const why = reasonsOf(result);
    if (why.length === 0) return;
    destructive += 1;
    destroying.add(result);
    for (const reason of why) increase(reasons, roomFor(reason, reasons));
  };
  const addWarnings = (result: RowResult): void => {
    for (const code of new Set(result.warnings.map((warning) => warning.code))) {
      increase(warnings, code);
      const first = warned.get(code);
      if (first === undefined || result.row < first.row) warned.set(code, result);
    }
  };

  return {
    add(result) {
      const { outcome, changes, error } = result;
      const provider = roomFor(result.provider, byProvider);
      const ofProvider = byProvider.get(provider) ?? new Map<RowOutcome, number>();
      byProvider.set(provider, ofProvider);
      increase(ofProvider, outcome);
      increase(counts, outcome);
      accounts.add(provider, result.account);
      const carriedOut = isApplied(outcome) || outcome === "planned";
      if (carriedOut && changes.length > 0) addChanges(result);
      if (carriedOut || outcome === "unknown") addDestruction(result);
      addWarnings(result);
      if (error !== undefined) {
        increase(failureKinds, error.code);
        failures.add(result);
      }
    },
    read: () => ({
      counts: Object.fromEntries(counts),
      byProvider: Object.fromEntries(
        [...byProvider].map(([provider, held]) => [provider, Object.fromEntries(held)]),
      ),
      accounts: accounts.read(),
      fields: Object.fromEntries([...fields].map(([name, kinds]) => [name, { ...kinds }])),
      destructive,
      reasons: Object.fromEntries(reasons),
      destroying: destroying.read(),
      failures: failures.read(),
      failureKinds: Object.fromEntries(failureKinds),
      warnings: Object.fromEntries(warnings),
      warned: Object.fromEntries(warned),
      sample: sample.read(),
    }),
  };
}

const losesUnknown = "may lose members that are not known to this version";

/** Why the row is confirmed first, each reason once. */
export function reasonsOf({ changes, mayBeLost }: RowResult): readonly string[] {
  if (mayBeLost === undefined && !changes.some(({ destructive }) => destructive !== undefined)) {
    return [];
  }
  const reasons = changes.flatMap(({ destructive }) => destructive ?? []);
  return [...new Set([...reasons, ...(mayBeLost === undefined ? [] : [losesUnknown])])];
}

/** Rows of the tally, all outcomes together. */
export function countRows(counts: RunCounts): number {
  return Object.values(counts).reduce((sum, number) => sum + number, 0);
}

/** Keeps the rows with the lowest numbers, in their order. */
function firstRows(most: number) {
  const kept: RowResult[] = [];
  return {
    add(result: RowResult): void {
      const last = kept.at(-1);
      if (kept.length >= most && last !== undefined && last.row <= result.row) return;
      kept.splice(kept.findLastIndex(({ row }) => row <= result.row) + 1, 0, result);
      kept.splice(most);
    },
    read: (): readonly RowResult[] => [...kept],
  };
}

/** The name to count a change under: the field's, or the path's own for what is inside a map. */
function fieldKey(path: string, counted: ReadonlyMap<string, unknown>): string {
  if (isFieldName(path) || counted.has(path)) return path;
  const field = fieldIn(path);
  const ownPath = field === undefined || fieldOf(field).kind === "map";
  if (ownPath && path.length <= longestPath && counted.size < mostNames) return path;
  return field ?? others;
}

/** The field of the vocabulary that the path leads into: `contacts[ida@fjord.example].title` → `contacts`. */
function fieldIn(path: string): FieldName | undefined {
  const keys = keysOf(path);
  return [keys.slice(0, 2).join("."), keys[0] ?? ""].find(isFieldName);
}

function keysOf(path: string): readonly string[] {
  try {
    return parsePath(path).flatMap((segment) => ("key" in segment ? [segment.key] : []));
  } catch (error) {
    if (error instanceof PathError) return [];
    throw error;
  }
}

function roomFor(name: string, counted: ReadonlyMap<string, unknown>): string {
  return counted.has(name) || counted.size < mostNames ? name : others;
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
