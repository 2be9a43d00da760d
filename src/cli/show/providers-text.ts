/** What the providers can do, as tables. */
import { fieldNames } from "../../domain/fields.ts";
import type { Provider } from "../../providers/contract.ts";
import { allProviders } from "../../providers/registry.ts";
import { supportOf } from "../../providers/support.ts";
import { mappingOf } from "../../providers/wire/record.ts";
import { fitText } from "../../render/text/fit-text.ts";
import { columnsOf } from "../../render/text/text-columns.ts";

/** Every field, and what each provider calls it. */
export function providersText(width?: number): string {
  const rows = fieldNames.map((field) => [
    field,
    ...allProviders.map((provider) => {
      const mapping = mappingOf(provider, field);
      const made = provider.create?.fields?.[field];
      if (mapping === undefined) return made === undefined ? "-" : `${made.path} (on creation)`;
      const mark = mapping.access === undefined ? "" : ` (${mapping.access})`;
      return `${mapping.path}${mark}`;
    }),
  ]);
  return columnsOf([["FIELD", ...allProviders.map(({ id }) => id.toUpperCase())], ...rows], width);
}

/** The fields of one provider, with their limits, and where the facts are from. */
export function providerText(provider: Provider, width?: number): string {
  const yes = (can: boolean) => (can ? "yes" : "no");
  const rows = supportOf(provider).map((row) => [
    row.field,
    row.vendorName,
    yes(row.settable),
    yes(row.readable),
    yes(row.clearable),
    [...row.limits, ...(row.note === undefined ? [] : [row.note])].join("; "),
  ]);
  const documents = provider.documents
    .map(({ url, read }) => fitText(`  ${url} (read ${read})\n`, width ?? Infinity))
    .join("");
  const made = Object.entries(provider.create?.fields ?? {}).map(
    ([field, { path }]) => `${field} (${path})`,
  );
  const onCreation = made.length === 0 ? "" : `Only when a customer is made: ${made.join(", ")}.\n`;
  const { by, because } = provider.verify;
  const proof = `An update is verified by ${by === "read" ? "reading again" : "its answer"}: ${because}.\n`;
  return `${columnsOf([["FIELD", "VENDOR'S NAME", "SET", "READ", "CLEAR", "LIMITS AND NOTES"], ...rows], width)}
${fitText(onCreation, width ?? Infinity)}${fitText(proof, width ?? Infinity)}
Facts from:
${documents}`;
}
