/** What faults make of answers and of what was stored. */
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import type { Fault } from "./fault.ts";
import { valueAt, withValueAt } from "../native-path.ts";
import { customerOf, put } from "../state/state.ts";
import { type Edit, withCustomer } from "../state/stored-edits.ts";
import type { Change, VendorAnswer, VendorState } from "../vendor.ts";

type FaultOf<K extends Fault["kind"]> = Extract<Fault, { readonly kind: K }>;

export const nothing: VendorAnswer = { status: 200, body: undefined };

/** As a web server says it that stands in front of the vendor and cannot reach it. */
export const badGateway: VendorAnswer = {
  status: 502,
  body: {
    type: "text/html; charset=utf-8",
    text: [
      "<html>",
      "<head><title>502 Bad Gateway</title></head>",
      "<body><center><h1>502 Bad Gateway</h1></center></body>",
      "</html>",
      "",
    ].join("\n"),
  },
};

/** The vendor's own error with what the fault says in its place. */
export function inPlaceOf(
  error: VendorAnswer,
  { retryAfter, body }: FaultOf<"status">,
): VendorAnswer {
  const waiting = retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) };
  const answer = { ...error, headers: { ...error.headers, ...waiting } };
  if (body === undefined) return answer;
  return { ...answer, body: bodyOf(body) };
}

/** The vendor's own error with this status, or nothing where the status is none of errors. */
export function saidWith(status: number, ownError: (status: number) => VendorAnswer): VendorAnswer {
  return status >= 400 && status <= 599 ? ownError(status) : { status, body: undefined };
}

/** What is said after the vendor carried the request out. */
export function saidAfter(
  ownError: (status: number) => VendorAnswer,
  { status, body, location }: FaultOf<"status-after">,
): VendorAnswer {
  const said = body === undefined ? saidWith(status, ownError) : { status, body: bodyOf(body) };
  return location === undefined
    ? said
    : { ...said, headers: { ...said.headers, Location: location } };
}

/** The answer with another form of the one customer that was changed. */
export function withChanged(
  answer: VendorAnswer,
  changes: readonly Change[],
  edit: (shown: JsonObject, before: JsonObject) => JsonObject,
): VendorAnswer {
  const changed = changes.find(({ part }) => part === "customers");
  if (changed === undefined) return answer;
  const { before } = changed;
  return withCustomer(answer, changed.key, (shown) =>
    edit(shown, isJsonObject(before) ? before : {}),
  );
}

function bodyOf(body: Json): VendorAnswer["body"] {
  return typeof body === "string"
    ? { text: body, type: "text/plain; charset=utf-8" }
    : { json: body };
}

/** Stores the customer that one of the changes left behind otherwise than asked, and gives an answer that shows it so. */
export function storedOtherwise(
  { kind, members }: FaultOf<"drop" | "normalise">,
  answer: VendorAnswer,
  changes: readonly Change[],
  state: VendorState,
): VendorAnswer {
  const changed = changes.find(({ part }) => part === "customers");
  const customer = changed && customerOf(state, changed.key);
  if (changed === undefined || customer === undefined) return answer;
  const { key: id, before } = changed;
  const old = isJsonObject(before) ? before : {};
  const edit: Edit = (record) =>
    members.reduce((edited, path) => {
      const asked = valueAt(edited, path);
      const capitals = typeof asked === "string" ? asked.toUpperCase() : asked;
      const kept = kind === "drop" ? valueAt(old, path) : capitals;
      return kept === asked ? edited : withValueAt(edited, path, kept);
    }, record);
  put(state, "customers", id, edit(customer));
  return withCustomer(answer, id, edit);
}
