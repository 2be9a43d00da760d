/** From a raw row to what is asked of which customer. */
import type { Complaint } from "../../domain/errors.ts";
import type { CustomerPatch } from "../../domain/patch.ts";
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

/** Rows that are kept as prepared, and characters of them: about 30 MB. */
const most = { rows: 10_000, characters: 4 * 2 ** 20 };

/**
 * Rows are prepared when all of them are checked, and again when they are shown or sent: of the first ones, what was
 * found is kept, and taken where the row still stands there as it did.
 */
export function rowPreparer(options: PrepareOptions, { rows, characters } = most): Prepare {
  const prepare = preparer(options);
  const kept = new Map<number, { readonly raw: RawRow; readonly prepared: Prepared }>();
  let room = characters;
  return (raw) => {
    const known = kept.get(raw.row);
    if (known !== undefined && isSameRow(known.raw, raw)) return known.prepared;
    const prepared = prepare(raw);
    const taken = raw.raw.length - (known?.raw.raw.length ?? 0);
    // What is wrong with a row is told once.
    if (raw.row <= rows && taken <= room && !("complaints" in prepared)) {
      room -= taken;
      kept.set(raw.row, { raw, prepared });
    }
    return prepared;
  };
}

function isSameRow(one: RawRow, other: RawRow): boolean {
  return one.raw === other.raw && one.location.line === other.location.line;
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
