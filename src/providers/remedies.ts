/** What to write instead of what a provider refuses: options on a command line, keys and columns in a file. */
import type { Location } from "../domain/errors.ts";
import { itemMembersOf } from "../domain/field/field-schemas.ts";
import { type FieldName, fieldNames, fieldOf } from "../domain/fields.ts";
import type { Edit } from "../domain/patch.ts";
import type { Provider } from "./contract.ts";
import { mappingOf } from "./wire/record.ts";

/** Where a list of the provider has items with a member of the field's name. */
export function insteadOf(provider: Provider, { field, location }: Edit): string | undefined {
  if (fieldOf(field).kind !== "string") return undefined;
  const list = fieldNames.find(
    (name) =>
      mappingOf(provider, name)?.access !== "read-only" &&
      mappingOf(provider, name) !== undefined &&
      itemMembersOf(name).includes(field),
  );
  if (list === undefined) return undefined;
  const identity = String((fieldOf(list).identity ?? [])[0] ?? field);
  const item = `${list}[<${identity}>].${field}`;
  const added = `{"${identity}":"…", …}`;
  const there = `at ${provider.title} it stands in ${list}`;
  return isInFile(location)
    ? `${there}: in a table below ${item}, in a new one as "${list}+": ${added}`
    : `${there}: --set '${item}=…', or in a new one: --set '${list}+:=${added}'`;
}

/** All of the fields are to be named. */
export function allNamed(fields: readonly FieldName[], location: Location): string {
  const names = isInFile(location) ? fields.join(", ") : fields.map(asFlag).join(" ");
  return `name them all: ${names}`;
}

/** How the command line says a field: `--line1 …`. */
function asFlag(field: FieldName): string {
  const { flag } = fieldOf(field);
  return flag === undefined ? `--set ${field}=…` : `--${flag} …`;
}

function isInFile({ line }: Location): boolean {
  return line !== undefined;
}
