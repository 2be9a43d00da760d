import * as z from "zod";

import { errorSchema } from "./errors/error.ts";
import { json } from "./json.ts";
import { knownAccountSchema } from "./known-account.ts";

/** What one customer holds under a field. */
const driftValueSchema = z.strictObject({
  state: z
    .enum(["value", "absent", "unsupported", "unreadable", "unread"])
    .describe(
      "absent: the record does not carry the field; unsupported: the provider has no such field; unreadable: the provider never returns it; unread: the customer could not be read",
    ),
  value: json.exactOptional().describe("as the provider holds it; only where there is one"),
  group: z
    .int()
    .exactOptional()
    .describe("customers with the same number hold the same, from 1; missing: not compared"),
});

const driftFieldSchema = z.strictObject({
  field: z.string().describe("path in the common vocabulary, as changes have it"),
  verdict: z
    .enum(["differs", "same", "not-compared"])
    .describe("not-compared: fewer than two of the customers have the field"),
  values: z.array(driftValueSchema).readonly().describe("in the order of customers"),
});

const driftCustomerSchema = z.strictObject({
  name: z
    .string()
    .describe(
      "heads its column in the table and in CSV: the provider, with the profile that was named, numbered where there are several",
    ),
  provider: z.string().describe("as it is written after --provider"),
  by: z.enum(["id", "external-id"]).describe("what reference is"),
  reference: z.string().describe("the id that was given"),
  id: z.string().exactOptional().describe("the provider's own id; missing: it was not read"),
  title: z.string().exactOptional().describe("the customer's name; may be empty"),
  account: knownAccountSchema().exactOptional(),
  requestId: z.string().exactOptional().describe("the provider's id of the request that read it"),
  error: errorSchema.exactOptional().describe("why it could not be read"),
});

/** What `customers drift` prints. Keys are only ever added. */
export const driftSchema = z.strictObject({
  outcome: z
    .enum(["same", "differs", "incomplete", "not-compared"])
    .describe(
      "incomplete: those that could be read are the same; not-compared: they have no field in common",
    ),
  customers: z.array(driftCustomerSchema).readonly().describe("in the order they were named"),
  fields: z
    .array(driftFieldSchema)
    .readonly()
    .describe("every field that one of them holds, in the order of the vocabulary"),
});

/** Customers side by side. */
export type Drift = Readonly<z.infer<typeof driftSchema>>;
export type DriftCustomer = Drift["customers"][number];
export type DriftField = Drift["fields"][number];
export type DriftValue = DriftField["values"][number];
