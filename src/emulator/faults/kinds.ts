/** The kinds of faults: what each is told by and which vendors can have it. */
import { isJsonArray, isJsonObject, type Json } from "../../domain/json.ts";
import type { FaultKind } from "./fault.ts";
import { isNativePath } from "../native-path.ts";
import type { Vendor } from "../vendor.ts";

/** Something that a fault is told by. */
export interface Parameter {
  readonly accepts: (value: Json) => boolean;
  /** Follows "expected" in a complaint and in the help. */
  readonly expected: string;
  readonly required?: true;
  /** Whether a text such as `a,b` is a list of texts. */
  readonly isList?: true;
}

interface KindSpec {
  readonly help: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Missing: every vendor can have it. */
  readonly isAt?: (vendor: Vendor) => boolean;
}

/** What every kind takes. */
export const scopeParameters: Readonly<Record<string, Parameter>> = {
  times: {
    accepts: (value) => value === "always" || isCount(value, 1, 1_000_000),
    expected: 'how many calls it meets, 1 or more, or "always"',
  },
  after: {
    accepts: (value) => isCount(value, 0, 1_000_000),
    expected: "how many calls pass before, 0 or more",
  },
  every: {
    accepts: (value) => isCount(value, 1, 1_000_000),
    expected: "meets each so-many-th call only, 1 or more",
  },
  chance: {
    accepts: (value) => typeof value === "number" && value > 0 && value <= 1,
    expected: "meets a call with this probability, above 0 and up to 1",
  },
};

const members: Parameter = {
  accepts: (value) =>
    isJsonArray(value) &&
    value.length > 0 &&
    value.every((path) => typeof path === "string" && isNativePath(path)),
  expected: "paths in the vendor's record, such as title,address.city",
  required: true,
  isList: true,
};

export const faultKinds: Readonly<Record<FaultKind, KindSpec>> = {
  status: {
    help: "the vendor's own error with this status; not applied",
    parameters: {
      status: {
        accepts: (value) => isCount(value, 400, 599),
        expected: "a status from 400 to 599",
        required: true,
      },
      retryAfter: {
        accepts: (value) =>
          typeof value === "string" ? isHttpDate(value) : isCount(value, 0, 1_000_000_000),
        expected: "whole seconds or an HTTP date",
      },
      body: { accepts: () => true, expected: "JSON, or a text, in place of the vendor's error" },
    },
  },
  "status-after": {
    help: "applied, then answered with this status",
    parameters: {
      status: {
        accepts: (value) => isCount(value, 200, 999),
        expected: "a status from 200 to 999",
        required: true,
      },
      body: { accepts: () => true, expected: "JSON, or a text, in place of the vendor's error" },
      location: {
        accepts: (value) => typeof value === "string" && /^[\x21-\x7e]+$/u.test(value),
        expected: "an address",
      },
    },
  },
  "in-success": {
    help: "the vendor's own error for this status, inside a 200; not applied",
    parameters: {
      status: {
        accepts: (value) => isCount(value, 400, 599),
        expected: "a status from 400 to 599",
        required: true,
      },
    },
  },
  late: {
    help: "answered as if applied, or with this status, and applied after the next read",
    parameters: {
      reads: {
        accepts: (value) => isCount(value, 1, 1000),
        expected: "after how many reads, 1 or more",
      },
      status: {
        accepts: (value) => isCount(value, 200, 999),
        expected: "a status from 200 to 999, such as 202",
      },
    },
  },
  partial: { help: "applied; the answer has only these members", parameters: { members } },
  echo: { help: "answered as if applied; not applied", parameters: {} },
  stale: { help: "applied; the answer shows the record as it was", parameters: {} },
  switch: { help: "applied; answered with 101 and nothing more", parameters: {} },
  "hang-body": { help: "applied; the answer stops in its middle and stays open", parameters: {} },
  "html-502": { help: "a gateway's HTML page with status 502; not applied", parameters: {} },
  slow: {
    help: "applied after a wait, whether or not the client is still there",
    parameters: {
      ms: {
        accepts: (value) => isCount(value, 0, 3_600_000),
        expected: "milliseconds, at most an hour",
        required: true,
      },
    },
  },
  "hang-before": { help: "never answered; not applied", parameters: {} },
  "hang-after": { help: "applied, never answered", parameters: {} },
  "reset-before": { help: "connection reset; not applied", parameters: {} },
  "reset-after": { help: "applied, then connection reset", parameters: {} },
  truncate: { help: "applied; the answer breaks off in its middle", parameters: {} },
  empty: { help: "applied; answered 200 without a body", parameters: {} },
  "edit-between": {
    help: "right after the answer, somebody else changes the customer in it",
    parameters: {
      set: {
        accepts: (value) =>
          isJsonObject(value) &&
          Object.keys(value).length > 0 &&
          Object.keys(value).every(isNativePath),
        expected: 'paths in the vendor\'s record and their values, such as {"title":"CTO"}',
        required: true,
      },
    },
  },
  drop: {
    help: "answered with success, but these members stay as they were",
    parameters: { members },
  },
  normalise: {
    help: "applied, but these members are stored in capitals",
    parameters: { members },
  },
  replay: {
    help: "the answer of an earlier idempotency key; not applied",
    parameters: {},
    isAt: (vendor) => vendor.replay !== undefined,
  },
  "token-expiry": {
    help: "access tokens issued so far are void, this request's too",
    parameters: {},
    isAt: (vendor) => vendor.expireTokens !== undefined,
  },
};

function isCount(value: Json, least: number, most: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

/** RFC 9110, 5.6.7, in the form that is still sent. */
function isHttpDate(text: string): boolean {
  return (
    /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/u.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
