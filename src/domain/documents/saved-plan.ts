import * as z from "zod";

import { changeSchema, stepSchema, requestSchema } from "./change.ts";
import { planVersion } from "./format.ts";
import { identitySchema } from "./history.ts";
import { knownAccountSchema } from "./known-account.ts";
import { json } from "./json.ts";

/** A plan on disk: what was seen, what is to change, and a seal. Keys are only ever added. */
export const savedPlanSchema = z.strictObject({
  kind: z.literal("billing-plan"),
  version: z.literal(planVersion),
  tool: z.string(),
  createdAt: z.string(),
  provider: z.string(),
  baseUrl: z.string(),
  account: z.strictObject({
    salt: z.string(),
    fingerprint: z.string(),
    identity: identitySchema.exactOptional(),
    known: knownAccountSchema(),
  }),
  customer: z.strictObject({ id: z.string(), name: z.string() }),
  edits: z
    .array(
      z.strictObject({
        path: z.string(),
        op: z.enum(["set", "add", "unset"]),
        value: json.exactOptional(),
        position: z.int().exactOptional().describe("of an item that is added, in its list"),
      }),
    )
    .readonly(),
  replaceMetadata: z.boolean(),
  images: z
    .array(z.strictObject({ field: z.string(), value: json.exactOptional() }))
    .readonly()
    .describe("what each touched field held when the plan was made"),
  changes: z.array(changeSchema).readonly(),
  request: requestSchema,
  preparation: stepSchema.exactOptional(),
  followUp: stepSchema.exactOptional(),
  seal: z.string().describe("tells whether the plan is still what was saved"),
});

export type SavedPlanFile = Readonly<z.infer<typeof savedPlanSchema>>;
