/** What a fresh Flexprice emulator starts with; the last two customers are awkward on purpose. */
import { type JsonObject, parseJson } from "../../../domain/json.ts";
import { stateOf } from "../../state/state.ts";
import type { VendorState } from "../../vendor.ts";
import { goTime } from "./time.ts";

/** Tenant, environment and user of every demo record and key. */
const tenantId = "01K1BBBB0000000000000000BB";
export const environmentId = "env_01K1AAAA0000000000000000AA";
export const userId = "01K1CCCC0000000000000000CC";

/** What the server writes into each row of its tables when it makes it. @param at milliseconds since 1970 */
export function newRow(at: number): JsonObject {
  const now = goTime(at);
  return {
    environment_id: environmentId,
    tenant_id: tenantId,
    status: "published",
    created_at: now,
    updated_at: now,
    created_by: userId,
    updated_by: userId,
  };
}

const owner = `"environment_id":"${environmentId}","tenant_id":"${tenantId}","created_by":"${userId}","updated_by":"${userId}"`;
const noAddress = `"address_line1":"","address_line2":"","address_city":"","address_state":"","address_postal_code":"","address_country":""`;

const customers = String.raw`[
{"id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","external_id":"acct-7741","name":"Fjord Analytics AS","email":"faktura@fjord.example",
 "address_line1":"Havnegata 9","address_line2":"","address_city":"Trondheim","address_state":"","address_postal_code":"7010","address_country":"NO",
 "timezone":"Europe/Oslo","metadata":{"segment":"mid","crm":"HS-2291"},"status":"published",
 "created_at":"2026-05-02T08:14:31.52911Z","updated_at":"2026-08-30T11:02:07.004812Z",${owner}},
{"id":"cust_01K5T3N1D4F6G8H0J2K4M6N8P0","external_id":"acct-1200","name":"Bare Metal Ltd","email":"",${noAddress},
 "timezone":"UTC","metadata":null,"status":"published",
 "created_at":"2026-04-11T10:00:00Z","updated_at":"2026-04-11T10:00:00Z",${owner}},
{"id":"cust_01K5T3P3R5S7T9V1W3X5Y7Z9A1","external_id":"acct-1200","name":"Bare Metal (old)","email":"old@baremetal.example",${noAddress},
 "timezone":"UTC","metadata":{"closed":"2026-03"},"status":"archived",
 "created_at":"2026-01-05T16:20:00.25Z","updated_at":"2026-03-31T09:00:00Z",${owner}},
{"id":"cust_01K5T3Q5B7C9D1E3F5G7H9J1K3","external_id":"東京/星 1","name":"星野商会 🏔️ \u001b[31mred\u001b[0m","email":"minami@hoshino.example","contact":"+81355550100",
 "address_line1":"東京都千代田区丸の内一丁目二番三号","address_line2":"ビル 4F","address_city":"千代田区","address_state":"東京都","address_postal_code":"100-0005","address_country":"JP",
 "timezone":"Asia/Tokyo","tax_treatment":"exempt","billing_currency":"jpy",
 "contact_persons":[{"id":"cper_01K5T3S1A2B3C4D5E6F7G8H9J0","first_name":"みなみ","last_name":"星野","email":"minami@hoshino.example","mobile":"+81355550100","designation":"経理","is_primary":true},
                    {"id":"cper_01K5T3S2B3C4D5E6F7G8H9J0K1","first_name":"受付","is_primary":false}],
 "metadata":{"メモ":"請求書は月末","html":"<b>&amp;</b>","empty":""},"status":"published",
 "created_at":"2026-03-11T22:15:09.5Z","updated_at":"2026-03-11T22:15:09.5Z",${owner}}
]`;

const integrations = `[
{"id":"eim_01K5T3R7A9B1C3D5E7F9G1H3J5","entity_id":"cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD","entity_type":"customer",
 "provider_type":"stripe","provider_entity_id":"cus_RfjordDemo01","status":"published",
 "created_at":"2026-05-02T08:14:33Z","updated_at":"2026-05-02T08:14:33Z",${owner}}
]`;

/** Integrations lie under `integrations`, customers with a live subscription under `subscribed`. */
export function seedState(): VendorState {
  return {
    ...stateOf(customers),
    other: {
      integrations: parseJson(integrations),
      subscribed: ["cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD"],
    },
  };
}
