import type { Provider } from "./contract.ts";
import {
  at,
  camelCased,
  clearedBy,
  emailAddress,
  maxCharacters,
  maxJsonBytes,
  maxKeys,
  oneOf,
  shown,
} from "./vocabulary.ts";

/**
 * Kirim. A small PATCH whose generated samples are dangerous to copy: they put a string into metadata and `pending` into
 * status, which demotes a live customer.
 */
export const kirim: Provider<"kirim"> = {
  id: "kirim",
  title: "Kirim",
  documents: [
    { url: "https://docs.kirimdev.com/api/operations/customersid/patch", read: "2026-11-20" },
    { url: "https://docs.kirimdev.com/platform/customers/", read: "2026-11-20" },
    { url: "https://developers.kirim.chat/errors", read: "2026-11-20" },
  ],

  settings: {
    apiKey: {
      secret: true,
      required: true,
      help: "API key; it covers the whole organisation",
      example: "kdv_live_your_api_key",
    },
  },
  baseUrl: "https://api.kirimdev.com/v1",
  hosts: ["api.kirimdev.com"],

  auth: { style: "bearer", secret: "apiKey" },

  customerId: {
    // Crockford's base32: no I, L, O or U.
    pattern: /^cus_[0-9A-HJKMNP-TV-Z]{26}$/u,
    says: "cus_ and 26 upper-case letters or digits, such as cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
  },
  byId: {
    read: { method: "GET", path: "/customers/{ref}", envelope: "data" },
    update: { method: "PATCH", path: "/customers/{ref}", envelope: "data" },
  },
  noExternalId: "Kirim has no look-up by your own id",

  list: {
    route: { method: "GET", path: "/customers", envelope: "data" },
    // A cursor belongs to the filters it was given for.
    paging: { style: "cursor", parameter: "cursor", next: "next_cursor", more: "has_more" },
    page: { parameter: "limit", most: 100 },
    filters: { status: { parameter: "status" } },
  },

  create: {
    route: { method: "POST", path: "/customers", envelope: "data" },
    required: ["name"],
    // It begins as pending.
    lacks: ["status"],
    fields: { teamId: at("team_id") },
    // Documented for every POST, on a page that is older than this call.
    keyHeader: "idempotency-key",
  },
  // What the answer holds is not documented.
  archive: { route: { method: "DELETE", path: "/customers/{ref}" }, status: "archived" },

  updateStyle: "partial",
  verify: {
    by: "answer",
    because:
      "the update answers with the record as tidied, with members that were not sent; only the removal of metadata is left open; whether it is read back from what is stored is not stated",
  },
  // Merge or replace of metadata is not stated.
  removalsShowInAnswer: false,
  fields: {
    // The server collapses white space and strips line breaks.
    name: at("name", { rules: [maxCharacters(200)], normalises: "whitespace" }),
    email: at("email", { ...clearedBy(null), rules: [emailAddress] }),
    status: at("status", { rules: [oneOf("pending", "active", "suspended", "archived")] }),
    metadata: at("metadata", clearedBy(null)),
  },
  readOnly: {
    id: shown("id"),
    object: shown("object"),
    teamId: shown("team_id"),
    archivedAt: shown("archived_at"),
    whatsappAccounts: shown(
      "whatsapp_accounts",
      camelCased("phone_number_id", "phone_number", "onboarded_at"),
    ),
    createdAt: shown("created_at"),
    updatedAt: shown("updated_at"),
  },
  metadata: {
    values: "any",
    rules: [maxKeys(64), maxJsonBytes(16 * 1024)],
  },
  onlyRead: ["whatsapp_accounts"],
  // archived_at follows the status.
  // Given when the customer is made, and never changed.
  identity: ["teamId"],
  account: { perCustomer: ["teamId"], keys: { kdv_live_: "live", kdv_test_: "test" } },
  volatile: ["updated_at", "archived_at"],

  errors: {
    code: ["error.code"],
    type: ["error.type"],
    message: ["error.message"],
    param: ["error.param"],
    details: [],
    requestId: ["error.request_id"],
  },
  requestIdHeaders: ["x-request-id"],
  // Two token buckets on the standard plan; the headers tell which plan an account has (Pro: 600 and 6000). X-RateLimit-Reset
  // says when the bucket is full again; when to try again is said by Retry-After alone (docs, rate limits).
  limits: {
    rates: [
      { of: "writes", requests: 60, seconds: 60, burst: 60 },
      { of: "reads", requests: 600, seconds: 60, burst: 600 },
    ],
    headers: { limit: "x-ratelimit-limit", remaining: "x-ratelimit-remaining" },
  },
};
