import * as z from "zod";

import {
  besideSchema,
  changeSchema,
  mayBeLost,
  stepSchema,
  requestSchema,
  warningSchema,
} from "./change.ts";
import { json, jsonObject } from "./json.ts";
import { knownAccountSchema } from "./known-account.ts";

const customer = jsonObject.describe("a customer in the common vocabulary");

/** How an update ended: the document of `customers update` and `create`, `apply` and `undo`. Keys are only ever added. */
export const outcomeSchema = z.strictObject({
  provider: z.string().describe("as it is written after --provider"),
  account: knownAccountSchema(),
  id: z
    .string()
    .describe(
      "the provider's own id of the customer; empty while a new one has none that is known",
    ),
  creates: z
    .literal(true)
    .exactOptional()
    .describe("a new customer was to be made: there was nothing before"),
  outcome: z.enum(["updated", "created", "unchanged", "planned", "failed", "unknown", "declined"]),
  changes: z.array(changeSchema).readonly(),
  before: customer,
  after: customer.describe("as stored; for planned, as it would be"),
  warnings: z.array(warningSchema).readonly(),
  mayBeLost: mayBeLost.exactOptional(),
  beside: besideSchema.exactOptional(),
  verified: z.boolean().describe("whether the stored record was compared with what was asked"),
  verifiedBy: z
    .enum(["answer", "reading"])
    .exactOptional()
    .describe("what showed what is stored; missing: not verified"),
  proof: z
    .enum([
      "unchanged",
      "absent",
      "moved",
      "locked-out",
      "not-looked",
      "not-read",
      "not-readable",
      "not-seen",
      "preparing",
    ])
    .exactOptional()
    .describe(
      "how far it is proven that nothing was stored: reading again showed the customer unchanged, not there, or changed by others (moved); nobody could look, as the credential was refused (locked-out); nobody looked; the customer (not-read) or what was sent (not-readable) could not be read; the answer was success and nothing is seen so far (not-seen); or what prepares the change may be stored (preparing)",
    ),
  requestId: z.string().exactOptional(),
  changeId: z
    .string()
    .exactOptional()
    .describe("names the change for billing history and billing undo"),
  moved: z
    .array(changeSchema)
    .readonly()
    .exactOptional()
    .describe("what others changed since the plan: before as planned, after as stored now"),
  preparation: stepSchema
    .exactOptional()
    .describe("only planned: what has to be sent first, and why"),
  curl: z
    .string()
    .exactOptional()
    .describe("with --as-curl: the commands that send it, for a POSIX shell"),
  request: requestSchema.exactOptional().describe("only planned: what would be sent"),
  followUp: stepSchema
    .exactOptional()
    .describe(
      "only planned: what is sent after it, and why; made again from what is stored by then",
    ),
});

/** What `customers get` prints and `customers update --file` takes back; the customer's own fields stand beside. */
export const customerSchema = z
  .object({
    provider: z.string(),
    account: knownAccountSchema(),
    id: z.string(),
    requestId: z.string().exactOptional().describe("the provider's id of the request that read it"),
    revision: z.string().describe("digest of native: tells whether that is still what was read"),
    native: jsonObject.describe("the vendor's own record"),
  })
  .catchall(json);

export type CustomerDocument = Readonly<z.infer<typeof customerSchema>>;
