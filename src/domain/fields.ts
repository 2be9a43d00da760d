/**
 * The common vocabulary: every field a customer can have at some provider, under one name.
 *
 * One table. Flags, file keys, help, the JSON shapes and the diff are derived from it; which provider holds which
 * field is said by the providers.
 */
/** How a field behaves in a patch and in a diff. */
export type FieldKind = "text" | "boolean" | "textList" | "list" | "object" | "map";

interface Field<Kind extends FieldKind = FieldKind> {
  readonly kind: Kind;
  /** One line for help. */
  readonly help: string;
  /** Long flag without dashes; absent: the field is set with `--set` or a file. A list's flag adds one item. */
  readonly flag?: string;
  /** For lists: the keys that tell one item from another. */
  readonly identity?: readonly string[];
}

const text = (flag: string | undefined, help: string): Field<"text"> => ({
  kind: "text",
  help,
  ...(flag === undefined ? {} : { flag }),
});

const boolean = (flag: string, help: string): Field<"boolean"> => ({
  kind: "boolean",
  help,
  flag,
});

const textList = (flag: string, help: string): Field<"textList"> => ({
  kind: "textList",
  help,
  flag,
});

const list = (identity: readonly string[], help: string): Field<"list"> => ({
  kind: "list",
  identity,
  help,
});

const object = (help: string): Field<"object"> => ({ kind: "object", help });

const map = (help: string): Field<"map"> => ({ kind: "map", help });

const fields = {
  name: text("name", "name of the customer"),
  email: text("email", "e-mail address"),
  phone: text("phone", "phone number"),
  externalId: text("external-id", "your own id for the customer"),
  status: text("status", "life-cycle status"),
  timezone: text("timezone", "time zone, such as Europe/Berlin"),
  locale: text("locale", "language, such as en"),
  "address.line1": text("address-line1", "street and number"),
  "address.line2": text("address-line2", "second address line"),
  "address.city": text("city", "city"),
  "address.state": text("state", "state, province or region"),
  "address.region": text("region", "region, where the provider keeps it beside the state"),
  "address.postalCode": text("postal-code", "postal code"),
  "address.country": text("country", "country; two letters where the provider says so"),
  "address.placeId": text("place-id", "map service's id of the place"),
  orgName: text("org-name", "organisation the customer belongs to"),
  title: text("title", "job title of the person"),
  ownerId: text("owner-id", "user of yours who owns the account"),
  parentId: text("parent-id", "id of the parent customer"),
  excludeFromMetrics: boolean("exclude-from-metrics", "leave the customer out of revenue metrics"),
  childRollupBilling: boolean("child-rollup-billing", "bill the children through this customer"),
  childRollupBillingConfig: object("how the children are billed"),
  overrideTaxes: list(["country", "region", "type"], "taxes that replace the computed ones"),
  legalName: text("legal-name", "registered name"),
  aliases: textList("alias", "name under which events find the customer"),
  contacts: list(["email"], "people at the customer"),
  source: text("source", "where the customer came from"),
  customerErpId: text("customer-erp-id", "id in the ERP system"),
  salesForceAccountId: text("salesforce-account-id", "id of the Salesforce account"),
  subsidiary: text("subsidiary", "subsidiary that bills the customer"),
  taxIds: textList("tax-id", "tax number"),
  taxId: text(undefined, "single tax number (deprecated by the provider: use taxIds)"),
  taxDocument: text("tax-document", "tax document number"),
  dueDays: text("due-days", "payment terms"),
  currency: text("currency", "billing currency, three letters"),
  cloudProviderSettings: object("cloud marketplace account"),
  customFields: list(["name"], "custom fields"),
  integrationEntityMapping: list(
    ["providerType", "entityId"],
    "ids of the customer in other systems",
  ),
  metadata: map("your own keys and values"),
} as const satisfies Record<string, Field>;

/** Name of a field in the common vocabulary: `name`, `address.city`, `metadata`. */
export type FieldName = keyof typeof fields;

/** How the named field behaves. */
export type KindOf<Name extends FieldName> = (typeof fields)[Name]["kind"];

export const fieldNames = Object.keys(fields) as readonly FieldName[];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

/** The table's row for a name, as the general type. */
export function fieldOf(name: FieldName): Field {
  return fields[name];
}
