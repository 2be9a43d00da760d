/** What the columns of a CSV or TSV file mean. */
import type { Complaint, Place } from "../domain/errors.ts";
import { fieldOf } from "../domain/fields.ts";
import { didYouMean } from "../domain/nearest.ts";
import { parsePath, PathError } from "../domain/path.ts";
import type { Edit } from "../domain/patch.ts";
import { insideField } from "../patch/inside-field.ts";
import { overlaps } from "../patch/overlap.ts";
import { fieldsInGroup, targetOf, type Target } from "../patch/vocabulary.ts";
import { cellPlaces } from "./csv-cells.ts";
import { parseMaps } from "./map-flag.ts";
import type { Column, Header } from "./row.ts";

const keyNames = ["id", "externalId", "provider"] as const;

/** A column with the edit that its cells will make, where they make one. */
interface Found {
  readonly column: Column;
  readonly place: Place;
  readonly edit?: Edit;
}

/**
 * One column for each cell of the header. `externalId` names the customer where no column is called `id`; beside one
 * it is a field to set.
 *
 * @param maps texts of `--map`: `header=path`, or `header=` to leave the column out
 */
export function columnsOf(
  header: Header,
  maps: readonly string[],
): { readonly columns: readonly Column[] } | { readonly complaints: readonly Complaint[] } {
  const names = header.cells.map((name) => name.trim());
  const { renamed, complaints: wrongMaps } = parseMaps(maps, names);
  const meanings = names.map((name) => renamed.get(name) ?? name);
  const places = cellPlaces(header, header.delimiter);
  const hasId = meanings.includes("id");

  const found = meanings.map((meaning, index) =>
    columnOf({
      meaning,
      name: names[index] ?? "",
      isMapped: renamed.has(names[index] ?? ""),
      place: places[index] ?? header.place,
      hasId,
    }),
  );
  const good = found.filter((one) => "column" in one);
  const columns = good.map(({ column }) => column);
  const complaints = [
    ...wrongMaps,
    ...found.filter((one) => "message" in one),
    ...repeatedKeys(good.map(({ column, place }) => ({ kind: column.kind, place }))),
    ...overlaps(good.flatMap(({ edit }) => edit ?? [])),
  ];
  if (complaints.length > 0) return { complaints };
  return columns.some(({ kind }) => kind === "id" || kind === "externalId")
    ? { columns }
    : { complaints: [nobodyNamed(header.place)] };
}

function nobodyNamed(place: Place): Complaint {
  return {
    place,
    message: "no column names the customer",
    hint: 'call one id or externalId, or map one: --map "Customer ID=id"',
  };
}

interface Asked {
  readonly meaning: string;
  /** As the header has it. */
  readonly name: string;
  /** A --map says so. */
  readonly isMapped: boolean;
  readonly place: Place;
  readonly hasId: boolean;
}

function columnOf({ meaning, name, isMapped, place, hasId }: Asked): Found | Complaint {
  if (meaning === "") {
    if (isMapped) return { column: { kind: "ignored" }, place };
    const hint = 'name it, or leave it out with --map "="';
    return { place, message: "the column has no name", hint };
  }
  const key = keyNames.find((name) => name === meaning);
  if (key !== undefined && !(key === "externalId" && hasId))
    return { column: { kind: key }, place };

  const typed = meaning.endsWith(":=");
  const path = typed ? meaning.slice(0, -2) : meaning;
  const edit = editOf(path, place, name);
  return "message" in edit ? edit : { column: { kind: "field", path, typed }, place, edit };
}

/** The edit that the column's cells make, or why there is none. */
function editOf(path: string, place: Place, name: string): Edit | Complaint {
  const target = targetIn(path);
  if (typeof target === "string") {
    // A foreign header is no mistake in a path.
    const message = path === name ? `unknown column "${name}"` : target;
    return { place, message, hint: leaveOut(name) };
  }
  if ("unknown" in target) {
    const guess = didYouMean(path, keyNames);
    const message = guess === "" ? target.unknown : `unknown field "${path}"${guess}`;
    return {
      place,
      message: message.replace(/^unknown field/u, "unknown column"),
      hint: leaveOut(name),
    };
  }
  if ("group" in target) {
    const example = fieldsInGroup(target.group)[0] ?? "";
    const message = `"${path}" is a group of fields and no field`;
    return { place, message, hint: `give each its column, such as ${example}` };
  }
  const { field, rest } = target;
  const inside = insideField(field, rest);
  if ("message" in inside) return { place, ...inside };
  if (fieldOf(field).kind === "textList" && rest.length > 0) {
    const hint = `a column ${field} holds whole lists, such as ["a","b"]`;
    return { place, message: `"${path}" is an item of a list and cannot be set`, hint };
  }
  return { field, rest, place, op: "unset" };
}

function targetIn(path: string): Target | string {
  try {
    return targetOf(parsePath(path));
  } catch (error) {
    if (error instanceof PathError) return error.message;
    throw error;
  }
}

function leaveOut(name: string): string {
  const meaning = /\bid\b/iu.test(name) ? "id" : "path";
  return `say what it means with --map "${name}=${meaning}", or leave it out with --map "${name}="`;
}

function repeatedKeys(
  keys: readonly { readonly kind: Column["kind"]; readonly place: Place }[],
): readonly Complaint[] {
  return keyNames.flatMap((name) =>
    keys
      .filter(({ kind }) => kind === name)
      .slice(1)
      .map(({ place }): Complaint => ({
        place,
        message: `two columns are called ${name}`,
        hint: "keep one of the two",
      })),
  );
}
