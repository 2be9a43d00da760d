import { BillingError } from "../domain/errors.ts";

const minute = 60_000;
const units: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

const daysAgo: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };

const isoTime =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * Reads a moment: `today` or `yesterday` (its midnight, local time), `2026-11-01` (midnight, local time), an ISO 8601 time (local without an offset), or an age such as
 * `30m`, `12h`, `7d` or `2w`.
 *
 * @param now milliseconds since 1970
 * @param flag what the complaint names
 * @returns milliseconds since 1970
 * @throws BillingError (usage) when it is neither
 */
export function parseSince(text: string, now: number, flag = "--since"): number {
  const age = /^(?<count>\d+)(?<unit>[mhdw])$/u.exec(text)?.groups;
  const day = isoTime.exec(text)?.groups?.["day"];
  const word = text.toLowerCase();
  const moment = Object.hasOwn(daysAgo, word)
    ? midnight(now, daysAgo[word] ?? 0)
    : age !== undefined
      ? now - Number(age["count"]) * (units[age["unit"] ?? ""] ?? Number.NaN)
      : day !== undefined && isDay(day)
        ? Date.parse(text === day ? `${day}T00:00` : text.replace(" ", "T"))
        : Number.NaN;
  if (Number.isFinite(moment)) return moment;
  throw new BillingError("usage", `${flag}: "${text}" is not a time`, {
    hint: "write yesterday, 7d, 12h, 2026-11-01 or 2026-11-01T09:30Z",
  });
}

/** Local time; a day is not always 24 hours long. */
function midnight(now: number, ago: number): number {
  const moment = new Date(now);
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - ago).getTime();
}

/** JavaScript reads the 30th of February as a day of March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00Z`);
  return Number.isFinite(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
