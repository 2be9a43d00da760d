/** What a provider refuses about a patch, found before anything is sent. */
import type { Warning } from "../domain/change.ts";
import { compact } from "../domain/compact.ts";
import type { Complaint } from "../domain/errors.ts";
import { type FieldName, fieldOf, metadataField } from "../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, printJson } from "../domain/json.ts";
import type { CustomerPatch, Edit } from "../domain/patch.ts";
import { printFieldPath } from "../domain/path.ts";
import type { Mapping, Provider, Rule } from "./contract.ts";
import { rootOf } from "../domain/members.ts";
import { allNamed, insteadOf } from "./remedies.ts";
import { mappingOf } from "./wire/record.ts";

/**
 * Every complaint this provider has about the patch.
 *
 * @param everyone all providers, to name those that have a field this one lacks
 * @param options `unlisted`: a value may be missing in our copy of a list that the vendor keeps
 */
export function checkPatch(
  provider: Provider,
  patch: CustomerPatch,
  everyone: readonly Provider[],
  { unlisted = false }: { readonly unlisted?: boolean } = {},
): readonly Complaint[] {
  return [
    ...patch.edits.flatMap((edit) => checkEdit(provider, edit, everyone, unlisted)),
    ...checkNamedMetadata(provider, patch),
    ...checkReplaceMetadata(provider, patch),
    ...checkTogether(provider, patch),
  ];
}

function checkEdit(
  provider: Provider,
  edit: Edit,
  everyone: readonly Provider[],
  unlisted: boolean,
): readonly Complaint[] {
  const { field, location } = edit;
  const mapping = mappingOf(provider, field);
  if (mapping === undefined || mapping.access === "read-only") {
    const others = everyone
      .filter((other) => {
        const held = mappingOf(other, field);
        return held !== undefined && held.access !== "read-only";
      })
      .map(({ id }) => id);
    const lacks =
      mapping === undefined
        ? provider.create?.fields?.[field] === undefined
          ? `${provider.title} has no field "${field}"`
          : `"${field}" is taken at ${provider.title} only when a customer is made`
        : `"${field}" is read-only at ${provider.title}`;
    return [
      {
        location,
        message: `${lacks}${others.length === 0 ? "" : `; it can be set at ${others.join(", ")}`}`,
        ...compact({ hint: mapping === undefined ? insteadOf(provider, edit) : undefined }),
      },
    ];
  }
  if (edit.op === "unset") return checkUnset(provider, mapping, edit);
  return brokenBy(provider, edit)
    .filter(({ mayJoin }) => !unlisted || !mayJoin)
    .map(({ rule: { says }, mayJoin }) =>
      compact({
        location,
        message: `${provider.title} refuses ${shorten(edit.value)} for "${written(edit)}": expected ${says}`,
        hint: mayJoin ? `if ${provider.title} takes it by now, add --unlisted` : undefined,
      }),
    );
}

/** The rules that the edit's value breaks, and whether it may be right although our copy of a list lacks it. */
function brokenBy(
  provider: Provider,
  edit: Edit,
): readonly { readonly rule: Rule; readonly mayJoin: boolean }[] {
  if (edit.op === "unset") return [];
  const { field } = edit;
  const value = edit.op === "add" ? [edit.value] : wrapped(edit.value, edit);
  return rulesOf(provider, field)
    .filter((rule) => !rule.accepts(value))
    .map((rule) => ({ rule, mayJoin: rule.mayJoin?.(value) === true }));
}

function rulesOf(provider: Provider, field: FieldName): readonly Rule[] {
  return [...(mappingOf(provider, field)?.rules ?? []), ...wholeRules(provider, field)];
}

/** A warning about every value that our copies of the vendor's lists lack. */
export function unlistedValues(provider: Provider, { edits }: CustomerPatch): readonly Warning[] {
  const isList = ({ mayJoin }: Rule) => mayJoin !== undefined;
  const listed = new Set(
    [...new Set(edits.map(({ field }) => field))].filter((field) =>
      rulesOf(provider, field).some(isList),
    ),
  );
  return edits
    .filter(({ field }) => listed.has(field))
    .filter((edit) => brokenBy(provider, edit).some(({ mayJoin }) => mayJoin))
    .map((edit) => ({
      code: "unlisted",
      field: written(edit),
      message: `the list of values that ${provider.title} documented for ${edit.field} lacks this one`,
    }));
}

function checkUnset(
  provider: Provider,
  mapping: Mapping,
  edit: Edit & { readonly op: "unset" },
): readonly Complaint[] {
  const { field, rest, location } = edit;
  if (mapping.access === "write-only" && rest.length > 0 && fieldOf(field).kind !== "object") {
    return [
      {
        location,
        message: `${provider.title} never returns "${field}", so one item cannot be taken out of it: set the whole list`,
      },
    ];
  }
  if (rest.length > 0 || mapping.clear !== undefined) return [];
  return [
    {
      location,
      message: `"${field}" cannot be cleared at ${provider.title}: its API has no way to say so`,
    },
  ];
}

/** Wrapped as it stands inside its field, so that one rule serves the whole value and a part of it. */
function wrapped(value: Json, { rest }: Edit): Json {
  return rest.reduceRight<Json>(
    (inner, segment) => ("item" in segment ? [inner] : { [segment.key]: inner }),
    value,
  );
}

const everyValueIsString: Rule = {
  says: "a string: this provider stores no other type in metadata",
  accepts: (value) =>
    !isJsonObject(value) || Object.values(value).every((held) => typeof held === "string"),
};

/** Rules for all that the field would hold. */
function wholeRules(provider: Provider, field: FieldName): readonly Rule[] {
  const own = mappingOf(provider, field)?.whole ?? [];
  if (field !== metadataField || provider.metadata === undefined) return own;
  return [
    ...own,
    ...(provider.metadata.values === "string" ? [everyValueIsString] : []),
    ...(provider.metadata.rules ?? []),
  ];
}

/** The keys that are set add up: too many are too many whatever the record holds. */
function checkNamedMetadata(provider: Provider, { edits }: CustomerPatch): readonly Complaint[] {
  const rules = provider.metadata?.rules ?? [];
  if (rules.length === 0) return [];
  const named = edits.flatMap((edit): [string, Json, Edit][] => {
    const [segment, ...deeper] = edit.rest;
    const isKey = edit.field === metadataField && edit.op === "set" && deeper.length === 0;
    return isKey && segment !== undefined && "key" in segment
      ? [[segment.key, edit.value, edit]]
      : [];
  });
  const [first, ...more] = named;
  if (first === undefined || more.length === 0) return [];
  const map = Object.fromEntries(named.map(([key, value]) => [key, value]));
  return rules
    .filter(
      (rule) => !rule.accepts(map) && named.every(([key, value]) => rule.accepts({ [key]: value })),
    )
    .map((rule) => ({
      location: first[2].location,
      message: `${provider.title} refuses the ${named.length} keys for "metadata": expected ${rule.says}`,
    }));
}

function checkReplaceMetadata(provider: Provider, patch: CustomerPatch): readonly Complaint[] {
  if (!patch.replaceMetadata || mappingOf(provider, metadataField) !== undefined) return [];
  return [
    {
      location: { name: "--replace-metadata" },
      message: `${provider.title} has no metadata`,
    },
  ];
}

/** An object that can only be sent, not read, is sent whole: what its members require must be named. */
function checkTogether(provider: Provider, patch: CustomerPatch): readonly Complaint[] {
  return (provider.together ?? []).flatMap((group) => {
    const path = group[0] === undefined ? undefined : mappingOf(provider, group[0])?.path;
    if (path === undefined) return [];
    const touching = patch.edits.filter(({ field }) => {
      const held = mappingOf(provider, field);
      return held !== undefined && rootOf(held.path) === rootOf(path);
    });
    const named = new Set(touching.map(({ field }) => field));
    const missing = group.filter((field) => !named.has(field));
    const [edit] = touching;
    if (edit === undefined || missing.length === 0) return [];
    return [
      {
        location: edit.location,
        message: `${provider.title} takes "${rootOf(path)}" only whole and never returns it, so ${missing.join(", ")} must be named too`,
        hint: allNamed([...named, ...missing], edit.location),
      },
    ];
  });
}

/** What the field's value as it would be sent should be and is not; known only once the record was read. */
export function checkWhole(provider: Provider, field: FieldName, value: Json): readonly string[] {
  return wholeRules(provider, field)
    .filter((rule) => !rule.accepts(value))
    .map((rule) => rule.says);
}

function written({ field, rest }: Edit): string {
  return printFieldPath(field, rest);
}

function shorten(value: Json): string {
  const text = isJsonArray(value) || isJsonObject(value) ? "this value" : printJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
