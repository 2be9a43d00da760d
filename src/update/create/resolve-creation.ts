/** Finds out what became of a recorded creation whose outcome is not known, by looking for the customer. */
import { compact } from "../../domain/compact.ts";
import { isFieldName } from "../../domain/fields.ts";
import type { RecordedChange, StoredField } from "../../domain/run/recorded-change.ts";
import { fieldValue } from "../../plan/apply-edits.ts";
import type { FieldTurn } from "../../plan/inverse.ts";
import { asCreated } from "../../providers/creation.ts";
import type { Connection } from "../connection.ts";
import { lookForMade, type Search } from "./find-made.ts";

export interface ResolvedCreation {
  readonly outcome: "created" | "failed" | "unknown";
  readonly note: string;
  /** The vendor's own id of the customer, where it was found. */
  readonly id?: string;
  /** What it was asked to hold, as it is stored now. */
  readonly fields: readonly StoredField[];
}

/**
 * `created` when the customer is there and holds all that was asked, `failed` when nobody is there that could be it. After
 * a 409 nobody can tell whose it is.
 *
 * @param connection to the account that it was sent with
 */
export async function resolveCreation(
  connection: Connection,
  { at, fields, status }: RecordedChange,
  search: Search,
): Promise<ResolvedCreation> {
  const asked = fields.flatMap(({ field, ...turn }): readonly FieldTurn[] =>
    isFieldName(field) ? [{ field, ...turn }] : [],
  );
  const view = { ...connection, provider: asCreated(connection.provider) };
  const found = await lookForMade(view, asked, Date.parse(at), search);
  if ("error" in found) return { outcome: "unknown", note: found.error.message, fields: [] };
  if ("unsure" in found) {
    const ids = found.unsure.map(({ id }) => id);
    return ids.length === 0
      ? { outcome: "failed", note: "there is no such customer", fields: [] }
      : { outcome: "unknown", note: `${ids.slice(0, 5).join(", ")} may be it`, fields: [] };
  }
  const { id, customer } = found.made;
  if (status === 409) {
    const note = `${id} holds what was asked, and the provider had said that there was one already: it may be somebody else's`;
    return { outcome: "unknown", note, fields: [] };
  }
  return {
    outcome: "created",
    note: "the customer is there, and holds what was asked",
    id,
    fields: asked.flatMap(({ field, unreadable }) =>
      unreadable === true ? [] : [compact({ field, stored: fieldValue(customer, field) })],
    ),
  };
}
