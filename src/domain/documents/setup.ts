/** What is configured, and what there is to configure: documents of commands that change nothing. Keys are only ever added. */
import * as z from "zod";

import { knownAccountSchema } from "./known-account.ts";
import { errorSchema } from "./errors/error.ts";

const originSchema = z.strictObject({
  kind: z.enum(["flag", "environment", "project", "user", "default", "emulator"]),
  name: z.string().describe("a flag, a variable, or a file"),
  look: z.string().exactOptional().describe("of a secret: where it is kept"),
});

const filesSchema = z
  .array(
    z.strictObject({
      kind: z.enum(["given", "project", "user"]),
      path: z.string(),
      state: z.enum(["read", "missing"]),
    }),
  )
  .readonly()
  .describe("strongest first");

/** The document of `config path`. */
export const configPathSchema = z.strictObject({ files: filesSchema });

/** The document of `config show`. */
export const configShownSchema = z.strictObject({
  files: filesSchema,
  settings: z
    .array(
      z.strictObject({
        setting: z.string().describe("as it stands in a file: providers.<provider>.timeout"),
        value: z.string().describe("of a secret, only where it is kept"),
        secret: z.boolean(),
        origin: originSchema,
      }),
    )
    .readonly(),
});

/** The document of `config check`. */
export const configCheckSchema = z.strictObject({
  providers: z
    .array(
      z.strictObject({
        provider: z.string(),
        title: z.string(),
        profile: z.string().exactOptional(),
        account: knownAccountSchema()
          .exactOptional()
          .describe("as far as configuration, key and one customer tell"),
        baseUrl: z.string().exactOptional().describe("missing: it could not be made out"),
        settings: z.record(z.string(), z.string()).describe("of the account; none is secret"),
        credential: originSchema.exactOptional().describe("where it came from"),
        configured: z.boolean(),
        reachable: z.boolean().exactOptional().describe("missing: not tried"),
        accepted: z.boolean().exactOptional().describe("whether the key is; missing: not known"),
        read: z.boolean().exactOptional().describe("whether customers may be read"),
        write: z
          .literal("not tried")
          .exactOptional()
          .describe("no call that changes nothing tells it"),
        clockSeconds: z
          .number()
          .exactOptional()
          .describe("how far this clock is ahead of the provider's; missing: it does not say"),
        ok: z.boolean(),
        error: errorSchema.exactOptional(),
      }),
    )
    .readonly(),
});

export type ConfigPathDocument = Readonly<z.infer<typeof configPathSchema>>;
export type ConfigShownDocument = Readonly<z.infer<typeof configShownSchema>>;
export type ConfigCheckDocument = Readonly<z.infer<typeof configCheckSchema>>;

/** The document of `providers`. */
export const providersSchema = z.strictObject({
  providers: z.array(
    z.strictObject({
      provider: z.string(),
      title: z.string(),
      baseUrl: z.union([
        z.string(),
        z.strictObject({ setting: z.string(), urls: z.record(z.string(), z.string()) }),
      ]),
      documents: z.array(z.strictObject({ url: z.string(), read: z.string() })),
      verify: z.strictObject({ by: z.enum(["answer", "read"]), because: z.string() }),
      fields: z.array(
        z.strictObject({
          field: z.string(),
          vendorName: z.string(),
          settable: z.boolean(),
          readable: z.boolean(),
          clearable: z.boolean(),
          limits: z.array(z.string()),
          note: z.string().exactOptional(),
        }),
      ),
    }),
  ),
});

/** The document of `emulator status`. */
export const emulatorStatusSchema = z.strictObject({
  stateDir: z.string(),
  providers: z.array(
    z.strictObject({
      provider: z.string(),
      customers: z.int(),
      file: z.string(),
      changedAt: z.string().nullable(),
    }),
  ),
});
