import type { Provider } from "./contract.ts";
import {
  at,
  clearedBy,
  eachItem,
  emailAddress,
  matching,
  oneOf,
  renamed,
  shown,
  unknownMembersSetting,
} from "./vocabulary.ts";

const nullable = clearedBy(null);

/** Computed in USD; the newest request schema lists them, too, and they are never sent. */
const amounts = {
  totalOutstandingAmount: shown("totalOutstandingAmount"),
  openAmount: shown("openAmount"),
  overdueAmount: shown("overdueAmount"),
  pendingPaymentAmount: shown("pendingPaymentAmount"),
  paidAmount: shown("paidAmount"),
};

/**
 * Vayu. The update is a PUT whose schema gives lists the default `[]`, so that a list left out may be emptied, and
 * whose schema refuses unknown members: the body carries every writable member of the record just read, and no other.
 */
export const vayu: Provider<"vayu"> = {
  id: "vayu",
  title: "Vayu",
  documents: [
    {
      url: "https://guide.withvayu.com/api-reference/endpoints/customers/update-customer",
      read: "2026-11-20",
    },
    {
      url: "https://guide.withvayu.com/api-reference/pages/connecting-to-vayu",
      read: "2026-11-20",
    },
    { url: "https://guide.withvayu.com/api-reference/pages/errors", read: "2026-11-20" },
    {
      url: "https://github.com/vayucode/vayu-sdks/blob/main/open-api-files/open-api.yaml",
      read: "2026-11-20",
    },
    { url: "https://pypi.org/project/vayu-py/0.3.11/", read: "2026-11-25" },
  ],

  settings: {
    refreshToken: {
      secret: true,
      help: "API token of the dashboard (Integrations > Vayu > Connect), traded for a bearer token at /login",
      example: "your-api-token",
    },
    token: {
      secret: true,
      help: "a bearer token, used as it is, instead of refreshToken",
      example: "your-bearer-token",
    },
    clientId: {
      secret: true,
      help: "client id of the dashboard, sent as x-api-key",
      example: "your-client-id",
    },
    ...unknownMembersSetting,
  },
  oneOf: [["refreshToken", "token"]],
  baseUrl: "https://connect.withvayu.com",
  hosts: ["connect.withvayu.com", "staging-connect.withvayu.com"],

  auth: {
    style: "bearer",
    secret: "token",
    // POST /login declares no security and answers `{accessToken}` alone (SDK monorepo, open-api.yaml).
    login: {
      secret: "refreshToken",
      path: "/login",
      body: "refreshToken",
      token: "accessToken",
    },
    // The guide asks for it on every resource call; two of the three SDKs never send it.
    also: { "x-api-key": "clientId" },
  },

  customerId: {
    pattern: /^[0-9a-fA-F]{24}$/u,
    says: "24 hexadecimal digits, such as 65f0c1a2b3d4e5f60718293a",
    // An ObjectId: twelve bytes, whichever way their digits are written.
    writtenIn: "small letters",
  },
  byId: {
    read: { method: "GET", path: "/customers/{ref}", envelope: "customer" },
    update: { method: "PUT", path: "/customers/{ref}", envelope: "customer" },
  },
  // PUT takes the vendor's id only, so the update goes to the id that was found.
  byExternalId: {
    read: { method: "GET", path: "/customers/externalId/{ref}", envelope: "customer" },
    update: { method: "PUT", path: "/customers/{id}", envelope: "customer" },
  },

  list: {
    route: { method: "GET", path: "/customers", envelope: "customers" },
    paging: { style: "cursor", parameter: "cursor", next: "nextCursor", more: "hasMore" },
    page: { parameter: "limit", most: 500 },
    filters: { externalId: "look-up" },
    emailsIn: { field: "contacts", member: "email" },
  },

  // Success is a 200. DELETE is for ever, and takes contracts and invoices along: it is no way to archive.
  create: {
    route: { method: "POST", path: "/customers", envelope: "customer" },
    required: ["name"],
  },

  updateStyle: "whole",
  verify: {
    by: "answer",
    because:
      "the update answers with the customer in the form of a read, with members that were not sent; whether it is read back from what is stored is not stated",
  },
  removalsShowInAnswer: true,
  fields: {
    name: at("name"),
    externalId: at("externalId"),
    "address.line1": at("address.addressText", nullable),
    "address.city": at("address.city", nullable),
    "address.state": at("address.state", nullable),
    "address.postalCode": at("address.postalCode", nullable),
    "address.country": at("address.country", nullable),
    aliases: at("aliases", clearedBy([])),
    contacts: at("contacts", {
      ...clearedBy([]),
      members: ["name", "email", "title", "phone", "receiveInvoiceEmail"],
      rules: [
        eachItem(emailAddress, "email"),
        eachItem(
          matching(/^\+?[1-9]\d{4,15}$/u, "a phone number in digits, such as +4930111222"),
          "phone",
        ),
      ],
    }),
    legalName: at("legalName", nullable),
    customerErpId: at("customerErpId", nullable),
    salesForceAccountId: at("salesForceAccountId", nullable),
    subsidiary: at("subsidiary", nullable),
    taxIds: at("taxIds", clearedBy([])),
    taxId: at("taxId", nullable),
    source: at("source", {
      ...nullable,
      // `Ingestion` is the older documents' word for `VayuEventsApi`.
      rules: [oneOf("Stripe", "VayuEventsApi", "Ingestion", "Api", "Salesforce", "HubSpot")],
    }),
    dueDays: at("dueDays", {
      ...nullable,
      // The guide's own samples say NET_30, which the schema's list does not hold.
      rules: [
        oneOf("END_OF_MONTH", "SAME_DAY", "15_DAYS", "30_DAYS", "45_DAYS", "60_DAYS", "90_DAYS"),
      ],
    }),
    currency: at("currency", {
      ...nullable,
      rules: [oneOf("USD", "EUR", "GBP", "ILS", "CAD", "AUD", "COP", "BRL")],
    }),
    cloudProviderSettings: at("cloudProviderSettings", {
      ...nullable,
      members: ["cloudProvider", "cloudProviderMarketplaceId", "customerIdentifier"],
    }),
    customFields: at("customFields", {
      ...clearedBy([]),
      codec: renamed<"list">({ name: "vayuCustomFieldName" }),
      members: [
        "vayuCustomFieldName",
        "valueType",
        "integrationSource",
        "integrationEntityType",
        "fieldPath",
        "value",
      ],
      rules: [eachItem(oneOf("String", "Number", "Boolean"), "valueType")],
    }),
  },
  readOnly: {
    id: shown("id"),
    ...amounts,
    deletedAt: shown("deletedAt"),
    createdAt: shown("createdAt"),
    updatedAt: shown("updatedAt"),
  },
  // No member of a record names the account.
  identity: [],
  account: {
    hosts: { "connect.withvayu.com": "live", "staging-connect.withvayu.com": "test" },
  },
  volatile: ["updatedAt", ...Object.keys(amounts)],

  errors: {
    code: ["code"],
    type: ["type"],
    // `{"message": …}` alone is what the gateway in front of the API answers.
    message: ["message"],
    param: ["param"],
    // One entry for each field (SDKs since vayu-py 0.3.5).
    details: ["params"],
    requestId: [],
    messageAlone: [401, 403],
  },
  requestIdHeaders: ["x-request-id", "x-amzn-requestid"],
  // 500 requests a second with a burst of 100; no headers are documented (guide, rate limits).
  limits: { rates: [{ of: "all", requests: 500, seconds: 1, burst: 100 }] },
};
