/** What a request asks a vendor to do. */
import type { CallName } from "../faults/fault.ts";
import { own } from "../state/records.ts";
import type { VendorRequest } from "../vendor.ts";

/**
 * One reading for all vendors, since their paths have one pattern: a collection of customers, one customer below it,
 * `find` and `search` beside them. Flexprice's search stands in for its look-up by external id and counts as a read.
 * Undefined for what has no name of its own.
 */
export function callOf({
  method,
  path,
}: Pick<VendorRequest, "method" | "path">): CallName | undefined {
  const last = path.split("/").findLast((part) => part !== "") ?? "";
  if (method === "GET") return last === "customers" ? "list" : "read";
  if (method === "PUT" || method === "PATCH") return "update";
  if (method === "DELETE") return "delete";
  if (method !== "POST") return undefined;
  return own(posts, last);
}

const posts: Readonly<Record<string, CallName>> = {
  customers: "create",
  find: "list",
  login: "login",
  search: "read",
};
