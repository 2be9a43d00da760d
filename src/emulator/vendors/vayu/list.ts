/** GET /customers at Vayu: 10 a page unless told, oldest first (guide.withvayu.com, "Pagination"). */
import type { JsonObject } from "../../../domain/json.ts";
import { answer } from "../../server/answer.ts";
import { textOf } from "../../state/records.ts";
import { customersOf } from "../../state/state.ts";
import type { VendorAnswer, VendorCall } from "../../vendor.ts";
import { invalidParameter } from "./errors.ts";

/** One page; `nextCursor` is there only when there is more, `total` does not know of pages. */
export function listCustomers({ query, state }: VendorCall): VendorAnswer {
  const limit = Number(query.get("limit") ?? "10");
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) return invalidParameter("limit");
  const cursor = query.get("cursor");
  const after = cursor === null ? "" : Buffer.from(cursor, "base64url").toString("utf8");
  if (cursor !== null && !/^\S+ [0-9a-f]{24}$/iu.test(after)) return invalidParameter("cursor");
  const all = customersOf(state)
    .map((customer) => ({ customer, position: positionOf(customer) }))
    .toSorted((left, right) => (left.position < right.position ? -1 : 1));
  const rest = all.filter(({ position }) => position > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rest.length > page.length;
  return answer(200, {
    customers: page.map(({ customer }) => customer),
    total: all.length,
    hasMore,
    ...(hasMore && last !== undefined
      ? { nextCursor: Buffer.from(last.position).toString("base64url") }
      : {}),
  });
}

/** Creation time and id: a page stays in its place when other customers come and go. */
function positionOf(customer: JsonObject): string {
  return `${textOf(customer, "createdAt")} ${textOf(customer, "id")}`;
}
