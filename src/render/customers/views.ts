/** Customers, one or many of them, in every format. */
import { type Chosen, chosenField, documentOf } from "../../domain/field/chosen-fields.ts";
import { fieldRevision } from "../../domain/field/field-revision.ts";
import { fieldNames, metadataField } from "../../domain/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { printPath } from "../../domain/path.ts";
import { valueAt } from "../../domain/value-at.ts";
import { customerMarkdown, customerTable, type ReadSubject } from "../change/customer-table.ts";
import { fieldsCsv, fieldsMarkdown, fieldsTable } from "../fields/lists.ts";
import { maskCustomer, maskName } from "../mask/mask.ts";
import type { ListView, Look, View } from "../view.ts";

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

/** Fields as columns of rows that are given back: with what such a row needs beside them. */
function rowsOf(fields: readonly Chosen[]) {
  const own = fields.filter(({ name }) => name !== revision);
  const names = own.some(({ name }) => naming.includes(name));
  const hasProvider = own.some(({ name }) => name === provider.name);
  const columns = names && !hasProvider ? [provider, ...own] : own;
  return {
    document: (customer: JsonObject): JsonObject => {
      const reduced = documentOf(customer, columns);
      return names ? { ...reduced, [revision]: revisionOf(customer, columns) } : reduced;
    },
    csv: fieldsCsv(
      columns,
      (customer: JsonObject) => customer,
      names ? { name: revision, of: revisionOfRow } : undefined,
    ),
  };
}

/**
 * Customers one by one, as the documents that `customers get` prints. A row that names its customer is one that an
 * update takes back: it says of which provider, and what its fields were, so that what was edited and what moved since
 * can be told apart.
 */
export function customersView({ fields, chosen }: Shown): ListView<JsonObject, undefined> {
  const whole = (customer: JsonObject) => customer;
  const rows = rowsOf(fields);
  return {
    frame: "array",
    document: chosen ? rows.document : whole,
    rest: () => ({}),
    draw: {
      table: fieldsTable(fields, whole, "no customers"),
      markdown: fieldsMarkdown(fields, whole),
      csv: rows.csv,
    },
  };
}

/** A customer that was read. */
interface Read extends ReadSubject {
  readonly document: JsonObject;
}

/** What `customers get` read; of it the chosen fields alone, where some are. */
export function customerView(fields: readonly Chosen[] | undefined): View<Read> {
  return {
    document: ({ document }) =>
      fields === undefined ? document : rowsOf(fields).document(document),
    draw: {
      table: (read, look) => customerTable(seen(read, fields, look), look.style),
      markdown: (read, look) => customerMarkdown(seen(read, fields, look), look.style),
      csv: ({ document }) =>
        rowsOf(fields ?? leavesOf(document))
          .csv()
          .item(document),
    },
  };
}

/** What of the customer people see: the chosen fields, masked where that is wanted. */
function seen(
  { document, customer, title, ...subject }: Read,
  fields: readonly Chosen[] | undefined,
  { mask }: Look,
): ReadSubject {
  const shown = fields === undefined ? customer : documentOf(document, fields);
  return mask === undefined
    ? { ...subject, title, customer: shown }
    : { ...subject, title: maskName(title), customer: maskCustomer(mask, shown) };
}

/** A column for each field, and for each key of what has keys of its own. */
function leavesOf({
  native: _native,
  revision: _revision,
  requestId: _requestId,
  account: _account,
  ...customer
}: JsonObject) {
  return Object.entries(customer).flatMap(([key, value]): readonly Chosen[] => {
    const isGroup = fieldNames.some(
      (name) => (name === key && name === metadataField) || name.startsWith(`${key}.`),
    );
    const inside = isGroup && isJsonObject(value) ? Object.keys(value) : [];
    const paths =
      inside.length === 0 ? [[{ key }]] : inside.map((name) => [{ key }, { key: name }]);
    return paths.map((path) => ({ name: printPath(path), path }));
  });
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
