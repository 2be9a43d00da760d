/**
 * Commet's dated API versions: one path, several contracts (commet-labs/commet,
 * packages/node/docs/documentation/api-versioning.md, and the node SDK's changelog).
 */

/** What one date promises. */
export interface Contract {
  /** First date on which it holds, and its name in `doc_url`. */
  readonly date: string;
  readonly updateMethod: "PUT" | "PATCH";
  /** Whether a success is wrapped in `{success, data}`; else the object stands alone. */
  readonly wrapped: boolean;
  /** Whether an error is `{success, error: {…}}`; else it is flat. */
  readonly nestedErrors: boolean;
  readonly emailName: "email" | "billingEmail";
  /** The record's fields it shows, in order, under the newest names. */
  readonly shown: readonly string[];
  /** Whether `taxDocument` may be set. */
  readonly taxes: boolean;
  /** Whether an update without `timezone` sets it to UTC, as the pages from before the first dated version say. */
  readonly timezoneDefault: boolean;
}

const core = ["id", "externalId", "fullName", "email", "timezone", "metadata"];
const times = ["createdAt", "updatedAt"];
const kind = ["object", "livemode"];

const beforeDates: Contract = {
  date: "2026-05-12",
  updateMethod: "PUT",
  wrapped: true,
  nestedErrors: false,
  emailName: "billingEmail",
  shown: [...core, ...times],
  taxes: false,
  timezoneDefault: true,
};
/** 40158ef and f8b06e1: errors nest; `externalId`, `object` and `livemode` are taken out for this date. */
const nested: Contract = {
  ...beforeDates,
  date: "2026-05-25",
  nestedErrors: true,
  shown: [...core.filter((name) => name !== "externalId"), ...times],
  timezoneDefault: false,
};
/** 3d75493 and 14fddc3: the field set of the "Update customer" page. */
const renamed: Contract = {
  ...nested,
  date: "2026-06-07",
  emailName: "email",
  shown: [...core, ...times, ...kind],
};
/** 2ad982a: tax documents. */
const taxed: Contract = {
  ...renamed,
  date: "2026-06-23",
  shown: [...core, "taxDocument", "documentType", ...times, ...kind],
  taxes: true,
};
/** 870bc39: updates become PATCH, answers lose their envelope. */
const bare: Contract = { ...taxed, date: "2026-07-24", updateMethod: "PATCH", wrapped: false };
/** The newest of api-versioning.md in the Python SDK 9.7.0; for customers it is that of 2026-07-31. */
const current: Contract = { ...bare, date: "2026-08-27" };

const dated: readonly Contract[] = [
  nested,
  renamed,
  { ...renamed, date: "2026-06-10" },
  taxed,
  { ...taxed, date: "2026-07-11" },
  bare,
  { ...bare, date: "2026-07-31" },
  current,
];

/**
 * The contract of a request: the header decides before the organisation's pin. A date that does not exist means the
 * current version, as the document says of pins; of the header it says nothing, so the same is assumed.
 */
export function contractOf(header: string | undefined, pin: string): Contract {
  const asked = header === undefined || header === "" ? pin : header;
  if (/^\d{4}-\d\d-\d\d$/u.test(asked) && asked < nested.date) return beforeDates;
  return dated.find(({ date }) => date === asked) ?? current;
}
