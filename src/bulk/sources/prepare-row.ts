/** From a raw row to what is asked of which customer. */
import type { Complaint, Location } from "../../domain/errors.ts";
import { parseJson, printJson } from "../../domain/json.ts";
import type { CustomerPatch, Edit } from "../../domain/patch.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { Provider } from "../../providers/contract.ts";
import { isProviderId, providerIds, providers } from "../../providers/registry.ts";
import { readRow } from "../input/read-row.ts";
import type { RawRow, ReadRow, Table } from "../input/row.ts";
import { newRowPatch } from "./new-row.ts";
import { type RowPatch, rowPatch, rowRef, type RowRules } from "./row-patch.ts";

export interface PrepareOptions {
  /** What the columns are; missing where rows are JSON. */
  readonly columns?: Table;
  readonly rules: RowRules;
  /** Of rows that name none. */
  readonly provider?: Provider;
  /** What the command line asks of every row, checked for this provider. */
  readonly flags: (provider: Provider) => CustomerPatch;
}

export type Prepare = (raw: RawRow) => Prepared;
export type Prepared = (RowPatch & { readonly provider: Provider }) | Refused;
/** What is wrong with the row, and whom it names as far as that could be read. */
export type Refused = Partial<Pick<RowPatch, "kind" | "reference">> & {
  readonly provider?: Provider;
  readonly complaints: readonly Complaint[];
};

/** Rows of which is kept what was found, and characters of them: about 5 MB. */
const most = { rows: 10_000, characters: 4 * 2 ** 20 };

interface Kept extends Pick<RawRow, "raw"> {
  readonly line: number | undefined;
  readonly found: ShortRow | Prepared;
}

/**
 * Rows are prepared when all of them are checked, and again when they are shown or sent: of the first ones, what was
 * found is kept, and taken where the row still stands there as it did.
 */
export function rowPreparer(options: PrepareOptions, { rows, characters } = most): Prepare {
  const prepare = preparer(options);
  const kept = new Map<number, Kept>();
  let room = characters;
  return (raw) => {
    const known = kept.get(raw.row);
    if (known?.raw === raw.raw && known.line === raw.location.line) {
      const { found } = known;
      return "edits" in found ? wholeRow(found, () => prepare(raw) as Partial<RowPatch>) : found;
    }
    const prepared = prepare(raw);
    const taken = raw.raw.length - (known?.raw.length ?? 0);
    // What is wrong with a row is told once.
    if (raw.row <= rows && taken <= room && !("complaints" in prepared)) {
      room -= taken;
      const found = shortRow(prepared) ?? prepared;
      kept.set(raw.row, { raw: raw.raw, line: raw.location.line, found });
    }
    return prepared;
  };
}

type Found = RowPatch & { readonly provider: Provider };

/** What was found in a row, in a form that takes a tenth of the memory: of thousands of rows it is kept. */
interface ShortRow extends Pick<Found, "kind" | "reference" | "provider"> {
  readonly replaceMetadata: boolean;
  /** What is said in the row but where, in JSON. */
  readonly edits: string;
}

/** Undefined where more was found than what is asked of a customer that is there. */
function shortRow({ kind, reference, provider, patch, ...more }: Found): ShortRow | undefined {
  if (Object.keys(more).length > 0) return undefined;
  const edits = patch.edits.map(({ location: _location, ...edit }) => edit);
  return {
    kind,
    reference,
    provider,
    replaceMetadata: patch.replaceMetadata,
    edits: printJson(edits),
  };
}

function later(find: () => Location): Location {
  return {
    get name() {
      return find().name;
    },
    get line() {
      return find().line;
    },
    get column() {
      return find().column;
    },
  } as Location;
}

/** @param anew prepares the row again, for where each edit was said: that is seldom asked */
function wholeRow(
  { kind, reference, provider, replaceMetadata, edits }: ShortRow,
  anew: () => { readonly patch?: CustomerPatch },
): Found {
  let again: CustomerPatch | undefined;
  const locationOf = (index: number): Location => {
    again ??= anew().patch;
    return again?.edits[index]?.location ?? { name: "" };
  };
  const said = parseJson(edits) as unknown as readonly Omit<Edit, "location">[];
  // An edit is copied here and there: only who asks a location for what it says has the row read again.
  const located = said.map((edit, index) => ({
    ...edit,
    location: later(() => locationOf(index)),
  }));
  return { kind, reference, provider, patch: { edits: located as Edit[], replaceMetadata } };
}

function preparer({ columns, rules, provider: usual, flags }: PrepareOptions): Prepare {
  const known = new Map<Provider, CustomerPatch>();
  const flagsOf = (provider: Provider): CustomerPatch => {
    const found = known.get(provider) ?? flags(provider);
    known.set(provider, found);
    return found;
  };
  return (raw) => {
    const row = readRow(raw, columns, rules.creates !== undefined);
    if ("complaints" in row) return row;
    const provider = providerOf(row, usual);
    if ("complaints" in provider) return { ...provider, ...rowRef(row, rules) };
    if (rules.creates !== undefined) {
      return { ...newRowPatch(row, provider, rules, flagsOf(provider)), provider };
    }
    const ref = rowRef(row, rules, provider);
    return { ...ref, ...rowPatch(row, provider, rules, flagsOf(provider)), provider };
  };
}

function providerOf(
  { provider: said, location }: ReadRow,
  usual: Provider | undefined,
): Provider | { readonly complaints: readonly Complaint[] } {
  if (said !== undefined && isProviderId(said.value)) return providers[said.value];
  if (said === undefined && usual !== undefined) return usual;
  const all = providerIds.join(", ");
  const complaint: Complaint =
    said === undefined
      ? {
          location,
          message: "which provider?",
          hint: `name it in the row, or for all rows with --provider (${all})`,
        }
      : {
          location: said.location,
          message: `there is no provider "${said.value}"${didYouMean(said.value, providerIds)}`,
          hint: `one of ${all}`,
        };
  return { complaints: [complaint] };
}
