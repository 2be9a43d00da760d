/**
 * Faults as short texts, for a flag:
 *
 *     fault      = vendor ":" call ":" kind *( ";" name "=" value )
 *     vendor     = an emulated vendor's name, or "any"
 *     call       = "read" | "update" | "list" | "create" | "delete" | "login" | "any"
 *     kind       = a kind's name, or a status such as 429 for "status;status=429"
 *     value      = JSON where it is JSON, else a text; for a list, texts with commas between them
 *
 *     kirim:update:429;retryAfter=7;times=2      vayu:update:reset-after      any:read:500
 *     maple:read:edit-between;set={"title":"CTO"}      commet:update:reset-after;every=7      any:any:503;chance=0.05
 *
 * A semicolon inside a value stands for itself unless a name and an equals sign follow it.
 */
import { BillingError, type Location } from "../../domain/errors.ts";
import { type Json, parseJson } from "../../domain/json.ts";
import type { Fault, FaultKind } from "./fault.ts";
import { faultKinds } from "./kinds.ts";
import { own } from "../state/records.ts";
import { readFaults } from "./read-fault.ts";

/**
 * Reads a fault in its short form.
 *
 * @throws BillingError with everything that is wrong with it
 */
export function parseFault(text: string, location: Location = { name: "--fault" }): Fault {
  const [head = "", ...rest] = text.split(/;(?=[a-z]+=)/iu);
  const [vendor = "", call = "", kind = "", ...more] = head.split(":");
  if (kind === "" || more.length > 0) {
    throw BillingError.usage([
      {
        location,
        message: `"${text}" is not a fault: expected <vendor>:<call>:<kind>[;<name>=<value>…]`,
        hint: "for example kirim:update:429;retryAfter=7",
      },
    ]);
  }
  const parameters = Object.fromEntries(rest.map((part) => readParameter(part, kind)));
  const repeated = rest.length - Object.keys(parameters).length;
  if (repeated > 0) {
    throw BillingError.usage([
      { location, message: `"${text}" says one thing about a fault twice` },
    ]);
  }
  const act = /^\d+$/u.test(kind) ? { kind: "status", status: Number(kind) } : { kind };
  const [fault] = readFaults({ vendor, call, ...act, ...parameters }, location);
  return fault as Fault;
}

function readParameter(part: string, kind: string): readonly [name: string, value: Json] {
  const equals = part.indexOf("=");
  const name = part.slice(0, equals);
  const text = part.slice(equals + 1);
  const parameters = own(faultKinds, kind as FaultKind)?.parameters ?? {};
  const isList = own(parameters, name)?.isList === true && !text.startsWith("[");
  return [name, isList ? text.split(",") : readValue(text)];
}

function readValue(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
