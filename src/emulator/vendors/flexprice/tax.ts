/**
 * Taxes at Flexprice: the Indian numbers that it looks for in metadata (internal/types/tax_metadata.go, since
 * 2026-08-18), and the rates that a new customer is linked with (internal/ee/service/customer.go,
 * internal/api/dto/taxassociation.go).
 */
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../domain/json.ts";
import { crockfordId } from "../../crockford.ts";
import { answer } from "../../server/answer.ts";
import { own, pick, textOf } from "../../state/records.ts";
import { put } from "../../state/state.ts";
import type { VendorAnswer, VendorCall, VendorState } from "../../vendor.ts";
import { refuse } from "./errors.ts";
import { readStructs } from "./json.ts";
import { newRow } from "./seed.ts";

const formats = [
  ["gstin", /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[\dA-Z]$/u, "Invalid GSTIN format"],
  ["pan", /^[A-Z]{5}\d{4}[A-Z]$/u, "Invalid PAN format"],
  ["hsn_sac", /^\d{4}(?:\d{2}){0,2}$/u, "HSN/SAC code must have 4, 6 or 8 digits"],
] as const;

/** Looks at the submitted map only, trimmed and in upper case; what is stored is what was sent. */
export function taxFlaw(metadata: Readonly<Record<string, string>>): VendorAnswer | undefined {
  const number = (key: string): string => (own(metadata, key) ?? "").trim().toUpperCase();
  const broken = formats.find(([key, format]) => number(key) !== "" && !format.test(number(key)));
  if (broken !== undefined) return refuse("validation_error", broken[2]);
  const gstin = number("gstin");
  const pan = number("pan");
  if (gstin === "" || pan === "" || gstin.slice(2, 12) === pan) return undefined;
  return refuse("validation_error", "PAN does not match the PAN embedded in GSTIN", {
    pan_from_gstin: gstin.slice(2, 12),
  });
}

/** The tenant's rates by their codes; the one that applies by itself is every new customer's default. */
const rates: Readonly<Record<string, { readonly id: string; readonly autoApply: boolean }>> = {
  VAT_STANDARD: { id: "taxrate_01K5T3T0STANDARD00000000A", autoApply: true },
  VAT_REDUCED: { id: "taxrate_01K5T3T0REDUCED000000000B", autoApply: false },
};
const overrideMembers = ["currency", "priority", "auto_apply", "metadata"];

/** What the body says in place of the default taxes; undefined where it says nothing, and null for what Go would not decode. */
export function readOverrides(value: Json | undefined): readonly JsonObject[] | null | undefined {
  if (value === undefined || value === null) return undefined;
  return readStructs(value, ["tax_rate_code", "currency"]) ?? null;
}

/** Why the overrides cannot be linked, so that the customer is not made either: it is one transaction. */
export function overridesFlaw(overrides: readonly JsonObject[] = []): VendorAnswer | undefined {
  const codes = overrides.map((one) => textOf(one, "tax_rate_code"));
  if (codes.includes("")) return refuse("validation_error", "Tax rate code is required");
  const unknown = codes.find((code) => own(rates, code) === undefined);
  return unknown === undefined
    ? undefined
    : refuse("not_found", `Tax rate with code ${unknown} was not found`, { code: unknown });
}

/**
 * Links a new customer with the rates of its overrides, be there none, or with the tenant's that apply by themselves
 * where the body had no overrides.
 */
export function linkTaxes(
  { state, world }: VendorCall,
  customerId: string,
  overrides: readonly JsonObject[] | undefined,
): void {
  const defaults = Object.entries(rates)
    .filter(([, { autoApply }]) => autoApply)
    .map(([code]): JsonObject => ({ tax_rate_code: code, auto_apply: true }));
  const created = newRow(world.now());
  const links = (overrides ?? defaults).map((one): JsonObject => {
    const rest = pick(one, overrideMembers);
    return {
      id: `ta_${crockfordId(world)}`,
      tax_rate_id: own(rates, textOf(one, "tax_rate_code"))?.id ?? "",
      entity_type: "customer",
      entity_id: customerId,
      priority: 0,
      auto_apply: false,
      currency: "",
      ...rest,
      ...created,
    };
  });
  if (links.length > 0) put(state, "other", "taxes", [...taxesIn(state), ...links]);
}

function taxesIn(state: VendorState): readonly JsonObject[] {
  const kept = state.other["taxes"];
  return isJsonArray(kept) ? kept.filter(isJsonObject) : [];
}

/** GET /taxes/associations, of customers: all of them on one page. */
export function listTaxes({ state, query }: VendorCall): VendorAnswer {
  const items = taxesIn(state).filter((link) =>
    ["entity_type", "entity_id"].every((name) => [null, link[name]].includes(query.get(name))),
  );
  const pagination = { total: items.length, limit: items.length, offset: items.length };
  return answer(200, { items, pagination });
}
