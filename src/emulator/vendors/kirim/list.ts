/** GET /customers at Kirim: 25 a page unless told, oldest first; a cursor belongs to its filter (docs, "Pagination"). */
import type { JsonObject } from "../../../domain/json.ts";
import { textOf } from "../../state/records.ts";
import { customersOf } from "../../state/state.ts";
import type { VendorCall } from "../../vendor.ts";
import { withoutAccounts } from "./customers.ts";
import { invalidRequest, type KirimResult } from "./errors.ts";

export function listCustomers({ query, state }: VendorCall): KirimResult {
  const limit = Number(query.get("limit") ?? "25");
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    const message = "limit must be an integer from 1 to 100";
    return { error: invalidRequest("invalid_limit", message, "limit") };
  }
  const status = query.get("status") ?? "";
  const after = readCursor(query.get("cursor"), status);
  if (after === undefined) {
    const message = "The cursor is unknown, or belongs to another filter.";
    return { error: invalidRequest("invalid_cursor", message, "cursor") };
  }
  const rest = customersOf(state)
    .filter((customer) => status === "" || customer["status"] === status)
    .map((customer) => ({ customer, position: positionOf(customer) }))
    .toSorted((left, right) => (left.position < right.position ? -1 : 1))
    .filter(({ position }) => position > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rest.length > page.length;
  return {
    status: 200,
    content: {
      data: page.map(({ customer }) => withoutAccounts(customer)),
      has_more: hasMore,
      next_cursor: hasMore && last !== undefined ? printCursor(last.position, status) : null,
    },
  };
}

function positionOf(customer: JsonObject): string {
  return `${textOf(customer, "created_at")} ${textOf(customer, "id")}`;
}

function printCursor(position: string, status: string): string {
  return Buffer.from(`${status}|${position}`).toString("base64url");
}

function readCursor(cursor: string | null, status: string): string | undefined {
  if (cursor === null) return "";
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const position = text.slice(status.length + 1);
  const fits = text.startsWith(`${status}|`) && /^\S+ cus_\w{26}$/u.test(position);
  return fits ? position : undefined;
}
