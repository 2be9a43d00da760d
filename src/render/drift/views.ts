/** Customers side by side, in every format. */
import { encoderOf } from "../../domain/documents/encode.ts";
import { type Drift, driftSchema } from "../../domain/documents/drift.ts";
import { csvRecord } from "../machine/csv.ts";
import { maskDrift } from "../mask/mask-drift.ts";
import type { Look, View } from "../view.ts";
import { driftMarkdown } from "./markdown.ts";
import type { DriftOptions } from "./shown.ts";
import { driftTable } from "./table.ts";

/** Documents for programs hold every field. */
export function driftView(options: DriftOptions): View<Drift> {
  return {
    document: encoderOf(driftSchema),
    draw: {
      table: (drift, look) => driftTable(seen(drift, look), look.style, options),
      markdown: (drift, look) => driftMarkdown(seen(drift, look), look.style, options),
      csv: fieldsCsv,
    },
  };
}

function seen(drift: Drift, { mask }: Look): Drift {
  return mask === undefined ? drift : maskDrift(mask, drift);
}

/** A record for each field, a column for each customer. */
function fieldsCsv({ customers, fields }: Drift): string {
  return [
    csvRecord(["field", "verdict", ...customers.map(({ name }) => name)]),
    ...fields.map(({ field, verdict, values }) =>
      csvRecord([field, verdict, ...values.map(({ value }) => value)]),
    ),
  ].join("");
}
