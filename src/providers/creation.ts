/** A provider as the call that makes a customer sees it. */
import { compact } from "../domain/compact.ts";
import type { Complaint } from "../domain/errors.ts";
import { type FieldName, fieldNames, fieldOf } from "../domain/fields.ts";
import type { JsonObject } from "../domain/json.ts";
import type { CustomerPatch } from "../domain/patch.ts";
import type { Creation, Mapping, Provider } from "./contract.ts";
import { writeOnly } from "./vocabulary.ts";
import { mappingOf } from "./wire/record.ts";

/** A provider that makes customers. */
export interface Creating extends Provider {
  readonly create: Creation;
}

export function isCreating(provider: Provider): provider is Creating {
  return provider.create !== undefined;
}

const seen = new WeakMap<Provider, Provider>();

/**
 * The same provider, whose fields are those that a creation takes. Nothing stands there yet: the body carries what is
 * named and no more, and nothing has to be stored first.
 */
export function asCreated<P extends Provider>(provider: P): P {
  const known = seen.get(provider) ?? view(provider);
  seen.set(provider, known);
  return known as P;
}

function view(provider: Provider): Provider {
  const { create } = provider;
  const fields = fieldNames.flatMap((field): readonly (readonly [FieldName, Mapping])[] => {
    const mapping = mappingOf(provider, field);
    if (mapping === undefined) return [];
    const { needs: _needs, alsoWrites: _writes, ...facts } = mapping;
    const isLacked = create === undefined || create.lacks?.includes(field) === true;
    return [[field, isLacked ? { ...facts, access: "read-only" } : facts]];
  });
  const { idempotency, readOnly, ...rest } = provider;
  const own = create?.fields ?? {};
  const ofCreation = fieldNames.flatMap((field): readonly (readonly [FieldName, Mapping])[] => {
    const mapping: Mapping | undefined = own[field];
    if (mapping === undefined) return [];
    return [[field, Object.hasOwn(readOnly, field) ? mapping : { ...mapping, ...writeOnly }]];
  });
  const keyed = create?.keyHeader;
  return {
    ...rest,
    ...compact({
      idempotency:
        keyed === undefined ? idempotency : { header: keyed, renewAfterAnswer: false as const },
    }),
    updateStyle: "partial",
    fields: Object.fromEntries([...fields, ...ofCreation]),
    readOnly: Object.fromEntries(
      Object.entries(readOnly).filter(([name]) => !Object.hasOwn(own, name)),
    ),
  };
}

/** The body with every member where this call takes it. */
export function creationBody({ fields, create }: Creating, body: JsonObject): JsonObject {
  const names = new Map(
    fieldNames.flatMap((field) => {
      const under = create.under?.[field];
      const { path } = fields[field] ?? {};
      return under === undefined || path === undefined ? [] : [[path, under] as const];
    }),
  );
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [names.get(key) ?? key, value]),
  );
}

/**
 * A complaint about each field that the provider needs and nobody named.
 *
 * @param isRow it is one of many customers, of whom each has its own
 */
export function missingFields(
  { title, create }: Creating,
  { edits }: CustomerPatch,
  isRow = false,
): readonly Complaint[] {
  const named = new Set(edits.map(({ field }) => field));
  return create.required
    .filter((field) => !named.has(field))
    .map((field) => ({
      message: `${title} makes no customer without ${field}`,
      hint: isRow ? `give the row its ${field}` : `add ${wayToSay(field)}`,
    }));
}

function wayToSay(field: FieldName): string {
  const { flag } = fieldOf(field);
  return flag === undefined ? `--set ${field}=…` : `--${flag}, or ${field} in the file`;
}
