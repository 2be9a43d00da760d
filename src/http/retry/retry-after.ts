const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;

/**
 * Milliseconds asked for by `Retry-After`, seconds or a date in any of the three forms of RFC 9110, 5.6.7; undefined
 * when it cannot be read. A date is measured against the `Date` of the same answer: the two clocks may differ.
 *
 * @param now for an answer that does not say its own time
 */
export function retryAfter(
  headers: Readonly<Record<string, string>>,
  now: number,
): number | undefined {
  const text = headers["retry-after"]?.trim();
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const until = parseDate(text);
  return until === undefined
    ? undefined
    : Math.max(0, until - (parseDate(headers["date"]?.trim()) ?? now));
}

function parseDate(text: string | undefined): number | undefined {
  if (text === undefined || !httpDate.test(text)) return undefined;
  const date = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : date;
}
