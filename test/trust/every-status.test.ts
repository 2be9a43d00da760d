/** Every status there is, with each sort of body, around a change that is stored, stored later or never stored. */
import { describe, expect, test } from "vitest";

import type { HttpRequest, HttpResponse } from "../../src/domain/exchange.ts";
import type { JsonObject } from "../../src/domain/json.ts";
import { planUpdate } from "../../src/plan/plan.ts";
import { type ProviderId, providers } from "../../src/providers/registry.ts";
import { plannedOutcome } from "../../src/update/outcomes.ts";
import { writeCustomer } from "../../src/update/write/write-customer.ts";
import { customerIds } from "../cli/providers.ts";
import { connectionTo, patchOf } from "../update/customers.ts";

const statuses = Array.from({ length: 900 }, (_, index) => index + 100);
/** Of other bodies than the vendor's own: that none of them proves anything is shown for every status elsewhere. */
const sample = statuses.filter((status) => status % 13 === 0 || Math.abs(status - 414) < 20);
/** Before its answer; after that, while it is looked for; or never. */
const times = ["stored", "stored later", "never stored"] as const;
type Time = (typeof times)[number];

/** How each vendor documents its errors, and where its answers keep the customer and its name. */
const vendors: Readonly<
  Record<
    ProviderId,
    { own: JsonObject; envelope?: string; name: string; refusals: readonly number[] }
  >
> = {
  vayu: {
    own: { type: "t", code: "c", message: "m" },
    envelope: "customer",
    name: "name",
    refusals: [],
  },
  commet: {
    own: { success: false, error: { type: "t", code: "c", message: "m" } },
    envelope: "data",
    name: "fullName",
    refusals: [410],
  },
  flexprice: { own: { code: "c", message: "m", http_status_code: 0 }, name: "name", refusals: [] },
  maple: {
    own: { error_message: "m", error_type: "t", error_code: "c" },
    name: "name",
    refusals: [],
  },
  kirim: {
    own: { error: { type: "t", code: "c", message: "m" } },
    envelope: "data",
    name: "name",
    refusals: [],
  },
};
const bodies = {
  own: undefined,
  foreign: '{"title":"no"}',
  empty: "",
  html: "<html><body>502</body></html>",
} as const;
type Body = keyof typeof bodies;

/** `updated`, `failed unchanged`, `failed locked-out`, `unknown`: what is said of the change. */
async function said(provider: ProviderId, status: number, body: Body, time: Time): Promise<string> {
  const { own, envelope, name } = vendors[provider];
  const facts = providers[provider];
  const id = customerIds[provider];
  const before = { id, [name]: "Before" };
  const asked = { id, [name]: "Asked" };
  let reads = 0;
  let isSent = false;
  const send = async ({ method }: HttpRequest): Promise<HttpResponse> => {
    if (method !== "GET") {
      isSent = true;
      return { status, headers: {}, body: bodies[body] ?? JSON.stringify(own) };
    }
    reads += 1;
    const isStored = isSent && (time === "stored" || (time === "stored later" && reads > 2));
    const record = isStored ? asked : before;
    const answer = envelope === undefined ? record : { [envelope]: record };
    return { status: 200, headers: {}, body: JSON.stringify(answer) };
  };
  const connection = connectionTo(send, provider);
  const plan = planUpdate(facts, before, patchOf({ name: "Asked" }));
  const read = { id, native: before, customer: {} };
  const { outcome } = await writeCustomer(
    connection,
    { kind: "id", reference: id },
    { verify: "answer", uuid: () => "key", sleep: async () => undefined },
    { read, plan, planned: plannedOutcome(connection, read, plan) },
  );
  return [outcome.outcome, outcome.proof].filter((part) => part !== undefined).join(" ");
}

/** A look proves it, and nobody waits for what the vendor refused. */
const proven = ["updated", "failed unchanged", "failed unchanged"];
/** Nobody can look. */
const lockedOut = ["failed locked-out", "failed locked-out", "failed locked-out"];
/** It is looked for as long as an update without an answer. */
const settled = ["updated", "updated", "unknown"];

/** What is said of a change that is stored, stored later, and never stored. */
function expected(provider: ProviderId, status: number, body: Body): readonly string[] {
  if (status === 429) return proven;
  if (body !== "own") return settled;
  if (status >= 200 && status < 300) return proven;
  if (status === 401 || status === 403) return lockedOut;
  const refusals = [400, 402, 404, 409, 412, 413, 422, ...vendors[provider].refusals];
  return refusals.includes(status) ? proven : settled;
}

describe.concurrent.each(Object.keys(vendors) as ProviderId[])("at %s", (provider) => {
  test.each(Object.keys(bodies) as Body[])(
    "what an answer with any status and this body says of the change: %s",
    async (body) => {
      for (const status of body === "own" ? statuses : sample) {
        const found: string[] = [];
        for (const time of times) found.push(await said(provider, status, body, time));
        expect([status, ...found]).toEqual([status, ...expected(provider, status, body)]);
      }
    },
  );
});
