/** What a field's value must be, provider rules aside. Apart from the fields, so that help needs no validator. */
import * as z from "zod";

import { type FieldKind, type FieldName, fieldOf, type KindOf } from "../fields.ts";
import { isExactNumber, type Json } from "../json.ts";

const json = (): z.ZodType<Json> =>
  z.custom<Json>((value) => value !== undefined && typeof value !== "function");
const exactOrNumber = () =>
  z.custom<Json>(
    (value) => typeof value === "number" || isExactNumber(value),
    "Invalid input: expected number",
  );
const optionalString = () => z.string().nullish();

/** Kinds whose fields all have the same values. */
type PlainKind = Exclude<FieldKind, "list" | "object">;

const byKind: Readonly<Record<PlainKind, () => z.ZodType>> = {
  string: () => z.string(),
  boolean: () => z.boolean(),
  stringList: () => z.array(z.string()),
  map: () => z.record(z.string(), json()),
};

type ShapedField = {
  [Name in FieldName]: KindOf<Name> extends PlainKind ? never : Name;
}[FieldName];

const byField: Readonly<Record<ShapedField, () => z.ZodType>> = {
  childRollupBillingConfig: () =>
    z.strictObject({
      autoCharges: z.boolean().nullish(),
      startDate: optionalString(),
      endDate: optionalString(),
      frequency: optionalString(),
      invoiceAdditionalDisplayFields: z
        .array(z.strictObject({ name: z.string(), value: z.string() }))
        .nullish(),
      invoiceDueDateFromCreation: z.int().nullish(),
    }),
  overrideTaxes: () =>
    z.array(
      z.strictObject({
        country: optionalString(),
        description: optionalString(),
        metadata: z.record(z.string(), json()).nullish(),
        name: optionalString(),
        rate: exactOrNumber().nullish(),
        region: optionalString(),
        type: optionalString(),
      }),
    ),
  contacts: () =>
    z.array(
      z.strictObject({
        name: optionalString(),
        email: optionalString(),
        title: optionalString(),
        phone: optionalString(),
        receiveInvoiceEmail: z.boolean().nullish(),
      }),
    ),
  contactPersons: () =>
    z.array(
      z.strictObject({
        id: optionalString(),
        salutation: optionalString(),
        firstName: z.string(),
        lastName: optionalString(),
        email: optionalString(),
        mobile: optionalString(),
        designation: optionalString(),
        department: optionalString(),
        isPrimary: z.boolean().nullish(),
      }),
    ),
  cloudProviderSettings: () =>
    z.strictObject({
      cloudProvider: optionalString(),
      cloudProviderMarketplaceId: optionalString(),
      customerIdentifier: optionalString(),
    }),
  customFields: () =>
    z.array(
      z.strictObject({
        name: z.string(),
        valueType: z.string(),
        integrationSource: optionalString(),
        integrationEntityType: optionalString(),
        fieldPath: optionalString(),
        value: json().nullish(),
      }),
    ),
  integrationEntityMapping: () =>
    z.array(
      z.strictObject({
        entityId: optionalString(),
        entityType: optionalString(),
        providerEntityId: optionalString(),
        providerType: optionalString(),
        metadata: z.record(z.string(), json()).nullish(),
      }),
    ),
  // What an override holds is documented nowhere that was read.
  taxRateOverrides: () => z.array(z.record(z.string(), json())),
};

/** Of most fields nothing is asked in a run: each is made when it first is. */
const made = new Map<FieldName, z.ZodType>();

/** The schema of the named field's value. */
export function schemaOf(name: FieldName): z.ZodType {
  const known = made.get(name);
  if (known !== undefined) return known;
  const make =
    name in byField ? byField[name as ShapedField] : byKind[fieldOf(name).kind as PlainKind];
  const schema = make();
  made.set(name, schema);
  return schema;
}

/** The members of a list's items; none for any other field. */
export function itemMembersOf(name: FieldName): readonly string[] {
  const schema = schemaOf(name);
  const item = schema instanceof z.ZodArray ? schema.element : undefined;
  return item instanceof z.ZodObject ? Object.keys(item.shape) : [];
}
