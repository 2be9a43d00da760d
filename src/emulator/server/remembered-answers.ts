/** Answers kept under an idempotency key, for the vendors that replay them. */
import { isJsonObject, type Json, type JsonObject } from "../../domain/json.ts";
import { own } from "../state/records.ts";
import { put, remove } from "../state/state.ts";
import type { VendorAnswer, VendorState, VendorWorld } from "../vendor.ts";

const day = 24 * 60 * 60 * 1000;
const sweepEvery = 60 * 60 * 1000;
const prefix = "answer ";
const sweptAt = "answers swept at";

/** An answer that was given once under a key. */
export interface RememberedAnswer {
  readonly status: number;
  readonly json: Json;
  /** What the request said, where the vendor compares it. */
  readonly request: Json;
}

/** The answer given under this key in the last 24 hours. */
export function recallAnswer(
  key: string,
  state: VendorState,
  world: VendorWorld,
): RememberedAnswer | undefined {
  const kept = own(state.other, prefix + key);
  if (!isJsonObject(kept) || isStale(kept, world)) return undefined;
  return {
    status: Number(kept["status"]),
    json: kept["json"] ?? null,
    request: kept["request"] ?? null,
  };
}

/** Keeps a JSON answer under a key; forgets what is older than 24 hours now and then. */
export function rememberAnswer(
  key: string,
  { status, body }: VendorAnswer,
  request: Json,
  state: VendorState,
  world: VendorWorld,
): void {
  sweep(state, world);
  const json = body !== undefined && "json" in body ? body.json : null;
  put(state, "other", prefix + key, { at: world.now(), status, json, request });
}

function sweep(state: VendorState, world: VendorWorld): void {
  if (world.now() - Number(own(state.other, sweptAt) ?? 0) < sweepEvery) return;
  put(state, "other", sweptAt, world.now());
  for (const [name, kept] of Object.entries(state.other)) {
    if (name.startsWith(prefix) && isJsonObject(kept) && isStale(kept, world)) {
      remove(state, "other", name);
    }
  }
}

function isStale(kept: JsonObject, world: VendorWorld): boolean {
  return world.now() - Number(kept["at"]) >= day;
}
