/** A list of customers, in every format. */
import { type Chosen, chosenField, documentOf } from "../../domain/chosen-fields.ts";
import { fieldRevision } from "../../domain/field-revision.ts";
import type { Json, JsonObject } from "../../domain/json.ts";
import { valueAt } from "../../domain/value-at.ts";
import { fieldsCsv, fieldsMarkdown, fieldsTable } from "../fields/lists.ts";
import type { ListView } from "../view.ts";

/** Keys by which a row is one for an update: it names a customer. */
const naming: readonly string[] = ["id", "externalId"];
const provider = chosenField("provider");
const revision = "revision";

/** What of each customer is shown. */
export interface Shown {
  readonly fields: readonly Chosen[];
  /** Somebody chose them, so that documents for programs hold them alone. */
  readonly chosen: boolean;
}

/**
 * Customers one by one, as the documents that `customers get` prints. A row that names its customer is one that an
 * update takes back: it says of which provider, and what its fields were, so that what was edited and what moved since
 * can be told apart.
 */
export function customersView({ fields, chosen }: Shown): ListView<JsonObject, undefined> {
  const own = fields.filter(({ name }) => name !== revision);
  const names = own.some(({ name }) => naming.includes(name));
  const columns =
    names && !own.some(({ name }) => name === provider.name) ? [provider, ...own] : own;
  const whole = (customer: JsonObject) => customer;
  return {
    frame: "array",
    document: (customer) => {
      if (!chosen) return customer;
      const reduced = documentOf(customer, columns);
      return names ? { ...reduced, [revision]: revisionOf(customer, columns) } : reduced;
    },
    rest: () => ({}),
    draw: {
      table: fieldsTable(fields, whole, "no customers"),
      markdown: fieldsMarkdown(fields, whole),
      csv: fieldsCsv(
        columns,
        whole,
        names ? { name: revision, of: (row) => revisionOfRow(row) } : undefined,
      ),
    },
  };
}

function revisionOf(customer: JsonObject, columns: readonly Chosen[]): string {
  return revisionOfRow(
    columns.map(({ name, path }) => ({ path: name, value: valueAt(customer, path) })),
  );
}

/** Whom the row names is no field that it could change. */
function revisionOfRow(
  row: readonly { readonly path: string; readonly value: Json | undefined }[],
): string {
  return fieldRevision(row.filter(({ path }) => path !== provider.name && path !== "id"));
}
