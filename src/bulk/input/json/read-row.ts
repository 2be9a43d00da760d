/** A row of JSON or YAML → whom it names and what it says. */
import { compact } from "../../../domain/compact.ts";
import type { Complaint } from "../../../domain/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { knownDocument } from "../../../domain/text/files/known-file.ts";
import { describeValue } from "../../../patch/describe-value.ts";
import { type LocatedDocument, readRowDocument } from "../../../patch/document.ts";
import type { RawRow, ReadRow, Said } from "../row.ts";

type Refused = { readonly complaints: readonly Complaint[] };
type Names = Pick<ReadRow, "provider" | "id" | "externalId">;

/**
 * A printed record repeats the provider's numbers, so they keep their digits; in any other row a number that a double
 * cannot hold is a complaint.
 *
 * @param isNew the row is a customer that is to be made: it names nobody
 */
export function readDocumentRow(
  { raw, location, form }: RawRow,
  isNew = false,
): (Names & Pick<ReadRow, "document" | "native" | "printed">) | Refused {
  // Most rows are no records, and are read once.
  const mayBePrinted = raw.includes("revision");
  const read = readRowDocument(
    raw,
    location,
    compact({ form, numbers: mayBePrinted ? ("keep" as const) : undefined }),
  );
  if ("complaints" in read) return read;
  const { document } = read;
  const other = knownDocument(document.value, document.name);
  if (other !== undefined) return { complaints: [{ location: document.locationOf([]), ...other }] };
  const names = isNew ? providerIn(document) : namesIn(document);
  if (has(document, "revision") && !isNew) {
    return "complaints" in names ? names : { ...names, document, printed: true };
  }
  const strict = mayBePrinted ? readRowDocument(raw, location, compact({ form })) : read;
  if ("complaints" in strict) return strict;
  const keys = isNew ? ["provider"] : namingKeys(document);
  const native = has(document, "revision") ? {} : nativeIn(strict.document, keys);
  if ("complaints" in names || "complaints" in native) {
    return {
      complaints: [names, native].flatMap((part) => ("complaints" in part ? part.complaints : [])),
    };
  }
  return { ...names, ...native, document: withoutKeys(strict.document, keys) };
}

/** Whom the row names. */
function namesIn(document: LocatedDocument): Names | Refused {
  const provider = saidUnder(document, "provider");
  const key = nameKey(document);
  const name = key === undefined ? nobodyNamed(document) : saidUnder(document, key);
  const complaints = [provider, name].flatMap((said) =>
    said !== undefined && "message" in said ? [said] : [],
  );
  if (complaints.length > 0 || key === undefined || name === undefined) return { complaints };
  return { [key]: name, ...compact({ provider }) } as Names;
}

/** Where the customer is to be made. */
function providerIn(document: LocatedDocument): Names | Refused {
  const provider = saidUnder(document, "provider");
  if (provider === undefined) return {};
  return "message" in provider ? { complaints: [provider] } : { provider };
}

function saidUnder(document: LocatedDocument, key: string): Said | Complaint | undefined {
  const value = memberOf(document, key);
  if (value === undefined) return undefined;
  const location = document.locationOf([key]);
  return typeof value === "string" && value.trim() !== ""
    ? { value, location }
    : { location, ...notAName(key, value) };
}

function nobodyNamed(document: LocatedDocument): Complaint {
  return {
    location: document.locationOf([]),
    message: "the row names no customer",
    hint: 'give it an "id" or an "externalId"; a patch for one customer is given with <id> -f',
  };
}

function notAName(key: string, value: Json): Pick<Complaint, "message" | "hint"> {
  if (typeof value === "string") return { message: `"${key}" is empty` };
  const digits = /^the number (?<digits>.+)$/u.exec(describeValue(value))?.groups?.["digits"];
  return {
    message: `"${key}": expected a string, got ${describeValue(value)}`,
    ...(digits === undefined ? {} : { hint: `write it as a string: "${digits}"` }),
  };
}

/** The provider's own words, where the row has them; then it has no others. */
function nativeIn(
  document: LocatedDocument,
  names: readonly string[],
): Pick<ReadRow, "native"> | Refused {
  const value = memberOf(document, "native");
  if (value === undefined) return {};
  const refuse = (key: string, message: string, hint?: string): Refused => ({
    complaints: [compact({ location: document.locationOf([key]), message, hint })],
  });
  if (!isJsonObject(value)) {
    return refuse("native", `"native": expected an object, got ${describeValue(value)}`);
  }
  const taken = ["native", ...names];
  const other = Object.keys(membersOf(document)).find((key) => !taken.includes(key));
  if (other !== undefined) {
    const hint = 'say all of it under "native", or none';
    return refuse(other, `"${other}" and "native" cannot stand in one row`, hint);
  }
  const locationOf: LocatedDocument["locationOf"] = (path) =>
    document.locationOf(["native", ...path]);
  return { native: { name: document.name, value, locationOf } };
}

function withoutKeys(document: LocatedDocument, names: readonly string[]): LocatedDocument {
  const taken = has(document, "revision") ? names : ["native", ...names];
  const rest = Object.entries(membersOf(document)).filter(([key]) => !taken.includes(key));
  return { ...document, value: Object.fromEntries(rest) };
}

function nameKey(document: LocatedDocument): "id" | "externalId" | undefined {
  return (["id", "externalId"] as const).find((key) => has(document, key));
}

function namingKeys(document: LocatedDocument): readonly string[] {
  return ["provider", nameKey(document) ?? "id"];
}

function memberOf(document: LocatedDocument, key: string): Json | undefined {
  return has(document, key) ? membersOf(document)[key] : undefined;
}

function has(document: LocatedDocument, key: string): boolean {
  return Object.hasOwn(membersOf(document), key);
}

function membersOf({ value }: LocatedDocument): JsonObject {
  return isJsonObject(value) ? value : {};
}
