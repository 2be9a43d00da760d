/** Which fields an error blames, and for what. */
import type { Complaint } from "../../domain/errors.ts";
import { fieldNames } from "../../domain/fields.ts";
import { isJsonArray, isJsonObject, type Json, printJson } from "../../domain/json.ts";
import type { Provider } from "../contract.ts";
import { memberAt } from "../../domain/members.ts";
import { mappingOf } from "./record.ts";

interface Blame {
  /** In the vendor's spelling; missing: it blames no field. */
  readonly path?: string;
  readonly message: string;
}

/** What the error says of single fields: in the vendor's words, and as complaints at the fields' own names. */
export function blamedIn(
  provider: Provider,
  body: Json | undefined,
): { readonly details: readonly string[]; readonly complaints: readonly Complaint[] } {
  const blames = blamesAt(body, provider.errors.details);
  return {
    details: blames.map(({ path, message }) =>
      path === undefined ? message : `${path}: ${message}`,
    ),
    complaints: blames.flatMap(({ path, message }) =>
      path === undefined ? [] : [{ location: { name: ownName(provider, path) }, message }],
    ),
  };
}

function blamesAt(body: Json | undefined, paths: readonly string[]): readonly Blame[] {
  for (const path of paths) {
    const value = memberAt(body, path);
    if (isJsonArray(value)) return value.map(blameOf);
    if (isJsonObject(value)) {
      return Object.entries(value).map(([name, held]) => ({
        path: name,
        message: typeof held === "string" ? held : printJson(held),
      }));
    }
    if (typeof value === "string" && value !== "") return [{ message: value }];
  }
  return [];
}

function blameOf(item: Json): Blame {
  const path = memberAt(item, "field") ?? memberAt(item, "param");
  const message = memberAt(item, "message");
  if (typeof message !== "string") return { message: printJson(item) };
  return typeof path === "string" ? { path, message } : { message };
}

/** The name in the common vocabulary: `address.zip` is `address.postalCode`; unknown ones keep theirs. */
function ownName(provider: Provider, path: string): string {
  for (const field of fieldNames) {
    const held = mappingOf(provider, field)?.path;
    if (held === undefined) continue;
    if (path === held || plain(path) === plain(held)) return field;
    if (path.startsWith(held) && /^[.[]/u.test(path.slice(held.length))) {
      return `${field}${path.slice(held.length)}`;
    }
  }
  return path;
}

/** Flexprice blames the fields of its own program: `AddressCountry`. */
function plain(path: string): string {
  return path.replaceAll("_", "").toLowerCase();
}
