/** How a vendor's customers are listed: one route, one way from page to page, and what the vendor can choose by. */
import type { FieldName } from "../domain/fields.ts";
import type { JsonObject } from "../domain/json.ts";
import type { Route } from "./route.ts";

/** What customers can be chosen by, in the order in which it is asked. */
export const listFilters = [
  "email",
  "externalId",
  "name",
  "status",
  "metadata",
  "search",
  "createdSince",
  "updatedSince",
] as const;

export type ListFilter = (typeof listFilters)[number];

/**
 * How the vendor takes one filter. A parameter stands in the query of a GET, and in the body of a POST under its
 * dotted path.
 */
type VendorFilter =
  | { readonly parameter: string }
  /**
   * One more condition in the list under this path. In it `{value}` stands for the value, of a time in RFC 3339 and a
   * millisecond early, because a vendor's "after" leaves the moment itself out.
   */
  | { readonly conditions: string; readonly condition: JsonObject }
  /** Not in the list but as a look-up: the one customer of this id. */
  | "look-up";

/** How one page leads to the next. Every path is one into the answer, every parameter one of the request. */
type Paging =
  | {
      readonly style: "cursor";
      readonly parameter: string;
      /** Where the next cursor stands, whatever JSON it is; missing or null on the last page. */
      readonly next: string;
      /** A boolean; missing: the vendor has none, and where no cursor is given the list ends. */
      readonly more?: string;
    }
  | { readonly style: "offset"; readonly parameter: string; readonly total: string };

export interface Listing {
  /** `envelope` is where the records stand. */
  readonly route: Route;
  readonly paging: Paging;
  /** The parameter for how many customers a page holds, and the most that is asked for. */
  readonly page: { readonly parameter: string; readonly most: number };
  /** What is not here is looked at in every customer that the vendor lists. */
  readonly filters: { readonly [Name in ListFilter]?: VendorFilter };
  /** Where e-mail addresses are, for a vendor whose customers have none of their own. */
  readonly emailsIn?: { readonly field: FieldName; readonly member: string };
  /** What a list without a filter leaves out, for the documentation. */
  readonly leavesOut?: string;
}
