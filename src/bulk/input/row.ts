/** A row of a file on its way: as it stands there, and as it is understood. */
import type { Complaint, Location } from "../../domain/errors.ts";
import type { PrintedField } from "../../domain/field/field-revision.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import type { Cell } from "../../patch/from-cells.ts";

/** One row before anything is known of its meaning. */
export interface RawRow {
  /** From 1, counting rows and not the header. */
  readonly row: number;
  /**
   * As it stands in the file, without its line end: a record of CSV with its quotes and line breaks, the text of an
   * array's element. Empty where a complaint is about what is not there; cut where the row is longer than 4 MiB.
   */
  readonly raw: string;
  /** Where it begins. */
  readonly location: Location;
  /** How its text is written, where it has no cells; missing: in JSON. */
  readonly form?: "yaml";
  /** Of CSV and TSV: as many as the header has. */
  readonly cells?: readonly string[];
  /** Its very form is wrong: then nothing else of it is used. */
  readonly complaints?: readonly Complaint[];
}

/** The first record of a CSV or TSV file. */
export interface Header {
  readonly cells: readonly string[];
  readonly raw: string;
  readonly location: Location;
  readonly delimiter: string;
}

/** A text of the row, and where it stands. */
export interface Said {
  readonly value: string;
  readonly location: Location;
}

/** Exactly one of `id` and `externalId` is there: it names the customer. */
export interface ReadRow extends Pick<RawRow, "row" | "raw" | "location"> {
  readonly provider?: Said;
  readonly id?: Said;
  /** Beside `id` the row's `externalId` is a field to set, and stands with the others. */
  readonly externalId?: Said;
  /** Of a row of JSON or YAML: what it says but for whom it names. Of a printed record: all of it, with every digit. */
  readonly document?: LocatedDocument;
  /** Of such a row with `native`: what stands under it, in the provider's own words. */
  readonly native?: LocatedDocument;
  /** The row carries a `revision`: it is a record as `customers get` prints it. */
  readonly printed?: true;
  /** Of a printed row of CSV or TSV: what its fields were; of those that were not edited there is no cell, unless it is to be made. */
  readonly printedFields?: readonly PrintedField[];
  /** Of CSV and TSV: the cells under fields, the empty ones too. */
  readonly cells?: readonly Cell[];
}

/** What the cells below a header's name are. */
export type Column =
  | { readonly kind: "id" | "externalId" | "provider" }
  /** `typed`: its cells are JSON. */
  | { readonly kind: "field"; readonly path: string; readonly typed: boolean }
  /** What the fields of a printed row were. */
  | { readonly kind: "revision" }
  /** Printed to be seen: it cannot be set. */
  | { readonly kind: "shown"; readonly path: string; readonly complaint: Complaint }
  | { readonly kind: "ignored" };

/** What the rows of a CSV or TSV file stand under. */
export interface Table {
  readonly columns: readonly Column[];
  readonly delimiter: string;
  /** Text of a cell that clears the field. */
  readonly unsetToken: string;
  /** Guards that an export put around cells are taken off; else such a cell is a complaint. */
  readonly stripsGuards: boolean;
}
