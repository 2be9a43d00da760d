/** The Indian tax numbers Flexprice looks for in metadata (internal/types/tax_metadata.go, since 2026-08-18). */
import { own } from "../../state/records.ts";
import type { VendorAnswer } from "../../vendor.ts";
import { refuse } from "./errors.ts";

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
