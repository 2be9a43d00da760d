/** What Kirim accepts in the body of a create or an update (docs.kirimdev.com/platform/customers). */
import { isJsonObject, type JsonObject, printJson } from "../../../domain/json.ts";
import {
  type Checks,
  email,
  must,
  nullable,
  oneOf,
  readFields,
  type ReadFields,
  text,
} from "../../checks.ts";
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

const shared: Checks = {
  name,
  email: nullable(email),
  metadata: nullable(metadata),
};

const updateFields: Checks = {
  ...shared,
  status: oneOf("pending", "active", "suspended", "archived"),
};

const createFields: Checks = { ...shared, team_id: text };

export function readCreateBody(body: JsonObject, switches: Switches): ReadFields {
  return readBody(body, createFields, ["name"], switches);
}

export function readUpdateBody(body: JsonObject, switches: Switches): ReadFields {
  return readBody(body, updateFields, [], switches);
}

/** The fields as they are to be stored. */
function readBody(
  body: JsonObject,
  checks: Checks,
  required: readonly string[],
  switches: Switches,
): ReadFields {
  const closed = switches["rejectUnknownKeys"] === true;
  const read = readFields(body, checks, { required, closed });
  const given = read.fields?.["name"];
  return typeof given === "string" && switches["collapseName"] === true
    ? { fields: { ...read.fields, name: collapse(given) } }
    : read;
}

/** Runs of blanks and line breaks become one blank; none is left at either end. */
function collapse(value: string): string {
  return value.replaceAll(/\s+/gu, " ").trim();
}
