/**
 * The common vocabulary: every field a customer can have at some provider, under one name, with what is special about
 * it.
 *
 * One table. Flags, file keys, help, the JSON shapes, the diff, masking and the question before a write are derived
 * from it; which provider holds which field is said by the providers. Nothing else names a field.
 */
import { compact } from "./compact.ts";

/** How a field behaves in a patch and in a diff. */
export type FieldKind = "string" | "boolean" | "stringList" | "list" | "object" | "map";

/**
 * What tells one item of a list from another: keys that do so together, else the next ones. An item goes by the first
 * that it has, and can be named by each.
 */
export type Identity = readonly (readonly string[])[];

/** What one field means to the program beyond its value. Each role has exactly one field. */
type Role = "title" | "email" | "external-id" | "status" | "metadata";

/** What is special about a field. */
interface Special {
  /** What the field is to the program itself. */
  readonly role?: Role;
  /** About a person or a tax number: masked where people look on. */
  readonly personal?: true;
  /** Replacing its value does harm although nothing is removed: why, and by which words alone (in lower case). */
  readonly destroys?: { readonly because: string; readonly setTo?: readonly string[] };
  /** What others call it, in their columns and records, as far as no rule makes it of the name: for suggestions. */
  readonly called?: readonly string[];
  /** Spellings that are one value where customers are compared: a word in any case, a country by its code or its name. */
  readonly alike?: "word" | "country";
}

interface Field<Kind extends FieldKind = FieldKind> extends Special {
  readonly kind: Kind;
  /** One line for help. */
  readonly help: string;
  /** Long flag without dashes; absent: the field is set with `--set` or a file. A list's flag adds one item. */
  readonly flag?: string;
  readonly identity?: Identity;
}

const string = (
  flag: string | undefined,
  help: string,
  special: Special = {},
): Field<"string"> => ({
  kind: "string",
  help,
  ...compact({ flag }),
  ...special,
});

const boolean = (flag: string | undefined, help: string): Field<"boolean"> => ({
  kind: "boolean",
  help,
  ...compact({ flag }),
});

const stringList = (
  flag: string | undefined,
  help: string,
  special: Special = {},
): Field<"stringList"> => ({
  kind: "stringList",
  help,
  ...compact({ flag }),
  ...special,
});

const list = (identity: Identity, help: string, special: Special = {}): Field<"list"> => ({
  kind: "list",
  identity,
  help,
  ...special,
});

const object = (help: string): Field<"object"> => ({ kind: "object", help });

const map = (help: string, special: Special = {}): Field<"map"> => ({
  kind: "map",
  help,
  ...special,
});

const fields = {
  name: string("name", "name of the customer", {
    role: "title",
    personal: true,
    called: ["fullName", "customerName", "displayName", "companyName", "company"],
  }),
  email: string("email", "e-mail address", {
    role: "email",
    personal: true,
    called: ["emailAddress", "mail"],
  }),
  phone: string("phone", "phone number", {
    personal: true,
    called: ["phoneNumber", "telephone", "tel", "mobile"],
  }),
  externalId: string("external-id", "your own id for the customer", {
    role: "external-id",
    called: ["extId", "identifier"],
    destroys: { because: "events and look-ups go by the external id" },
  }),
  status: string("status", "life-cycle status", {
    role: "status",
    destroys: { because: "takes the customer out of service", setTo: ["archived", "suspended"] },
    alike: "word",
  }),
  timezone: string("timezone", "time zone, such as Europe/Berlin", { called: ["tz"] }),
  locale: string("locale", "language, such as en", { called: ["language"] }),
  "address.line1": string("address-line1", "street and number", {
    personal: true,
    called: ["street", "streetAddress", "address1", "addressText"],
  }),
  "address.line2": string("address-line2", "second address line", {
    personal: true,
    called: ["address2"],
  }),
  "address.city": string("city", "city", { called: ["town"] }),
  "address.state": string("state", "state, province or region", { called: ["province"] }),
  "address.region": string("region", "region, where the provider keeps it beside the state"),
  "address.postalCode": string("postal-code", "postal code", {
    personal: true,
    called: ["zip", "zipCode", "postcode", "postal"],
  }),
  "address.country": string("country", "country; two letters where the provider says so", {
    alike: "country",
    called: ["countryCode"],
  }),
  "address.placeId": string("place-id", "map service's id of the place", { personal: true }),
  orgName: string("org-name", "organisation the customer belongs to", {
    personal: true,
    called: ["organisation", "organization", "company"],
  }),
  title: string("title", "job title of the person", { called: ["jobTitle"] }),
  ownerId: string("owner-id", "user of yours who owns the account"),
  parentId: string("parent-id", "id of the parent customer"),
  excludeFromMetrics: boolean("exclude-from-metrics", "leave the customer out of revenue metrics"),
  childRollupBilling: boolean("child-rollup-billing", "bill the children through this customer"),
  childRollupBillingConfig: object("how the children are billed"),
  overrideTaxes: list([["country", "region", "type"]], "taxes that replace the computed ones"),
  legalName: string("legal-name", "registered name", { personal: true }),
  aliases: stringList("alias", "name under which events find the customer"),
  contacts: list([["email"]], "people at the customer", { personal: true }),
  contactPersons: list(
    [["id"], ["email"]],
    "people at the customer, one of them the first to ask",
    {
      personal: true,
    },
  ),
  source: string("source", "where the customer came from"),
  customerErpId: string("customer-erp-id", "id in the ERP system"),
  salesForceAccountId: string("salesforce-account-id", "id of the Salesforce account"),
  subsidiary: string("subsidiary", "subsidiary that bills the customer"),
  taxIds: stringList("tax-id", "tax number", { personal: true }),
  taxId: string(undefined, "single tax number (deprecated by the provider: use taxIds)", {
    personal: true,
  }),
  taxDocument: string("tax-document", "tax document number", { personal: true }),
  dueDays: string("due-days", "payment terms"),
  currency: string("currency", "billing currency, three letters", { alike: "word" }),
  billingCurrency: string(
    "billing-currency",
    "currency of the invoices, where it is not that of the charges",
    { alike: "word" },
  ),
  taxTreatment: string("tax-treatment", "whether taxes are charged, such as taxable or exempt"),
  cloudProviderSettings: object("cloud marketplace account"),
  customFields: list([["name"]], "custom fields"),
  integrationEntityMapping: list(
    [["providerType", "entityId"]],
    "ids of the customer in other systems",
  ),
  teamId: string(undefined, "team that the customer belongs to"),
  billingEmails: stringList(undefined, "address that gets a copy of each invoice", {
    personal: true,
  }),
  addressId: string(undefined, "id of an address that the provider has already"),
  taxRateOverrides: list([["tax_rate_code"]], "taxes in place of the tenant's default ones"),
  onboardingWorkflowName: string(undefined, "workflow that the customer begins in"),
  skipOnboardingWorkflow: boolean(undefined, "begin in no workflow"),
  metadata: map("your own keys and values", { role: "metadata" }),
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

/** The customer's name, for headings. */
export const titleField = fieldInRole("title");
/** Where the customer is written to. */
export const emailField = fieldInRole("email");
/** Where the customer stands in its life: in service, or not. */
export const statusField = fieldInRole("status");
/** The caller's own id for the customer, by which some providers can be asked for it. */
export const externalIdField = fieldInRole("external-id");
/** The caller's own keys: merged one by one, replaced as a whole only on request. */
export const metadataField = fieldInRole("metadata");

function fieldInRole(role: Role): FieldName {
  const found = fieldNames.find((name) => fieldOf(name).role === role);
  if (found === undefined) throw new Error(`no field is the customer's ${role}`);
  return found;
}
