/** A row of JSON or YAML → whom it names and what it says. */
import { compact } from "../../../domain/compact.ts";
import type { Complaint } from "../../../domain/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { describeValue } from "../../../patch/describe-value.ts";
import { type LocatedDocument, readRowDocument } from "../../../patch/document.ts";
import type { RawRow, ReadRow, Said } from "../row.ts";

type Refused = { readonly complaints: readonly Complaint[] };
type Names = Pick<ReadRow, "provider" | "id" | "externalId">;

/**
 * A printed record repeats the provider's numbers, so they keep their digits; in any other row a number that a double
 * cannot hold is a complaint.
 */
export function readDocumentRow({
  raw,
  location,
  form,
}: RawRow): (Names & Pick<ReadRow, "document" | "native" | "printed">) | Refused {
  // Most rows are no records, and are read once.
  const mayBePrinted = raw.includes("revision");
  const read = readRowDocument(
    raw,
    location,
    compact({ form, numbers: mayBePrinted ? ("keep" as const) : undefined }),
  );
  if ("complaints" in read) return read;
  const { document } = read;
  const names = namesIn(document);
  if (has(document, "revision")) {
    return "complaints" in names ? names : { ...names, document, printed: true };
  }
  const strict = mayBePrinted ? readRowDocument(raw, location, compact({ form })) : read;
  if ("complaints" in strict) return strict;
  const native = nativeIn(strict.document);
  if ("complaints" in names || "complaints" in native) {
    return {
      complaints: [names, native].flatMap((part) => ("complaints" in part ? part.complaints : [])),
    };
  }
  return { ...names, ...native, document: withoutKeys(strict.document) };
}

/** Whom the row names. */
function namesIn(document: LocatedDocument): Names | Refused {
  const complaints: Complaint[] = [];
  const read = (key: string): Said | undefined => {
    const value = memberOf(document, key);
    if (value === undefined) return undefined;
    const location = document.locationOf([key]);
    if (typeof value === "string" && value.trim() !== "") return { value, location };
    complaints.push({ location, ...notAName(key, value) });
    return undefined;
  };
  const provider = read("provider");
  const key = nameKey(document);
  if (key === undefined) {
    const message = "the row names no customer";
    complaints.push({
      location: document.locationOf([]),
      message,
      hint: 'give it an "id" or an "externalId"',
    });
  }
  const name = key === undefined ? undefined : read(key);
  if (complaints.length > 0 || key === undefined || name === undefined) return { complaints };
  return { [key]: name, ...compact({ provider }) };
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
function nativeIn(document: LocatedDocument): Pick<ReadRow, "native"> | Refused {
  const value = memberOf(document, "native");
  if (value === undefined) return {};
  const refuse = (key: string, message: string, hint?: string): Refused => ({
    complaints: [compact({ location: document.locationOf([key]), message, hint })],
  });
  if (!isJsonObject(value)) {
    return refuse("native", `"native": expected an object, got ${describeValue(value)}`);
  }
  const taken = ["native", ...namingKeys(document)];
  const other = Object.keys(membersOf(document)).find((key) => !taken.includes(key));
  if (other !== undefined) {
    const hint = 'say all of it under "native", or none';
    return refuse(other, `"${other}" and "native" cannot stand in one row`, hint);
  }
  const locationOf: LocatedDocument["locationOf"] = (path) =>
    document.locationOf(["native", ...path]);
  return { native: { name: document.name, value, locationOf } };
}

function withoutKeys(document: LocatedDocument): LocatedDocument {
  const taken = ["native", ...namingKeys(document)];
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
