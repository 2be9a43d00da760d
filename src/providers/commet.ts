import type { Provider } from "./contract.ts";
import { isoCountry } from "./countries.ts";
import {
  at,
  clearedBy,
  emailAddress,
  matching,
  maxCharacters,
  oneOf,
  shown,
  writeOnly,
} from "./vocabulary.ts";

/** The closed list of the vendor's SDK 7.10 (`Timezone`). */
const timezones = [
  "UTC",
  ...["New_York", "Chicago", "Denver", "Los_Angeles", "Sao_Paulo", "Mexico_City"].map(
    (city) => `America/${city}`,
  ),
  ...["Buenos_Aires", "Santiago", "Bogota", "Lima", "Asuncion"].map((city) => `America/${city}`),
  ...["London", "Paris", "Berlin", "Madrid"].map((city) => `Europe/${city}`),
  ...["Tokyo", "Shanghai", "Singapore", "Dubai"].map((city) => `Asia/${city}`),
  "Australia/Sydney",
];

/**
 * Commet. One path answers differently by dated version, so every call names its version. No field's type admits
 * null, so nothing but metadata can be cleared; the address is in no answer, so it can be neither shown nor verified.
 */
export const commet: Provider<"commet"> = {
  id: "commet",
  title: "Commet",
  documents: [
    { url: "https://commet.co/docs/api-reference/customers/update-customer", read: "2026-11-20" },
    { url: "https://www.npmjs.com/package/@commet/node", read: "2026-11-20" },
    { url: "https://github.com/commet-labs/commet", read: "2026-11-20" },
    { url: "https://pypi.org/project/commet-sdk/9.7.0/", read: "2026-11-25" },
  ],

  settings: {
    apiKey: {
      secret: true,
      required: true,
      help: "API key of the organisation (ck_), or a restricted one (rk_) that may read and write customers; sandbox and live are told apart by the key alone",
      example: "ck_your_api_key",
    },
    version: {
      help: "dated version of the API, sent as commet-version",
      default: "2026-07-11",
      pattern: /^\d{4}-\d{2}-\d{2}$/u,
      patternHelp: "a date, such as 2026-07-11",
      example: "2026-07-11",
    },
  },
  baseUrl: "https://commet.co/api/v1",
  hosts: ["commet.co"],

  auth: { style: "header", header: "x-api-key", secret: "apiKey" },
  headers: { "commet-version": "version" },

  customerId: {
    pattern: /^cus_[A-Za-z0-9_-]+$/u,
    says: "cus_ and letters or digits, such as cus_7Qm2rT",
  },
  byId: {
    read: { method: "GET", path: "/customers/{ref}", envelope: "data" },
    update: { method: "PUT", path: "/customers/{ref}", envelope: "data" },
  },
  // Nothing says that the path takes the caller's id; the vendor's own plug-in lists by it and updates by the id found.
  byExternalId: {
    read: {
      method: "GET",
      path: "/customers",
      query: { externalId: "{ref}" },
      envelope: "data",
      matches: true,
    },
    update: { method: "PUT", path: "/customers/{id}", envelope: "data" },
  },
  list: {
    // The envelope is `{success, data, …}` up to 2026-07-11 and `{object: "list", data, …}` later: both keep data.
    route: { method: "GET", path: "/customers", envelope: "data" },
    paging: { style: "cursor", parameter: "cursor", next: "nextCursor", more: "hasMore" },
    page: { parameter: "limit", most: 100 },
    filters: { externalId: { parameter: "externalId" } },
  },
  create: {
    route: { method: "POST", path: "/customers", envelope: "data" },
    required: ["email"],
    // The caller's own id goes as `id` and is stored as externalId; the call is idempotent on it
    // (docs, documentation/customers/manage-customers.md).
    under: { externalId: "id" },
    fields: {
      addressId: at("addressId", {
        rules: [matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu, "a UUID")],
      }),
    },
    answersExisting: true,
  },
  versions: {
    setting: "version",
    dialects: [{ from: "2026-07-24", update: { method: "PATCH" }, bare: true }],
  },

  updateStyle: "partial",
  verify: {
    by: "answer",
    because:
      "the update answers with the whole record, with members that were not sent; only the removal of metadata is left open; whether it is read back from what is stored is not stated",
  },
  // Merge or replace of metadata is stated nowhere.
  removalsShowInAnswer: false,
  fields: {
    name: at("fullName", { rules: [maxCharacters(200)] }),
    email: at("email", { rules: [emailAddress, maxCharacters(200)] }),
    externalId: at("externalId", { rules: [maxCharacters(100)] }),
    timezone: at("timezone", { rules: [oneOf(...timezones)] }),
    "address.line1": at("address.line1", writeOnly),
    "address.line2": at("address.line2", writeOnly),
    "address.city": at("address.city", writeOnly),
    "address.state": at("address.state", writeOnly),
    "address.region": at("address.region", writeOnly),
    "address.postalCode": at("address.postalCode", writeOnly),
    "address.country": at("address.country", { ...writeOnly, rules: [isoCountry] }),
    taxDocument: at("taxDocument"),
    metadata: at("metadata", clearedBy({})),
  },
  readOnly: {
    id: shown("id"),
    documentType: shown("documentType"),
    object: shown("object"),
    livemode: shown("livemode"),
    createdAt: shown("createdAt"),
    updatedAt: shown("updatedAt"),
  },
  metadata: {
    values: "any",
  },
  together: [["address.line1", "address.city", "address.postalCode", "address.country"]],
  // The server derives documentType from the country.
  // A key belongs to one organisation and one mode; the record names the mode alone.
  identity: ["livemode"],
  account: {
    liveMember: "livemode",
    // The documents name these; of a key that begins otherwise they say nothing, whatever its next word.
    keys: { ck_live_: "live", rk_live_: "live", ck_sandbox_: "test", rk_sandbox_: "test" },
  },
  volatile: ["updatedAt", "documentType"],

  errors: {
    // Nested since 2026-05-25; flat before, and an organisation's pin never expires.
    code: ["error.code", "code"],
    type: ["error.type"],
    message: ["error.message", "message"],
    param: ["error.param"],
    details: ["error.details", "details"],
    requestId: [],
    page: ["error.doc_url"],
    // A call that a version does not have any more (docs, errors, endpoint_deprecated).
    refusals: [410],
    kinds: {
      customer_not_found: "not_found",
      endpoint_not_available: "rejected",
      endpoint_deprecated: "rejected",
      validation_error: "rejected",
    },
    hints: {
      forbidden:
        "a restricted key (rk_) needs read for customers, and to change one both read and write",
      endpoint_not_available:
        "the call does not exist in the configured API version: check providers.commet.version",
      endpoint_deprecated:
        "the call does not exist any more in the configured API version: check providers.commet.version",
    },
  },
  requestIdHeaders: ["x-request-id"],
  idempotency: { header: "idempotency-key", renewAfterAnswer: false },
  // No numbers are published; RateLimit-* and Retry-After come with a 429 alone, which is too late to go by
  // (docs, errors, rate_limited).
  limits: { rates: [] },
};
