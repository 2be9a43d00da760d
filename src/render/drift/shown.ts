/** Which part of a comparison is drawn, and what is said of the rest. */
import type { Drift, DriftField } from "../../domain/documents/drift.ts";
import { count } from "../text/count.ts";
import type { Style } from "../text/style.ts";

export interface DriftOptions {
  /** Fields that are the same, or not compared, as well. */
  readonly showUnchanged: boolean;
}

/** Customers with a column of their own: who was not read holds nothing. */
export function columnsOf({ customers }: Drift): readonly number[] {
  return customers.flatMap(({ error }, index) => (error === undefined ? [index] : []));
}

export function shownFields({ fields }: Drift, options: DriftOptions): readonly DriftField[] {
  return options.showUnchanged ? fields : fields.filter(({ verdict }) => verdict === "differs");
}

/** `4 fields the same`, `9 fields not compared: …`; nothing of what is shown. */
export function restLines({ fields }: Drift, options: DriftOptions): readonly string[] {
  if (options.showUnchanged) return [];
  const number = (verdict: DriftField["verdict"]) =>
    fields.filter((field) => field.verdict === verdict).length;
  const [same, alone] = [number("same"), number("not-compared")];
  return [
    ...(same === 0 ? [] : [`${count(same, "field")} the same`]),
    ...(alone === 0
      ? []
      : [
          `${count(alone, "field")} not compared: fewer than two of the customers show ${alone === 1 ? "it" : "them"}`,
        ]),
  ];
}

/** How it ended, in a few words. */
export function driftVerdict({ outcome, fields, customers }: Drift, { signs }: Style): string {
  const compared = fields.filter(({ verdict }) => verdict !== "not-compared").length;
  const differing = fields.filter(({ verdict }) => verdict === "differs").length;
  const read = customers.filter(({ error }) => error === undefined).length;
  const parts = {
    differs: ["differs", `${differing} of ${count(compared, "field")}`],
    same: ["same", `${count(compared, "field")} compared`],
    incomplete: [
      "incomplete",
      read < 2
        ? "nothing was compared"
        : `${count(compared, "field")} of ${read} customers the same`,
    ],
    "not-compared": ["not compared", "fewer than two of the customers show the same field"],
  }[outcome];
  const missing =
    read === customers.length ? [] : [`${read} of ${count(customers.length, "customer")} read`];
  return [...parts, ...missing].join(` ${signs.dot} `);
}
