import { expect, test } from "vitest";

import type { Json } from "../../../../src/domain/json.ts";
import { pick, start } from "./fresh.ts";

const id = "cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
const path = `/customers/${id}`;
const link = {
  entity_type: "customer",
  entity_id: id,
  provider_type: "stripe",
  provider_entity_id: "cus_bare",
};

test("a linked customer shows the link where it is asked for", () => {
  const { call } = start();
  const answer = call("POST", "/integrations/link", { ...link, metadata: { a: 1 } });
  expect(answer.status).toBe(201);
  expect(pick(answer, "mapping")).toMatchObject({ ...link, metadata: { a: 1 } });
  expect(pick(call("GET", `${path}?expand=integrations`), "integrations")).toMatchObject([link]);
  expect(pick(call("GET", path), "integrations")).toBeUndefined();
});

test("a second link with the same system takes the place of the first", () => {
  const { call } = start();
  call("POST", "/integrations/link", link);
  call("POST", "/integrations/link", { ...link, provider_entity_id: "cus_other" });
  expect(pick(call("GET", `${path}?expand=integrations`), "integrations")).toMatchObject([
    { provider_entity_id: "cus_other" },
  ]);
});

test.each<[string, Json, number]>([
  ["without a system", { ...link, provider_type: "" }, 400],
  ["to nobody", { ...link, entity_id: "cust_nope" }, 404],
  ["of something else", { ...link, entity_type: "invoice" }, 400],
  ["that is no object", [], 400],
])("a link %s is refused", (_title, body, status) => {
  expect(start().call("POST", "/integrations/link", body).status).toBe(status);
});

test.each([false, true])(
  "a mapping in an update is kept only by the switch: %s",
  (storeMapping) => {
    const { call } = start({ storeMapping });
    call("PUT", path, { integration_entity_mapping: [{ ...link, entity_id: "anything" }] });
    const shown = pick(call("GET", `${path}?expand=integrations`), "integrations");
    expect(shown === undefined ? 0 : (shown as readonly Json[]).length).toBe(storeMapping ? 1 : 0);
  },
);
