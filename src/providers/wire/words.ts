/** The vendor's words, which people write with capitals and without. */
import type { FieldName } from "../../domain/fields.ts";
import type { CustomerPatch, Edit } from "../../domain/patch.ts";
import { folded } from "../../domain/text/folded.ts";
import type { Provider } from "../contract.ts";
import { mappingOf } from "./record.ts";

/** Every word of the vendor's that is known for the field; none where its values are no words. */
export function knownWords(provider: Provider, field: FieldName): readonly string[] {
  return (mappingOf(provider, field)?.rules ?? []).flatMap(({ choices }) => choices ?? []);
}

/** The vendor's word that this one stands for; undefined where none is known that could be meant. */
export function vendorsWord(
  provider: Provider,
  field: FieldName,
  word: string,
): string | undefined {
  const words = knownWords(provider, field);
  if (words.includes(word)) return word;
  const same = words.filter((known) => folded(known) === folded(word));
  return same.length === 1 ? same[0] : undefined;
}

/** The patch with every word as the vendor writes it. */
export function inVendorsWords(provider: Provider, patch: CustomerPatch): CustomerPatch {
  return { ...patch, edits: patch.edits.map((edit) => inWords(provider, edit)) };
}

function inWords(provider: Provider, edit: Edit): Edit {
  if (edit.op !== "set" || edit.rest.length > 0 || typeof edit.value !== "string") return edit;
  const word = vendorsWord(provider, edit.field, edit.value);
  return word === undefined ? edit : { ...edit, value: word };
}
