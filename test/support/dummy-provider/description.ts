/** A provider that does not exist, described as a page of `src/providers/` would describe it. */
import type { Provider } from "../../../src/providers/contract.ts";
import { at, clearedBy, maxCharacters, shown } from "../../../src/providers/vocabulary.ts";

export const dummy: Provider<"dummy"> = {
  id: "dummy",
  title: "Dummy Billing",
  documents: [{ url: "https://dummy.example/docs", read: "2026-11-20" }],
  settings: {
    apiKey: { secret: true, required: true, help: "API key of nobody", example: "dk_your_api_key" },
  },
  baseUrl: "https://api.dummy.example/v9",
  hosts: ["api.dummy.example"],
  auth: { style: "header", header: "x-dummy-key", secret: "apiKey" },
  customerId: { pattern: /^d\d+$/u, says: "d and digits, such as d1" },
  byId: {
    read: { method: "GET", path: "/people/{ref}" },
    update: { method: "PATCH", path: "/people/{ref}" },
  },
  noExternalId: "Dummy Billing knows its own ids only",
  list: {
    route: { method: "GET", path: "/people", envelope: "people" },
    paging: { style: "cursor", parameter: "after", next: "next" },
    page: { parameter: "size", most: 10 },
    filters: {},
  },
  updateStyle: "partial",
  verify: { by: "answer", because: "it is made up" },
  removalsShowInAnswer: true,
  fields: {
    name: at("called", { rules: [maxCharacters(20)] }),
    locale: at("tongue", clearedBy(null)),
  },
  readOnly: { id: shown("id"), shoes: shown("shoes") },
  identity: [],
  account: {},
  volatile: [],
  errors: { code: ["code"], type: [], message: ["message"], param: [], details: [], requestId: [] },
  requestIdHeaders: [],
  limits: { rates: [] },
};
