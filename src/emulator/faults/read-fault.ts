/** Faults from JSON, strictly: whatever is not understood is a complaint. */
import { compact } from "../../domain/compact.ts";
import { BillingError, type Complaint, type Location } from "../../domain/errors.ts";
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
} from "../../domain/json.ts";
import { didYouMean } from "../../domain/text/nearest.ts";
import type { CallName, Fault, FaultKind } from "./fault.ts";
import { faultKinds, type Parameter, scopeParameters } from "./kinds.ts";
import { own } from "../state/records.ts";
import { vendors } from "../registry.ts";

/** Calls that a fault can name, `any` included. */
export const callNames: readonly (CallName | "any")[] = [
  "read",
  "update",
  "list",
  "create",
  "delete",
  "login",
  "any",
];

const vendorNames = [...vendors.map(({ id }) => id), "any"];
const kindNames = Object.keys(faultKinds) as readonly FaultKind[];

/**
 * Reads one fault, or a list of them.
 *
 * @throws BillingError with everything that is wrong with any of them
 */
export function readFaults(value: Json, location?: Location): readonly Fault[] {
  const given = isJsonArray(value) ? value : [value];
  const complaints = given
    .flatMap(faultFlaws)
    .map((message): Complaint => compact({ location, message }));
  if (complaints.length > 0) throw BillingError.usage(complaints);
  // Every member was checked against the table of its kind.
  return given as readonly Fault[];
}

function faultFlaws(value: Json): readonly string[] {
  if (!isJsonObject(value)) return [`${printJson(value)} is not a fault: expected an object`];
  const { vendor, call, kind, ...parameters } = value;
  const flaws = [
    ...nameFlaws("vendor", vendor, vendorNames),
    ...nameFlaws("call", call, callNames),
    ...nameFlaws("kind", kind, kindNames),
  ];
  const known = kindNames.find((name) => name === kind);
  if (known === undefined) return flaws;
  return [...flaws, ...placeFlaws(known, vendor), ...parameterFlaws(known, parameters)];
}

function nameFlaws(
  what: string,
  given: Json | undefined,
  names: readonly string[],
): readonly string[] {
  if (typeof given === "string" && names.includes(given)) return [];
  if (given === undefined || given === "") {
    return [`a fault needs a ${what}: one of ${names.join(", ")}`];
  }
  if (typeof given !== "string") return [`the ${what} of a fault is a text`];
  const guess = didYouMean(given, names);
  const remedy = guess === "" ? `; expected one of ${names.join(", ")}` : guess;
  return [`unknown ${what} "${given}" in a fault${remedy}`];
}

function placeFlaws(kind: FaultKind, given: Json | undefined): readonly string[] {
  const { isAt = () => true } = faultKinds[kind];
  const vendor = vendors.find(({ id }) => id === given);
  if (vendor === undefined || isAt(vendor)) return [];
  const holders = vendors.filter(isAt).map(({ id }) => id);
  return [`${vendor.id} cannot have the fault "${kind}"; ${holders.join(", ")} can`];
}

function parameterFlaws(kind: FaultKind, given: JsonObject): readonly string[] {
  const parameters: Readonly<Record<string, Parameter>> = {
    ...faultKinds[kind].parameters,
    ...scopeParameters,
  };
  const missing = Object.entries(parameters)
    .filter(([name, { required }]) => required === true && !Object.hasOwn(given, name))
    .map(([name, { expected }]) => `the fault "${kind}" needs "${name}": ${expected}`);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const parameter = own(parameters, name);
    if (parameter === undefined) {
      const names = Object.keys(parameters);
      const guess = didYouMean(name, names);
      return [`the fault "${kind}" has no "${name}"${guess || `; it has ${names.join(", ")}`}`];
    }
    if (parameter.accepts(value)) return [];
    return [`"${name}" of a fault cannot be ${printJson(value)}: expected ${parameter.expected}`];
  });
  return [...missing, ...wrong];
}
