/** A patch in a provider's own words, said again in the common vocabulary. */
import type { Complaint, Location } from "../../domain/errors.ts";
import type { FieldName } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { LocatedDocument } from "../../patch/document.ts";
import type { Provider } from "../../providers/contract.ts";
import { type Draft, memberAt, own, putMember, rootOf } from "../../domain/members.ts";
import { fieldsOf, mappingOf } from "../../providers/wire/record.ts";

/**
 * The same document with the vocabulary's keys. Places still point into the text the user wrote. A vendor's empty string
 * is one of its ways to say that there is nothing.
 *
 * @param call what the provider calls by this body: `update call`
 * @returns complaints for every key that the call does not document
 */
export function commonDocument(
  provider: Provider,
  document: LocatedDocument,
  call: string,
): { readonly document: LocatedDocument } | { readonly complaints: readonly Complaint[] } {
  const paths = new Map<string, FieldName>();
  for (const field of fieldsOf(provider)) {
    const mapping = mappingOf(provider, field);
    if (mapping !== undefined) paths.set(mapping.path, field);
  }
  const subject = `${provider.title}'s ${call}`;
  if (isPrinted(document.value)) return { complaints: [printedComplaint(subject, document)] };
  const complaints = unknownKeys(
    { provider, subject, document, known: [...paths.keys()] },
    document.value,
    [],
  );
  if (complaints.length > 0) return { complaints };

  const common: Draft = {};
  const locations = new Map<string, readonly string[]>();
  for (const [path, field] of paths) {
    const mapping = mappingOf(provider, field);
    const value = valueAt(document.value, path);
    if (value === undefined) continue;
    const held = mapping?.codec?.decode(value) ?? value;
    putMember(common, field, held === "" && mapping?.clear !== undefined ? null : held);
    locations.set(field, path.split("."));
  }
  return {
    document: {
      name: document.name,
      value: common,
      locationOf: (path) => placeIn(document, locations, path),
    },
  };
}

/** Whether it is what `customers get` prints, or its part that is called `native`. */
function isPrinted(value: Json): boolean {
  const marks = ["provider", "revision"].some((key) => typeof own(value, key) === "string");
  const isAlone = isJsonObject(value) && Object.keys(value).length === 1;
  return isJsonObject(own(value, "native")) && (marks || isAlone);
}

function printedComplaint(subject: string, { locationOf }: LocatedDocument): Complaint {
  return {
    location: locationOf(["native"]),
    message: `this is a printed customer, and --native takes the body of ${subject}`,
    hint: "leave out --native and change the fields beside native; or give only those members of native that are to change, by themselves",
  };
}

/** A null that stands for an object is one for each of its members. */
function valueAt(value: Json, path: string): Json | undefined {
  const root = rootOf(path);
  return root !== path && memberAt(value, root) === null ? null : memberAt(value, path);
}

function placeIn(
  document: LocatedDocument,
  locations: ReadonlyMap<string, readonly string[]>,
  path: readonly (string | number)[],
): Location {
  for (let length = path.length; length > 0; length -= 1) {
    const native = locations.get(path.slice(0, length).join("."));
    if (native !== undefined) return document.locationOf([...native, ...path.slice(length)]);
  }
  return document.locationOf([]);
}

interface NativeBody {
  readonly provider: Provider;
  /** The call, in words. */
  readonly subject: string;
  readonly document: LocatedDocument;
  readonly known: readonly string[];
}

/** Keys that no field of the provider stands under. */
function unknownKeys(
  body: NativeBody,
  value: Json,
  above: readonly string[],
): readonly Complaint[] {
  const { provider, subject, document, known } = body;
  if (!isJsonObject(value) || isJsonArray(value)) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const path = [...above, key];
    const text = path.join(".");
    if (known.includes(text)) return [];
    if (known.some((name) => name.startsWith(`${text}.`))) {
      if (held === null) return [];
      if (isJsonObject(held)) return unknownKeys(body, held, path);
    }
    const hint = isReadOnly(provider, text)
      ? "it can only be read"
      : `the keys are ${provider.title}'s own because of --native`;
    return [
      {
        location: document.locationOf(path),
        message: `${subject} has no "${text}"${didYouMean(text, known)}`,
        hint,
      },
    ];
  });
}

function isReadOnly(provider: Provider, path: string): boolean {
  return Object.values(provider.readOnly).some((member) => member.path === path);
}
