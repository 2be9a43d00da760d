/** What every document that has changes, warnings or requests says of them. Keys are only ever added. */
import * as z from "zod";

import { json, jsonObject } from "./json.ts";

/** One field that differs. */
export const changeSchema = z.strictObject({
  field: z
    .string()
    .describe("path in the common vocabulary: address.city, contacts[ida@fjord.example].title"),
  kind: z.enum(["added", "changed", "removed"]),
  before: json.exactOptional().describe("missing: no value there at all, which is not null"),
  after: json.exactOptional(),
  orderOnly: z
    .literal(true)
    .exactOptional()
    .describe("a list whose items are the same in another order"),
  stored: z
    .object({ value: json.exactOptional() })
    .exactOptional()
    .describe("what the provider holds, only where that is not what was asked"),
  unreadable: z
    .literal(true)
    .exactOptional()
    .describe("the provider never returns this field: it is not shown before or verified after"),
  destructive: z.string().exactOptional().describe("why the change is confirmed first"),
});

/** Something worth knowing that is not a failure. */
export const warningSchema = z.strictObject({
  code: z.string().describe("stable, which the message is not"),
  field: z.string().exactOptional(),
  message: z.string(),
});

export const besideSchema = z
  .array(changeSchema)
  .readonly()
  .describe(
    "what changed though it was not named, in the vendor's words where there are no others",
  );

/** Confirmed like a change that destroys something. */
export const mayBeLost = z
  .array(z.string())
  .readonly()
  .describe(
    "members of the record, in the vendor's words, that an update of the whole of it cannot carry: they are not known to this version",
  );

/** A request as the provider will see it, without its credential. */
export const requestSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: jsonObject.exactOptional().describe("missing: it carries nothing"),
});

/** What is sent before or after, and why. */
export const stepSchema = z.strictObject({ because: z.string(), request: requestSchema });
