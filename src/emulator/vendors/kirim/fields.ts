/** What Kirim accepts in the body of a create or an update (docs.kirimdev.com/platform/customers). */
import { isJsonObject, printJson } from "../../../domain/json.ts";
import type { JsonObject } from "../../../domain/json.ts";
import { email, members, must, nullable, oneOf, text } from "../../checks.ts";
import type { Check, Flaw } from "../../checks.ts";
import type { Switches } from "../../vendor.ts";

const maximumKeys = 64;
const maximumBytes = 16 * 1024;

const metadata = must(
  `must be an object of at most ${maximumKeys} keys and 16 KB`,
  (value) =>
    isJsonObject(value) &&
    Object.keys(value).length <= maximumKeys &&
    Buffer.byteLength(printJson(value)) <= maximumBytes,
);

const name = must("must have 1 to 200 characters", (value) => {
  if (typeof value !== "string") return false;
  const { length } = Array.from(collapse(value));
  return length >= 1 && length <= 200;
});

const shared: Readonly<Record<string, Check>> = {
  name,
  email: nullable(email),
  metadata: nullable(metadata),
};

const updateFields: Readonly<Record<string, Check>> = {
  ...shared,
  status: oneOf("pending", "active", "suspended", "archived"),
};

const createFields: Readonly<Record<string, Check>> = { ...shared, team_id: text };

/** The fields of a body as they are to be stored, or the first thing that is wrong with it. */
export type ReadBody = { readonly fields: JsonObject } | { readonly flaw: Flaw };

export function readCreateBody(body: JsonObject, switches: Switches): ReadBody {
  return readBody(body, createFields, ["name"], switches);
}

export function readUpdateBody(body: JsonObject, switches: Switches): ReadBody {
  return readBody(body, updateFields, [], switches);
}

function readBody(
  body: JsonObject,
  checks: Readonly<Record<string, Check>>,
  required: readonly string[],
  switches: Switches,
): ReadBody {
  const closed = switches["rejectUnknownKeys"] === true;
  const [flaw] = members(checks, { required, closed })(body, "");
  if (flaw !== undefined) return { flaw };
  const fields = Object.entries(body)
    .filter(([key]) => Object.hasOwn(checks, key))
    .map(([key, value]) => {
      const collapses =
        key === "name" && typeof value === "string" && switches["collapseName"] === true;
      return [key, collapses ? collapse(value) : value];
    });
  return { fields: Object.fromEntries(fields) as JsonObject };
}

/** Runs of blanks and line breaks become one blank; none is left at either end. */
function collapse(value: string): string {
  return value.replaceAll(/\s+/gu, " ").trim();
}
