import * as z from "zod";

const make = () =>
  z
    .strictObject({
      facts: z
        .record(z.string(), z.string())
        .exactOptional()
        .describe("settings and members of the record that name it: companyId, environmentId"),
      profile: z.string().exactOptional().describe("of the configuration"),
      baseUrl: z
        .string()
        .exactOptional()
        .describe("only where it is not at a host of the provider"),
      mode: z
        .enum(["live", "test", "emulated"])
        .exactOptional()
        .describe("as the record, the key or the host says; missing: none of them does"),
    })
    .describe("what is known of the account; never a credential");

let made: ReturnType<typeof make> | undefined;

/** What is known of the account that was spoken to. What nobody told is missing: nothing is guessed. */
export const knownAccountSchema = (): ReturnType<typeof make> => (made ??= make());

export type KnownAccount = Readonly<z.infer<ReturnType<typeof make>>>;
