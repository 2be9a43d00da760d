import type { Provider } from "./contract.ts";
import { isoCountry } from "./countries.ts";
import {
  at,
  atMostOne,
  camelCased,
  clearedBy,
  conditionOn,
  eachItem,
  emailAddress,
  filled,
  ianaTimezone,
  matching,
  maxBytes,
  maxCharacters,
  oneOf,
  shown,
  underKey,
  writeOnly,
} from "./vocabulary.ts";

const mappingMembers = ["entity_id", "entity_type", "provider_entity_id", "provider_type"];
const emptied = clearedBy("");
const read = "2026-11-20";

/**
 * Flexprice. null never clears anything, an empty string clears only some fields and is refused or crashes the server
 * for the others, and the metadata map is replaced whole (internal/ee/service/customer.go, UpdateCustomer).
 */
export const flexprice: Provider<"flexprice"> = {
  id: "flexprice",
  title: "Flexprice",
  documents: [
    { url: "https://docs.flexprice.io/api-reference/customers/update-customer", read },
    { url: "https://github.com/flexprice/flexprice", read },
    { url: "https://github.com/flexprice/flexprice-docs", read },
    { url: "https://pypi.org/project/flexprice/2.1.43/", read: "2026-11-25" },
  ],

  settings: {
    apiKey: {
      secret: true,
      required: true,
      help: "secret API key; a key belongs to one region and one environment",
      example: "sk_your_api_key",
    },
    region: {
      help: "region the key belongs to",
      choices: ["us", "india"],
      default: "us",
      example: "us",
    },
  },
  baseUrl: {
    setting: "region",
    urls: { us: "https://us.api.flexprice.io/v1", india: "https://api.cloud.flexprice.io/v1" },
  },
  hosts: ["us.api.flexprice.io", "api.cloud.flexprice.io"],

  auth: { style: "header", header: "x-api-key", secret: "apiKey" },

  customerId: {
    pattern: /^cust_[0-9A-Za-z]+$/u,
    says: "cust_ and letters or digits, such as cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
  },
  byId: {
    // `integrations` are answered only where they are asked for (internal/types/expand.go).
    read: { method: "GET", path: "/customers/{ref}", query: { expand: "integrations" } },
    update: { method: "PUT", path: "/customers", query: { id: "{ref}" } },
  },
  // The look-up by path decodes %2F before routing, so that an id with a slash would reach another call; the search
  // takes any id.
  byExternalId: {
    read: {
      method: "POST",
      path: "/customers/search",
      body: { external_id: "{ref}", limit: 2, expand: "integrations" },
      envelope: "items",
      matches: true,
    },
    update: { method: "PUT", path: "/customers", query: { external_customer_id: "{ref}" } },
  },

  list: {
    route: {
      method: "POST",
      path: "/customers/search",
      // Pages are cut by number: without an order in which no two customers are equal, one could be on two pages.
      body: {
        expand: "integrations",
        sort: [
          { field: "created_at", direction: "desc" },
          { field: "external_id", direction: "asc" },
        ],
      },
      envelope: "items",
    },
    paging: { style: "offset", parameter: "offset", total: "pagination.total" },
    page: { parameter: "limit", most: 500 },
    filters: {
      email: { parameter: "email" },
      externalId: { parameter: "external_id" },
      name: conditionOn("filters", "name", "eq", "string"),
      status: { parameter: "status" },
      metadata: { parameter: "metadata" },
      createdSince: conditionOn("filters", "created_at", "after", "date"),
      updatedSince: conditionOn("filters", "updated_at", "after", "date"),
    },
    leavesOut: "archived customers, unless they are asked for by their status",
  },

  create: {
    route: { method: "POST", path: "/customers" },
    required: ["externalId", "name"],
    fields: {
      taxRateOverrides: at("tax_rate_overrides"),
      onboardingWorkflowName: at("onboarding_workflow_name"),
      skipOnboardingWorkflow: at("skip_onboarding_workflow"),
    },
    // Left out, it links the tenant's default taxes; an empty list links none (internal/ee/service/customer.go).
    besides: {
      unless: "tax_rate_overrides",
      says: "Flexprice links the tenant's default taxes to a new customer; for none add --set taxRateOverrides:=[]",
    },
  },
  // 204 without a body, and 404 the second time; refused while there is a subscription or a wallet.
  archive: { route: { method: "DELETE", path: "/customers/{ref}" }, status: "archived" },

  updateStyle: "partial",
  verify: {
    by: "answer",
    because:
      "the server answers with what its database took in one statement, and with an error where it did not (internal/ee/service/customer.go); updated_at is the one from before",
  },
  removalsShowInAnswer: true,
  // Only a look-up expands it.
  onlyRead: ["integrations"],
  fields: {
    name: at("name", { rules: [maxCharacters(255)] }),
    email: at("email", { rules: [emailAddress, maxCharacters(255)] }),
    phone: at("contact", { ...emptied, rules: [maxCharacters(20)] }),
    externalId: at("external_id", {
      rules: [maxCharacters(255)],
      needs: {
        member: "metadata",
        // The trail of old ids is written into the metadata map without looking whether there is one
        // (internal/ee/service/customer.go).
        because:
          "Flexprice's server crashes when the external id of a customer that never had metadata is changed",
        first: {},
      },
      alsoWrites: {
        key: "metadata.old_external_ids",
        because:
          "Flexprice's server keeps a trail of external ids in metadata.old_external_ids, which metadata in the same update would replace",
      },
    }),
    status: at("status", {
      access: "read-only",
      rules: [oneOf("published", "archived", "deleted")],
      // The state of every record that is neither archived nor deleted, and the one that lists show.
      means: { published: "active" },
    }),
    timezone: at("timezone", { rules: [ianaTimezone] }),
    // Lengths are checked in characters and then again in bytes (internal/domain/customer/model.go).
    "address.line1": at("address_line1", { ...emptied, rules: [maxBytes(255)] }),
    "address.line2": at("address_line2", { ...emptied, rules: [maxBytes(255)] }),
    "address.city": at("address_city", { ...emptied, rules: [maxBytes(100)] }),
    "address.state": at("address_state", { ...emptied, rules: [maxBytes(100)] }),
    "address.postalCode": at("address_postal_code", { ...emptied, rules: [maxBytes(20)] }),
    "address.country": at("address_country", { rules: [isoCountry] }),
    // The server takes any three letters; that it keeps their case is stated nowhere.
    billingCurrency: at("billing_currency", {
      ...emptied,
      rules: [matching(/^[A-Za-z]{3}$/u, "a currency of three letters, such as usd")],
    }),
    // No value stands for none (SDK 2.1.43, UpdateCustomerRequest).
    taxTreatment: at("tax_treatment", { rules: [oneOf("taxable", "exempt")] }),
    contactPersons: at("contact_persons", {
      ...clearedBy([]),
      codec: camelCased<"list">("first_name", "last_name", "is_primary"),
      rules: [eachItem(filled, "firstName"), eachItem(emailAddress, "email")],
      whole: [atMostOne("isPrimary")],
      adds: { id: "id", others: { isPrimary: false } },
    }),
    integrationEntityMapping: at("integration_entity_mapping", {
      ...writeOnly,
      codec: camelCased<"list">(...mappingMembers),
      // Documented, parsed, and used nowhere since 2026-03-27 (commit 2ea84ed1e).
      ignored:
        "Flexprice's server takes integration_entity_mapping on this call and does nothing with it; its working call is POST /v1/integrations/link",
    }),
    metadata: at("metadata", clearedBy({})),
  },
  readOnly: {
    id: shown("id"),
    integrations: shown(
      "integrations",
      camelCased(
        ...mappingMembers,
        "environment_id",
        "tenant_id",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
      ),
    ),
    environmentId: shown("environment_id"),
    tenantId: shown("tenant_id"),
    createdAt: shown("created_at"),
    createdBy: shown("created_by"),
    updatedAt: shown("updated_at"),
    updatedBy: shown("updated_by"),
  },
  metadata: {
    values: "string",
    // internal/types/tax_metadata.go trims and upper-cases before it checks.
    rules: [
      underKey(
        "gstin",
        matching(/^\s*\d{2}[A-Za-z]{5}\d{4}[A-Za-z][0-9A-Za-z]Z[0-9A-Za-z]\s*$/iu, "a GSTIN"),
      ),
      underKey("pan", matching(/^\s*[A-Za-z]{5}\d{4}[A-Za-z]\s*$/u, "a PAN, such as ABCDE1234F")),
    ],
  },
  identity: ["environmentId", "tenantId"],
  account: { settings: ["region"] },
  volatile: ["updated_at", "updated_by", "integrations"],

  errors: {
    code: ["code"],
    type: [],
    message: ["message", "error.message", "error"],
    param: [],
    details: ["details"],
    requestId: [],
    // Said by what stands before the customers API (internal/rest/middleware), its router and its recovery from a panic.
    messageAlone: [401, 403],
    texts: { 404: "404 page not found", 500: "" },
    hints: {
      database_error:
        "the server fails this way when a value breaks a database rule, such as a text over 255 characters",
    },
  },
  requestIdHeaders: ["x-request-id"],
  // A 429 is documented, but neither numbers nor headers (API reference, error responses).
  limits: { rates: [] },
};
