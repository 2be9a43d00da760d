/** The provider that does not exist, emulated as a folder of `src/emulator/vendors/` would emulate it. */
import { answer } from "../../../src/emulator/server/answer.ts";
import { isoDate, own, readObject } from "../../../src/emulator/state/records.ts";
import { put, stateOf } from "../../../src/emulator/state/state.ts";
import type { Vendor } from "../../../src/emulator/vendor.ts";

const demoKey = "dk_demo_key_of_the_dummy";

export const dummyVendor: Vendor = {
  id: "dummy",
  title: "Dummy Billing",
  basePath: "/v9",
  demoSettings: { apiKey: demoKey },
  switches: {},
  updated: { field: "changed", print: isoDate },
  seed: () => stateOf('[{"id":"d1","called":"Ana","tongue":"pt","shoes":"3"}]'),
  made: { prefix: "d", digits: 6, name: "called" },
  handle({ method, path, headers, body, state }) {
    if (headers["x-dummy-key"] !== demoKey) return answer(401, { code: "no_key" });
    const id = path.replace(/^\/people\//u, "");
    const held = own(state.customers, id);
    if (held === undefined) return answer(404, { code: "no_person" });
    if (method !== "PATCH") return answer(200, held);
    const stored = { ...held, ...readObject(body) };
    put(state, "customers", id, stored);
    return answer(200, stored);
  },
  fault: (status) => answer(status, { code: "fault" }),
};
