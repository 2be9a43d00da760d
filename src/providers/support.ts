/** What each provider can do with each field. */
import { compact } from "../domain/compact.ts";
import { type FieldName, fieldNames, metadataField } from "../domain/fields.ts";
import type { Provider } from "./contract.ts";
import { mappingOf } from "./wire/record.ts";

export interface FieldSupport {
  readonly field: FieldName;
  /** The vendor's own name: `address.zip`. */
  readonly vendorName: string;
  readonly settable: boolean;
  readonly readable: boolean;
  readonly clearable: boolean;
  /** What a value must be. */
  readonly limits: readonly string[];
  readonly note?: string;
}

/** One row per field of the vocabulary that the provider has. */
export function supportOf(provider: Provider): readonly FieldSupport[] {
  return fieldNames.flatMap((field): readonly FieldSupport[] => {
    const mapping = mappingOf(provider, field);
    if (mapping === undefined) return [];
    const metadata = field === metadataField ? provider.metadata : undefined;
    const note = mapping.ignored ?? mapping.needs?.because;
    return [
      {
        field,
        vendorName: mapping.path,
        settable: mapping.access !== "read-only",
        readable: mapping.access !== "write-only",
        clearable: mapping.clear !== undefined,
        limits: [...(mapping.rules ?? []), ...(mapping.whole ?? []), ...(metadata?.rules ?? [])]
          .map(({ says }) => says)
          .concat(metadata?.values === "string" ? ["values: texts only"] : []),
        ...compact({ note }),
      },
    ];
  });
}
