/** Personal data in tables and Markdown, masked so that a change stays visible. Documents for programs are never masked. */
import type { Change, UpdateOutcome } from "../domain/change.ts";
import type { JournalChange } from "../domain/journal-change.ts";
import { isJsonArray, isJsonObject, type Json } from "../domain/json.ts";

/** Fields, and members of list items, that are about a person or a tax number. */
const personal = new Set([
  "email",
  "phone",
  "contacts",
  "taxId",
  "taxIds",
  "taxDocument",
  "billingEmails",
  "gstin",
  "pan",
]);

/**
 * Whether masking applies. The flag wins; otherwise tables are masked where a CI system keeps the log, as `CI` says.
 */
export function decideMask(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  const ci = env["CI"];
  return flag ?? (ci !== undefined && ci !== "" && ci !== "false" && ci !== "0");
}

/** The same outcome with personal values masked. Values that would look alike are told apart by a word. */
export function maskOutcome(outcome: UpdateOutcome): UpdateOutcome {
  const masked = (changes: readonly Change[]) => changes.map(maskChange);
  return {
    ...outcome,
    changes: masked(outcome.changes),
    ...(outcome.moved === undefined ? {} : { moved: masked(outcome.moved) }),
    unchanged: outcome.unchanged.map(({ field, value }) => ({
      field: maskPath(field),
      value: isPersonal(field) ? maskValue(value) : value,
    })),
    warnings: outcome.warnings.map((warning) =>
      warning.field === undefined
        ? warning
        : {
            ...warning,
            field: maskPath(warning.field),
            message: warning.message.replaceAll(warning.field, maskPath(warning.field)),
          },
    ),
  };
}

/** The same for a recorded change. */
export function maskRecord(record: JournalChange): JournalChange {
  return { ...record, changes: record.changes.map(maskChange) };
}

function maskChange(change: Change): Change {
  const field = maskPath(change.field);
  if (!isPersonal(change.field)) return { ...change, field };
  const { before, after, stored } = change;
  const alike =
    typeof before === "string" && typeof after === "string" && maskText(before) === maskText(after);
  return {
    ...change,
    field,
    ...(before === undefined ? {} : { before: tell(maskValue(before), alike, "(before)") }),
    ...(after === undefined ? {} : { after: tell(maskValue(after), alike, "(after)") }),
    ...(stored === undefined
      ? {}
      : { stored: stored.value === undefined ? {} : { value: maskValue(stored.value) } }),
  };
}

function tell(value: Json, alike: boolean, word: string): Json {
  return alike && typeof value === "string" ? `${value} ${word}` : value;
}

/** `contacts[ida@fjord.example].title` and `metadata.pan` are personal, `metadata.tier` is not. */
function isPersonal(path: string): boolean {
  const words = path.replaceAll(/\[[^\]]*\]/gu, "").split(".");
  return words.some((word) => personal.has(word));
}

function maskPath(path: string): string {
  return path.replaceAll(/\[(?<item>[^\]]*)\]/gu, (whole, item: string) =>
    isPersonal(path) ? `[${maskText(item)}]` : whole,
  );
}

function maskValue(value: Json): Json {
  if (typeof value === "string") return value === "" ? value : maskText(value);
  if (isJsonArray(value)) return value.map(maskValue);
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, held]): [string, Json] => [name, maskValue(held)]),
    );
  }
  return value;
}

/** `ida@fjord.example` → `i…@fjord.example`; of anything else the first character and the last two. */
function maskText(text: string): string {
  const at = text.lastIndexOf("@");
  const characters = Array.from(text);
  if (at > 0) return `${characters[0] ?? ""}…${text.slice(at)}`;
  return characters.length <= 4 ? "…" : `${characters[0] ?? ""}…${characters.slice(-2).join("")}`;
}
