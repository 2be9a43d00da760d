/**
 * The five vendors as these tests see them: where each field of the vocabulary stands in the vendor's record and which
 * values are good there, written down a second time, from the vendors' documents and not from the descriptions in src/.
 */
import fc from "fast-check";

import { type Json, type JsonObject, parseJson } from "../../src/domain/json.ts";
import type { Switches } from "../../src/emulator/vendor.ts";

/** One field. */
export interface Slot {
  /** Path in the common vocabulary. */
  readonly field: string;
  /** Path in the vendor's record. */
  readonly native: string;
  /** Good values, in the vocabulary's form. */
  readonly value: fc.Arbitrary<Json>;
  /** The same value in the vendor's form, where that differs. */
  readonly encode?: (value: Json) => Json;
  /** How the vendor writes that there is none; `undefined` is no member at all. */
  readonly none: readonly (Json | undefined)[];
  /** What clearing stores; missing: it cannot be cleared. */
  readonly cleared?: Json;
}

export interface VendorFacts {
  readonly id: string;
  /** What the vendor sets itself. */
  readonly fixed: JsonObject;
  readonly slots: readonly Slot[];
  /** Values of metadata; missing: the vendor has none. */
  readonly metadata?: fc.Arbitrary<Json>;
  /** Values that a stored map may hold and that a patch may not name. */
  readonly kept?: fc.Arbitrary<Json>;
  readonly volatile: readonly string[];
  /** Members that an answer has, null where the record has none; missing: those of the record. */
  readonly shows?: readonly string[];
  /** Ways to read the documents. */
  readonly readings: readonly { readonly title: string; readonly switches: Switches }[];
}

/** Whether nobody sees how the text begins or ends: a vendor may hold it, and where somebody says it, it is refused. */
export const hasUnseenEnd = (value: string): boolean => unseenEnd.test(value);
const unseenEnd =
  /^[ \t\r\n]*(?![ \p{Variation_Selector}])[\p{Z}\p{DI}]|(?![ \p{Variation_Selector}])[\p{Z}\p{DI}][ \t\r\n]*$/u;

/** Within every limit of a vendor: characters of several parts may have twelve bytes. */
const text: fc.Arbitrary<string> = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 18 })
  .filter(
    (value) =>
      /^\S+(?: \S+)*$/u.test(value) && !hasUnseenEnd(value) && Buffer.byteLength(value) <= 100,
  );
const word = fc.stringMatching(/^[a-z]{1,8}$/u);
const email = fc.tuple(word, word).map(([name, host]) => `${name}@${host}.example`);
const phone = fc.stringMatching(/^\+[1-9]\d{6,12}$/u);
const country = fc.constantFrom("NO", "DE", "JP", "BR");
const zone = fc.constantFrom("Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo", "UTC");
const currency = fc.constantFrom("usd", "eur", "nok");
/** People with ids, of whom the first at most is the primary one. */
const persons = fc
  .uniqueArray(fc.record({ id: word, firstName: text, mobile: phone }), {
    minLength: 1,
    maxLength: 3,
    selector: (person) => person.id,
  })
  .chain((list) =>
    fc.boolean().map((primary) =>
      list.map((person, index) => ({
        ...person,
        email: `${person.id}@persons.example`,
        isPrimary: primary && index === 0,
      })),
    ),
  ) as fc.Arbitrary<Json>;
const anyJson: fc.Arbitrary<Json> = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(0.1),
  fc.array(fc.oneof(text, fc.integer()), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("a", "b.c", "toString"), text, { maxKeys: 2 }),
);

const beyondDouble = fc
  .constantFrom("9007199254740993", "12345678901234567890.5")
  .map((digits) => parseJson(digits));

const slot = (
  field: string,
  native: string,
  value: fc.Arbitrary<Json>,
  none: Slot["none"],
): Slot => ({
  field,
  native,
  value,
  none,
});
/** A text that null, or no member, leaves empty and null clears. */
const nullable = (field: string, native = field, value: fc.Arbitrary<Json> = text): Slot => ({
  ...slot(field, native, value, [null, "", undefined]),
  cleared: null,
});
const list = (field: string, value: fc.Arbitrary<Json>, encode?: Slot["encode"]): Slot => ({
  ...slot(field, field, value, [[], null]),
  cleared: [],
  ...(encode === undefined ? {} : { encode }),
});
/** One of a closed list, which the empty text is not part of. */
const choice = (field: string, ...words: readonly string[]): Slot => ({
  ...slot(field, field, fc.constantFrom(...words), [null, undefined]),
  cleared: null,
});
/** A text of Flexprice, where the empty text is what clears. */
const emptied = (field: string, native: string, value: fc.Arbitrary<Json> = text): Slot => ({
  ...slot(field, native, value, [""]),
  cleared: "",
});

const date = "2026-05-02T08:14:31.520Z";

export const vendors: readonly VendorFacts[] = [
  {
    id: "vayu",
    fixed: {
      id: "65f0c1a2b3d4e5f60718293a",
      createdAt: date,
      updatedAt: date,
      totalOutstandingAmount: 1250.5,
      openAmount: 1000.25,
      overdueAmount: 0,
      paidAmount: null,
    },
    slots: [
      slot("name", "name", text, []),
      slot("externalId", "externalId", text, [undefined]),
      nullable("legalName"),
      nullable("address.line1", "address.addressText"),
      nullable("address.city"),
      nullable("address.postalCode"),
      nullable("address.country"),
      choice("currency", "USD", "EUR", "ILS"),
      choice("dueDays", "30_DAYS", "SAME_DAY"),
      list("aliases", fc.uniqueArray(text, { minLength: 1, maxLength: 3 })),
      list("taxIds", fc.uniqueArray(text, { minLength: 1, maxLength: 3 })),
      list(
        "contacts",
        fc.uniqueArray(
          fc.record(
            { email, phone, name: text, receiveInvoiceEmail: fc.boolean() },
            { requiredKeys: ["email"] },
          ),
          { minLength: 1, maxLength: 3, selector: (contact) => contact.email },
        ) as fc.Arbitrary<Json>,
      ),
      list(
        "customFields",
        fc.uniqueArray(fc.record({ name: word, valueType: fc.constant("String"), value: text }), {
          minLength: 1,
          maxLength: 2,
          selector: (custom) => custom.name,
        }) as fc.Arbitrary<Json>,
        (value) =>
          (value as readonly JsonObject[]).map(({ name, ...others }) => ({
            ...others,
            vayuCustomFieldName: name ?? null,
          })),
      ),
    ].map((each) =>
      each.native === "contacts" || each.native === "customFields"
        ? { ...each, none: [[], undefined] }
        : each,
    ),
    volatile: ["updatedAt"],
    readings: [
      { title: "lists left out are emptied", switches: {} },
      { title: "a PUT replaces the whole record", switches: { replaceWhole: true } },
      { title: "a PUT merges the address", switches: { mergeAddress: true, arrayDefaults: false } },
    ],
  },
  {
    id: "commet",
    fixed: {
      id: "cus_7Qm2rT",
      documentType: null,
      createdAt: date,
      updatedAt: date,
      object: "customer",
      livemode: false,
    },
    slots: [
      slot("name", "fullName", text, [null]),
      slot("email", "email", email, []),
      slot("externalId", "externalId", text, [null]),
      slot("timezone", "timezone", zone, [null]),
      slot("taxDocument", "taxDocument", text, [null]),
    ],
    metadata: anyJson,
    kept: beyondDouble,
    volatile: ["updatedAt", "documentType"],
    shows:
      "id externalId fullName email timezone metadata taxDocument documentType createdAt updatedAt object livemode".split(
        " ",
      ),
    readings: [
      { title: "metadata is replaced", switches: {} },
      { title: "metadata is merged", switches: { replaceMetadata: false, refuseUnknown: true } },
      { title: "null is refused", switches: { nulls: "refuse", refuseUnknown: true } },
    ],
  },
  {
    id: "flexprice",
    fixed: {
      id: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
      status: "published",
      environment_id: "env_1",
      tenant_id: "tenant_1",
      created_at: date,
      created_by: "user_1",
      updated_at: date,
      updated_by: "user_1",
    },
    slots: [
      slot("name", "name", text, []),
      slot("email", "email", email, [""]),
      slot("timezone", "timezone", zone, []),
      emptied("phone", "contact", phone),
      emptied("address.line1", "address_line1"),
      emptied("address.line2", "address_line2"),
      emptied("address.city", "address_city"),
      emptied("address.postalCode", "address_postal_code", word),
      slot("address.country", "address_country", country, [""]),
      { ...emptied("billingCurrency", "billing_currency", currency), none: [undefined] },
      slot("taxTreatment", "tax_treatment", fc.constantFrom("taxable", "exempt"), [undefined]),
      {
        ...slot("contactPersons", "contact_persons", persons, [undefined]),
        cleared: [],
        encode: (value) =>
          (value as readonly JsonObject[]).map(({ firstName, isPrimary, ...others }) => ({
            ...others,
            first_name: firstName ?? null,
            is_primary: isPrimary ?? null,
          })),
      },
    ],
    metadata: text,
    volatile: ["updated_at", "updated_by", "integrations"],
    readings: [
      { title: "the answer's stamp is stale", switches: {} },
      { title: "the answer's stamp is fresh", switches: { staleStamp: false } },
    ],
  },
  {
    id: "maple",
    fixed: {
      id: "cus_2Nb8LmPq",
      company_id: "cmp_2Nb7QkzT9uYwVx3RrLq5sD1aHcE",
      managed_externally: false,
      billing_emails: ["ap@fjord.example"],
      customer_integration_metadata: { crm: { id: 7 } },
      mrr: { currency: "USD", value_in_cents: 120_000 },
      computed_entitlements: [],
      created_at: date,
      updated_at: date,
    },
    slots: [
      nullable("name"),
      nullable("email", "email", email),
      nullable("phone", "phone", phone),
      slot("externalId", "identifier", text, [null]),
      slot("status", "status", fc.constantFrom("ACTIVE", "ARCHIVED"), []),
      nullable("locale", "locale", fc.constantFrom("en", "ja")),
      nullable("orgName", "org_name"),
      nullable("parentId", "parent_customer_id", word),
      slot("excludeFromMetrics", "exclude_from_metrics", fc.boolean(), []),
      nullable("address.line1", "address.address_line_1"),
      nullable("address.city", "address.city"),
      nullable("address.postalCode", "address.zip"),
      nullable("address.placeId", "address.place_id"),
    ],
    metadata: anyJson,
    kept: beyondDouble,
    volatile: ["updated_at", "mrr", "arr", "computed_entitlements"],
    readings: [
      { title: "objects are replaced", switches: {} },
      { title: "metadata is merged", switches: { mergeMetadata: true, rejectUnknownKeys: true } },
      { title: "the address is merged", switches: { mergeAddress: true } },
      { title: "null is ignored", switches: { nullClears: false } },
    ],
  },
  {
    id: "kirim",
    fixed: {
      id: "cus_7H2KX0M4QWERTN8B3ZC5DVA9PG",
      object: "customer",
      archived_at: null,
      team_id: "t9f2kq81mzxa",
      created_at: date,
      updated_at: date,
      whatsapp_accounts: [{ phone_number_id: "106000000000001", status: "connected" }],
    },
    slots: [
      slot("name", "name", text, []),
      nullable("email", "email", email),
      slot("status", "status", fc.constantFrom("pending", "active", "suspended", "archived"), []),
    ],
    metadata: anyJson,
    kept: beyondDouble,
    volatile: ["updated_at", "archived_at"],
    readings: [
      { title: "metadata is replaced", switches: { rateLimit: false } },
      {
        title: "metadata is merged",
        switches: { rateLimit: false, mergeMetadata: true, rejectUnknownKeys: true },
      },
    ],
  },
];
