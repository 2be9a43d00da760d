/** A Flexprice of one's own for a test, and short ways to look at its answers. */
import {
  isJsonObject,
  type Json,
  type JsonObject,
  printJson,
} from "../../../../src/domain/json.ts";
import { flexprice } from "../../../../src/emulator/vendors/flexprice/flexprice.ts";
import type { Switches, VendorAnswer } from "../../../../src/emulator/vendor.ts";

export const writerKey = flexprice.demoSettings["apiKey"] ?? "";

/** A fresh Flexprice; a body that is a text is sent as it stands. */
export function start(changed: Switches = {}) {
  const state = flexprice.seed();
  const defaults = Object.entries(flexprice.switches).map(([name, of]) => [name, of.default]);
  const switches: Switches = { ...Object.fromEntries(defaults), ...changed };
  let chances = 0;
  const world = {
    now: () => Date.UTC(2026, 8, 1, 12, 0, 0, 250),
    random: () => ((chances += 7) % 32) / 32,
    uuid: () => "00000000-0000-4000-8000-000000000000",
  };
  return {
    state,
    call: (method: string, url: string, body?: Json, headers: Record<string, string> = {}) => {
      const [path = "", query] = url.split("?");
      return flexprice.handle({
        method,
        path,
        query: new URLSearchParams(query),
        headers: { "x-api-key": writerKey, ...headers },
        body: typeof body === "string" ? body : body === undefined ? "" : printJson(body),
        state,
        world,
        switches,
      });
    },
  };
}

export function json({ body }: VendorAnswer): JsonObject {
  if (body === undefined || !("json" in body) || !isJsonObject(body.json))
    throw new Error("no JSON");
  return body.json;
}

export function pick(answer: VendorAnswer, name: string): Json | undefined {
  return json(answer)[name];
}
