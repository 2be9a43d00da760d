import * as z from "zod";
import { parseFields } from "../domain/field/chosen-fields.ts";
import { fieldNames } from "../domain/fields.ts";
import { didYouMean } from "../domain/text/nearest.ts";
import type { ProviderSettings, SettingSpec } from "../domain/settings.ts";
import { baseUrlProblem } from "./base-url.ts";
import type { Setting } from "./config.ts";
import { defaultHelp, defaultWords } from "./defaults/default-words.ts";
import { placeholder } from "./placeholder.ts";
import { generalSettings, maskHelp, networkHelp } from "./settings/general-settings.ts";
import { numberProblem, oneOf, textProblem } from "./settings/setting-value.ts";

/** What a configuration file may hold. */
export type FileContent = z.infer<ReturnType<typeof configSchema>>;

/**
 * Schema of a configuration file for these providers: strict, so that a misspelt key is never ignored.
 *
 * @param content what is to be checked: for keys that it does not have, nothing is made. Missing: it may have any
 */
export function configSchema(providers: readonly ProviderSettings[], content?: unknown) {
  const ids = providers.map(({ id }) => id);
  const provider = () =>
    z
      .enum(ids, {
        error: ({ input }) =>
          `must be one of ${ids.join(", ")}${typeof input === "string" ? didYouMean(input, ids) : ""}`,
      })
      .describe("Default for --provider")
      .optional();
  const settings = (keys: Keys) => () =>
    map(
      Object.fromEntries(
        providers.map((each) => [each.id, () => providerSchema(each, keys.in(each.id)).nullish()]),
      ),
      keys,
    )
      .describe("Settings by provider")
      .nullish();
  const profile = (keys: Keys) =>
    map({ provider, ...defaults, ...network, providers: settings(keys.in("providers")) }, keys);
  const top = keysOf(content === undefined ? undefined : [content]);
  return map(
    {
      $schema: () => text().optional().describe("Address of this schema, for editors"),
      provider,
      profile: () => text().optional().describe("Default for --profile"),
      verify: () =>
        settingSchema(generalSettings.verify).describe("Default for --verify").optional(),
      ...defaults,
      mask: () => mask().optional(),
      ...network,
      providers: settings(top.in("providers")),
      profiles: () =>
        z
          .record(z.string(), profile(top.in("profiles").ofEach()).nullable(), { error: notAMap })
          .nullish()
          .describe("What replaces the settings above when the profile is chosen"),
    },
    top,
  );
}

/** Keys that maps of what is checked have. */
interface Keys {
  readonly has: (key: string) => boolean;
  /** Of what stands under the key. */
  readonly in: (key: string) => Keys;
  /** Of what stands under any key. */
  readonly ofEach: () => Keys;
}

/** @param values missing: they may have any */
function keysOf(values: readonly unknown[] | undefined): Keys {
  const maps = values?.filter((value) => typeof value === "object" && value !== null);
  return {
    has: (key) => maps?.some((value) => Object.hasOwn(value, key)) ?? true,
    in: (key) => keysOf(maps?.map((value) => Reflect.get(value, key))),
    ofEach: () => keysOf(maps?.flatMap((value) => Object.values(value))),
  };
}

type Shape = Readonly<Record<string, () => z.ZodType>>;

/** A map with these keys; what stands under one that it does not have is made for none. */
function map<Keyed extends Shape>(shape: Keyed, keys: Keys) {
  const made = Object.entries(shape).map(([key, make]) => [key, keys.has(key) ? make() : absent]);
  return z.strictObject(Object.fromEntries(made) as Made<Keyed>, { error: notAMap });
}

type Made<Keyed extends Shape> = { readonly [Key in keyof Keyed]: ReturnType<Keyed[Key]> };

const absent = z.undefined().optional();

/** The keys that may stand under a path of a configuration file, for suggestions. */
export function knownKeys(
  providers: readonly ProviderSettings[],
  path: readonly PropertyKey[],
): readonly string[] {
  if (path[0] === "profiles" && path.length > 1) {
    return path.length === 2
      ? ["provider", ...Object.keys(defaults), "proxy", "ca", "providers"]
      : knownKeys(providers, path.slice(2));
  }
  if (path.length === 0) {
    const choices = ["provider", "profile", "verify", ...Object.keys(defaults)];
    return [...choices, "proxy", "ca", "providers", "profiles"];
  }
  if (path.length === 1) return providers.map(({ id }) => id);
  const provider = providers.find(({ id }) => id === path[1]);
  return [...Object.keys(provider?.settings ?? {}), ...Object.keys(generalSettings)];
}

const notAMap = (issue: { readonly code?: string }): string | undefined =>
  issue.code === "invalid_type" ? "must be a map of settings" : undefined;

/** Text of a file that is no credential; what is meant is said there otherwise. */
function placeholderProblem(value: string): string | undefined {
  const found = placeholder(value);
  return found === undefined ? undefined : `${found.problem}; write ${found.write}`;
}

const text = () =>
  z.string({ error: "must be a text; put it in quotes" }).min(1, "must not be empty");

const secretForms = () =>
  z.union(
    [
      z.string(),
      z.strictObject({
        env: z.string().regex(/^[A-Za-z_]\w*$/u, "must be the name of an environment variable"),
      }),
      z.strictObject({ file: z.string().min(1, "must be a path") }),
      z.strictObject({ keychain: z.string().min(1, "must be the name of an entry") }),
      z.strictObject({ command: z.array(z.string()).min(1, "must name a program") }),
    ],
    {
      error: ({ input }) =>
        typeof input === "object" && input !== null && "command" in input
          ? "must have its command as a list of words, such as [op, read, path]; no shell runs it"
          : "must be a text, { env: NAME }, { file: path }, { keychain: name } or { command: [words] }",
    },
  );

const secret = () =>
  checked(secretForms(), (value) =>
    typeof value === "string" ? placeholderProblem(value) : undefined,
  );

const onOff = () => z.boolean({ error: "must be true or false" });

/** Options that may have their default in the configuration. */
const defaults = {
  output: () => oneWord(defaultWords.output).optional().describe(defaultHelp.output),
  color: () => oneWord(defaultWords.color).optional().describe(defaultHelp.color),
  quiet: () => onOff().optional().describe(defaultHelp.quiet),
  mask: () => onOff().optional().describe(defaultHelp.mask),
  emulator: () => onOff().optional().describe(defaultHelp.emulator),
  confirm: () => oneWord(defaultWords.confirm).optional().describe(defaultHelp.confirm),
  confirmRows: () =>
    z
      .int({ error: "must be a whole number above 0" })
      .positive({ error: "must be a whole number above 0" })
      .optional()
      .describe(defaultHelp.confirmRows),
};

const paths = () => fieldNames.flatMap((name) => [name, name.split(".", 1)[0] ?? name]);

const maskedPaths = () =>
  z.array(
    z.string({ error: "must be a path, such as metadata.vat" }).superRefine((path, context) => {
      const found = parseFields(path, paths());
      if ("complaints" in found || found.length !== 1) {
        const [first] = "complaints" in found ? found.complaints : [];
        const message = first?.message ?? "one path for each entry";
        context.addIssue({
          code: "custom",
          message: `must be a field, such as metadata.vat: ${message}`,
        });
      }
    }),
    { error: "must be a list of paths, such as [metadata.vat]" },
  );

/** Whether, or what. */
const mask = () =>
  z
    .union([onOff(), maskedPaths()], {
      error: ({ input }) =>
        Array.isArray(input)
          ? "must be a list of paths, such as [metadata.vat]"
          : "must be true, false or a list of paths, such as [metadata.vat]",
    })
    .describe(`${defaultHelp.mask}. A list: ${maskHelp}`);

/** How every provider is reached. */
const network = {
  proxy: () => secret().optional().describe(networkHelp.proxy),
  ca: () => text().optional().describe(networkHelp.ca),
};

function oneWord<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, { error: () => `must be ${oneOf(words)}` });
}

function providerSchema({ title, settings }: ProviderSettings, keys: Keys) {
  const shape: Record<string, () => z.ZodType<Setting["value"] | undefined>> = {
    baseUrl: () =>
      checked(text(), baseUrlProblem).describe(generalSettings.baseUrl.help).optional(),
    rateLimit: () => limited("rateLimit").optional(),
    timeout: () => limited("timeout").optional(),
    verify: () => settingSchema(generalSettings.verify).optional(),
  };
  for (const [name, spec] of Object.entries(settings))
    shape[name] = () => settingSchema(spec).optional();
  return map(shape, keys).describe(title);
}

function settingSchema(spec: SettingSpec) {
  const schema = spec.secret ? secret() : checked(text(), (value) => textProblem(spec, value));
  const { choices, pattern } = spec;
  return schema.meta({
    description: spec.help,
    // What the checks above demand, for editors.
    ...(choices === undefined || spec.secret ? {} : { enum: [...choices] }),
    ...(pattern === undefined || spec.secret ? {} : { pattern: pattern.source }),
  });
}

function limited(name: "rateLimit" | "timeout") {
  const number = z.number({ error: "must be a number" });
  return checked(number, (value) => numberProblem(name, value)).describe(
    generalSettings[name].help,
  );
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  problem: (value: z.output<Schema>) => string | undefined,
): Schema {
  return schema.superRefine((value, context) => {
    const message = problem(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}
