import type { Provider } from "./contract.ts";
import {
  at,
  camelCased,
  clearedBy,
  dateTime,
  eachItem,
  emailAddress,
  shown,
  suchAs,
  underKey,
  writeOnly,
} from "./vocabulary.ts";

const nullable = clearedBy(null);

/**
 * Maple Billing, now also called Measure. A PATCH for which the documents leave open whether objects are merged or
 * replaced, so objects are merged here and sent whole. Answers have no envelope.
 */
export const maple: Provider<"maple"> = {
  id: "maple",
  title: "Maple Billing",
  documents: [
    {
      url: "https://docs.maplebilling.com/api-references/customers/update-customer",
      read: "2026-11-20",
    },
    {
      url: "https://docs.maplebilling.com/pages/guides/request-idempotency",
      read: "2026-11-20",
    },
    { url: "https://docs.maplebilling.com/pages/guides/error-responses", read: "2026-11-20" },
  ],

  settings: {
    token: {
      secret: true,
      required: true,
      help: "API token of the web app (Developers > API Token)",
      example: "your-api-token",
    },
    companyId: {
      required: true,
      help: "id of your company",
      pattern: /^cmp_[A-Za-z0-9_-]+$/u,
      patternHelp: "cmp_ and letters or digits",
      example: "cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE",
    },
  },
  baseUrl: "https://api.maplebilling.com/api/v1",
  // The product was renamed; the old host still answers.
  hosts: ["api.maplebilling.com", "api.getmeasure.com"],

  auth: { style: "bearer", secret: "token" },

  customerId: {
    // Opaque: the documents show prefixed and unprefixed ids, and the same segment takes the identifier.
    pattern: /^[^\s/\\]+$/u,
    says: "the customer's id or identifier, without spaces or slashes",
  },
  byId: {
    read: { method: "GET", path: "/companies/{companyId}/customers/{ref}" },
    update: { method: "PATCH", path: "/companies/{companyId}/customers/{ref}" },
  },
  byExternalId: {
    read: { method: "GET", path: "/companies/{companyId}/customers/{ref}" },
    update: { method: "PATCH", path: "/companies/{companyId}/customers/{ref}" },
  },

  list: {
    route: {
      method: "POST",
      path: "/companies/{companyId}/customers/find",
      // The one sort key that the documents show for customers.
      body: { sort_key: "createdAtDesc" },
      envelope: "results",
    },
    // from_key has no documented type and is given back as it came; it is null at the end.
    paging: { style: "cursor", parameter: "pagination.from_key", next: "pagination.from_key" },
    page: { parameter: "pagination.limit", most: 100 },
    // What the conditions of metadata mean is not documented.
    filters: {
      email: { parameter: "query.email" },
      externalId: { parameter: "query.identifier" },
      name: { parameter: "query.name" },
      status: { parameter: "query.status" },
      search: { parameter: "query.search" },
    },
  },

  create: {
    route: { method: "POST", path: "/companies/{companyId}/customers" },
    // Listed first, and mandatory in the one public client; everything else is optional.
    required: ["externalId"],
    // In no published body of an update.
    fields: { billingEmails: at("billing_emails", { rules: [eachItem(emailAddress)] }) },
  },

  updateStyle: "partial",
  verify: {
    by: "answer",
    because:
      "the update answers with the whole record, computed members included; only removals are left open; whether it is read back from what is stored is not stated",
  },
  // Whether null clears, and whether metadata is merged, is stated nowhere.
  removalsShowInAnswer: false,
  // In the samples of reads alone.
  onlyRead: ["integration_references", "billing_emails"],
  fields: {
    name: at("name", nullable),
    email: at("email", { ...nullable, rules: [emailAddress] }),
    phone: at("phone", nullable),
    externalId: at("identifier"),
    // The documents name these two and close no list.
    status: at("status", { rules: [suchAs("ACTIVE", "ARCHIVED")] }),
    locale: at("locale", nullable),
    "address.line1": at("address.address_line_1", nullable),
    "address.line2": at("address.address_line_2", nullable),
    "address.city": at("address.city", nullable),
    "address.state": at("address.state", nullable),
    "address.postalCode": at("address.zip", nullable),
    "address.country": at("address.country", nullable),
    "address.placeId": at("address.place_id", nullable),
    orgName: at("org_name", nullable),
    title: at("title", nullable),
    ownerId: at("owner_id", nullable),
    parentId: at("parent_customer_id", nullable),
    excludeFromMetrics: at("exclude_from_metrics"),
    childRollupBilling: at("child_rollup_billing", writeOnly),
    childRollupBillingConfig: at("child_rollup_billing_config", {
      ...writeOnly,
      ...nullable,
      codec: camelCased<"object">(
        "auto_charges",
        "start_date",
        "end_date",
        "invoice_additional_display_fields",
        "invoice_due_date_from_creation",
      ),
      rules: [underKey("startDate", dateTime), underKey("endDate", dateTime)],
    }),
    overrideTaxes: at("override_taxes", {
      ...writeOnly,
      ...clearedBy([]),
    }),
    metadata: at("metadata", clearedBy({})),
  },
  readOnly: {
    id: shown("id"),
    companyId: shown("company_id"),
    managedExternally: shown("managed_externally"),
    billingEmails: shown("billing_emails"),
    mrr: shown("mrr", camelCased("value_in_cents")),
    arr: shown("arr", camelCased("value_in_cents")),
    // `value` and `original_value` are any JSON.
    computedEntitlements: shown(
      "computed_entitlements",
      camelCased("entitlement_id", "inherited_from_id", "inherited_from_type", "original_value"),
    ),
    integrationReferences: shown(
      "integration_references",
      camelCased(
        "integration_icon",
        "integration_id",
        "integration_key",
        "integration_name",
        "reference_type",
        "remote_id",
        "remote_type",
      ),
    ),
    customerIntegrationMetadata: shown("customer_integration_metadata"),
    createdAt: shown("created_at"),
    updatedAt: shown("updated_at"),
  },
  metadata: { values: "any" },
  identity: ["companyId"],
  account: { settings: ["companyId"] },
  volatile: ["updated_at", "mrr", "arr", "computed_entitlements"],

  errors: {
    code: ["error_code"],
    type: ["error_type"],
    message: ["error_message", "message"],
    param: [],
    details: ["validation_errors"],
    requestId: [],
    telling: ["error_message"],
  },
  requestIdHeaders: ["x-request-id"],
  // The first answer is kept for 24 hours under its key, a 400 or 500 as well (guide, request idempotency).
  idempotency: {
    header: "idempotency-key",
    renewAfterAnswer: true,
    replayed: "idempotency-used",
  },
  // They depend on the plan, may be lowered during incidents and are not published, nor are headers (guide, rate limits).
  limits: { rates: [] },
};
