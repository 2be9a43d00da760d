import { describe, expect, test } from "vitest";
import { isJsonObject, type Json, printJson } from "../../../../src/domain/json.ts";
import type { VendorAnswer } from "../../../../src/emulator/vendor.ts";
import { json, pick, start, writerKey } from "./fresh.ts";

const readerKey = "sk_01K5DEM0READERKEY000000002";
const configuredKey = "sk_01K5DEM0C0NF1GKEY000000003";

const fjord = "/customers/cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD";
const bare = "/customers/cust_01K5T3N1D4F6G8H0J2K4M6N8P0";
const archived = "/customers/cust_01K5T3P3R5S7T9V1W3X5Y7Z9A1";
const hoshino = "/customers/cust_01K5T3Q5B7C9D1E3F5G7H9J1K3";

const fjordAsDocumented = {
  id: "cust_01K5T3M8Q2W7Z9X4B6N0V1C8RD",
  external_id: "acct-7741",
  name: "Fjord Analytics AS",
  email: "faktura@fjord.example",
  address_line1: "Havnegata 9",
  address_line2: "",
  address_city: "Trondheim",
  address_state: "",
  address_postal_code: "7010",
  address_country: "NO",
  timezone: "Europe/Oslo",
  metadata: { segment: "mid", crm: "HS-2291" },
  environment_id: "env_01K1AAAA0000000000000000AA",
  tenant_id: "01K1BBBB0000000000000000BB",
  status: "published",
  created_at: "2026-05-02T08:14:31.52911Z",
  updated_at: "2026-08-30T11:02:07.004812Z",
  created_by: "01K1CCCC0000000000000000CC",
  updated_by: "01K1CCCC0000000000000000CC",
};

/** Names in the details of a refused update. */
function flaws(body: Json): readonly string[] {
  const answer = start().call("PUT", fjord, body);
  const details = pick(answer, "details");
  return answer.status === 400 && isJsonObject(details) ? Object.keys(details) : [];
}

describe("reading", () => {
  test("the demo customer reads as documented", () => {
    expect(json(start().call("GET", fjord))).toEqual(fjordAsDocumented);
  });

  test("an unknown id is told with the id", () => {
    const answer = start().call("GET", "/customers/cust_nope");
    expect(answer.status).toBe(404);
    expect(json(answer)).toEqual({
      code: "not_found",
      message: "Customer with ID cust_nope was not found",
      http_status_code: 404,
      details: { customer_id: "cust_nope" },
    });
  });

  test("an external id is looked up under two names", () => {
    const { call } = start();
    for (const name of ["external", "lookup"]) {
      expect(json(call("GET", `/customers/${name}/acct-7741`))).toEqual(fjordAsDocumented);
    }
    expect(json(call("GET", "/customers/external/acct-0"))).toMatchObject({
      message: "Customer with lookup key acct-0 was not found",
      details: { lookup_key: "acct-0" },
    });
  });

  test("an archived customer is read by id, and by external id its successor", () => {
    const { call } = start();
    expect(pick(call("GET", archived), "status")).toBe("archived");
    expect(pick(call("GET", "/customers/external/acct-1200"), "name")).toBe("Bare Metal Ltd");
  });

  test("integrations come only when they are expanded, nothing else can be", () => {
    const { call } = start();
    expect(pick(call("GET", `${fjord}?expand=integrations`), "integrations")).toMatchObject([
      { provider_type: "stripe", entity_id: fjordAsDocumented.id },
    ]);
    expect(json(call("GET", `${bare}?expand=integrations`))).not.toHaveProperty("integrations");
    expect(json(call("GET", `${fjord}?expand=wallets`))).toMatchObject({
      message: "Field is not allowed to be expanded",
      details: { field: "wallets" },
    });
  });

  test("an external id with a slash has no path, encoded or not", () => {
    const answer = start().call("GET", `/customers/external/${encodeURIComponent("東京/星 1")}`);
    expect(answer).toEqual({
      status: 404,
      body: { text: "404 page not found", type: "text/plain; charset=utf-8" },
    });
  });
});

describe("keys and headers", () => {
  test("a missing and an unknown key are told the same", () => {
    const { call } = start();
    for (const key of ["", "sk_wrong", "constructor"]) {
      const answer = call("GET", fjord, undefined, { "x-api-key": key });
      expect(answer.status).toBe(401);
      expect(json(answer)).toEqual({ error: "Unauthorized" });
    }
  });

  test("the key as a bearer token is an invalid token", () => {
    const { call } = start();
    const bearer = { "x-api-key": "", authorization: `Bearer ${writerKey}` };
    expect(json(call("GET", fjord, undefined, bearer))).toEqual({ error: "Invalid token" });
    const basic = { "x-api-key": "", authorization: "Basic YQ==" };
    expect(json(call("GET", fjord, undefined, basic))).toEqual({
      error: "Invalid authorization header format",
    });
  });

  test("a read-only key may read and search, not write", () => {
    const { call } = start();
    const headers = { "x-api-key": readerKey };
    expect(call("GET", fjord, undefined, headers).status).toBe(200);
    expect(call("POST", "/customers/search", {}, headers).status).toBe(200);
    for (const [method, url] of [
      ["PUT", fjord],
      ["PUT", "/customers"],
      ["POST", "/customers"],
      ["DELETE", fjord],
    ] as const) {
      const answer = call(method, url, {}, headers);
      expect(answer.status).toBe(403);
      expect(json(answer)).toEqual({ message: "insufficient permissions" });
    }
  });

  test("a key from the configuration needs the environment's id", () => {
    const { call } = start();
    const refused = call("GET", fjord, undefined, { "x-api-key": configuredKey });
    expect(refused.status).toBe(403);
    expect(json(refused)).toMatchObject({ error: "Access denied" });
    const named = {
      "x-api-key": configuredKey,
      "x-environment-id": "env_01K1AAAA0000000000000000AA",
    };
    expect(call("GET", fjord, undefined, named).status).toBe(200);
  });

  test("X-Request-ID is echoed, or fresh", () => {
    const { call } = start();
    const echoed = call("GET", fjord, undefined, { "x-request-id": "mine" });
    expect(echoed.headers?.["X-Request-ID"]).toBe("mine");
    const fresh = [call("GET", fjord), call("GET", bare)].map((a) => a.headers?.["X-Request-ID"]);
    expect(fresh[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/u);
    expect(fresh[0]).not.toBe(fresh[1]);
  });
});

describe("routes", () => {
  test("PATCH and unknown paths are a text, asked without a key", () => {
    const { call } = start();
    for (const [method, url] of [
      ["PATCH", fjord],
      ["GET", "/customer"],
      ["GET", `${fjord}/nothing`],
    ] as const) {
      const answer = call(method, url, {}, { "x-api-key": "" });
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({
        text: "404 page not found",
        type: "text/plain; charset=utf-8",
      });
    }
  });

  test("an empty id is redirected to the collection", () => {
    const { call } = start();
    const put = call("PUT", "/customers/?a=1", { name: "B" });
    expect(put).toMatchObject({ status: 307, headers: { Location: "../customers?a=1" } });
    const get = call("GET", "/customers/");
    expect(get).toMatchObject({ status: 301, headers: { Location: "../customers" } });
  });

  test("a path that is wrongly encoded is a bad request", () => {
    expect(start().call("GET", "/customers/%zz").status).toBe(400);
  });
});

describe("which customer an update means", () => {
  test("a query by external id answers as documented, with the stamp from before", () => {
    const { call } = start();
    const body = {
      name: "Fjord Analytics ASA",
      address_line2: "2. etg",
      metadata: { segment: "large", crm: "HS-2291" },
    };
    const answer = call("PUT", "/customers?external_customer_id=acct-7741", body);
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual({ ...fjordAsDocumented, ...body });
    expect(pick(call("GET", fjord), "updated_at")).toBe("2026-09-01T12:00:00.25Z");
  });

  test("a switch answers with the new stamp", () => {
    const answer = start({ staleStamp: false }).call("PUT", fjord, {});
    expect(pick(answer, "updated_at")).toBe("2026-09-01T12:00:00.25Z");
  });

  test("an id in the path silences the one in the query", () => {
    const { call } = start();
    const answer = call("PUT", `${fjord}?id=cust_nope`, { name: "B" });
    expect(pick(answer, "id")).toBe(fjordAsDocumented.id);
  });

  test("?id= works, none at all is refused, and an empty one counts as none", () => {
    const { call } = start();
    expect(call("PUT", `/customers?id=${fjordAsDocumented.id}`, {}).status).toBe(200);
    for (const url of ["/customers", "/customers?id=&external_customer_id="]) {
      const answer = call("PUT", url, {});
      expect(answer.status).toBe(400);
      expect(pick(answer, "message")).toContain("?external_customer_id=");
    }
  });

  test("a bad body hides a missing id", () => {
    expect(pick(start().call("PUT", "/customers", "{"), "message")).toBe("Invalid request format");
  });

  test("an external id is looked up first, and must agree with the id", () => {
    const { call } = start();
    const unknown = call("PUT", `${fjord}?external_customer_id=acct-0`, {});
    expect(unknown.status).toBe(404);
    const other = call("PUT", `${fjord}?external_customer_id=acct-1200`, {});
    expect(other.status).toBe(400);
    expect(pick(other, "message")).toContain("same customer");
    expect(call("PUT", `${fjord}?external_customer_id=acct-7741`, {}).status).toBe(200);
  });

  test("an archived customer is updated by id", () => {
    expect(pick(start().call("PUT", archived, { name: "B" }), "name")).toBe("B");
  });
});

describe("absent, null and empty", () => {
  const fields = [
    "external_id",
    "name",
    "email",
    "contact",
    "address_line1",
    "address_line2",
    "address_city",
    "address_state",
    "address_postal_code",
    "address_country",
    "timezone",
    "metadata",
  ];

  test("null keeps every field", () => {
    const { call } = start();
    const before = json(call("GET", hoshino));
    const nulls = Object.fromEntries(fields.map((name) => [name, null]));
    expect(json(call("PUT", hoshino, nulls))).toEqual(before);
  });

  test.each(fields.slice(3, 9))("an empty %s is cleared", (name) => {
    expect(pick(start().call("PUT", hoshino, { [name]: "" }), name)).toBe("");
  });

  test.each([
    ["email", "Email", "email"],
    ["address_country", "AddressCountry", "len"],
    ["timezone", "Timezone", "timezone"],
  ])("an empty %s is refused under its name in Go", (name, goName, tag) => {
    const answer = start().call("PUT", fjord, { [name]: "" });
    expect(answer.status).toBe(400);
    expect(json(answer)).toEqual({
      code: "validation_error",
      message: "Request validation failed",
      http_status_code: 400,
      details: {
        [goName]: `Key: 'UpdateCustomerRequest.${goName}' Error:Field validation for '${goName}' failed on the '${tag}' tag`,
      },
    });
  });

  test.each(["name", "external_id"])("an empty %s dies in the database", (name) => {
    const answer = start().call("PUT", fjord, { [name]: "" });
    expect(answer.status).toBe(500);
    expect(json(answer)).toEqual({
      code: "database_error",
      message: "Failed to update customer",
      http_status_code: 500,
    });
  });

  test("a name of 256 characters dies there too", () => {
    const { call } = start();
    expect(call("PUT", fjord, { name: "星".repeat(255) }).status).toBe(200);
    expect(call("PUT", fjord, { name: "x".repeat(256) }).status).toBe(500);
  });

  test("a null body is an empty one, no body is malformed", () => {
    const { call } = start();
    expect(call("PUT", fjord, "null").status).toBe(200);
    expect(call("PUT", fjord, "nullx").status).toBe(400);
    expect(pick(call("PUT", fjord, ""), "message")).toBe("Invalid request format");
  });

  test("a customer without a contact has no such field", () => {
    const { call } = start();
    expect(json(call("GET", fjord))).not.toHaveProperty("contact");
    expect(pick(call("PUT", fjord, { contact: "+47" }), "contact")).toBe("+47");
  });
});

describe("values", () => {
  test.each([
    ["address_country", "US", true],
    ["address_country", "XK", true],
    ["address_country", "us", false],
    ["address_country", "UK", false],
    ["address_country", "USA", false],
    ["timezone", "Europe/Berlin", true],
    ["timezone", "EST", true],
    ["timezone", "UTC", true],
    ["timezone", "Local", false],
    ["timezone", "+05:30", false],
    ["timezone", "europe/berlin", false],
    ["timezone", "Mars/Base", false],
    ["email", "a@b.example", true],
    ["email", "a@b", false],
    ["email", "Ana <a@b.example>", false],
  ])("%s %s is taken: %s", (name, value, taken) => {
    expect(flaws({ [name]: value }).length === 0).toBe(taken);
  });

  test("several flaws are told at once", () => {
    const body = { email: "x", timezone: "x", contact: "x".repeat(21) };
    expect(flaws(body)).toEqual(["Email", "Contact", "Timezone"]);
  });

  test("lengths are counted in characters, then again in bytes", () => {
    const { call } = start();
    const accented = call("PUT", fjord, { address_line1: "é".repeat(200) });
    expect(accented.status).toBe(400);
    expect(json(accented)).toEqual({
      code: "validation_error",
      message: "Address line 1 must be less than 255 characters",
      http_status_code: 400,
    });
    const city = call("PUT", fjord, { address_city: "市".repeat(90) });
    expect(pick(city, "message")).toBe("City name must be less than 100 characters");
    expect(flaws({ address_line1: "é".repeat(256) })).toEqual(["AddressLine1"]);
    expect(call("PUT", fjord, { address_line1: "x".repeat(255) }).status).toBe(200);
  });

  test("a value of another type fails the whole request, and no field is named", () => {
    const { call } = start();
    for (const body of [
      { name: 7 },
      { metadata: [] },
      { metadata: { seats: 7 } },
      { metadata: { seats: true } },
      '{"metadata":{"n":90071992547409931234}}',
      { integration_entity_mapping: {} },
      { integration_entity_mapping: [{ entity_id: 7 }] },
      [],
      '{"name":',
    ] satisfies Json[]) {
      const answer = call("PUT", fjord, body);
      expect(json(answer)).toEqual({
        code: "validation_error",
        message: "Invalid request format",
        http_status_code: 400,
      });
    }
  });

  test("unknown fields are dropped without a word, names match in any case", () => {
    const { call } = start();
    const answer = call("PUT", fjord, { nme: "B", Address_City: "Bergen", addressCity: "Oslo" });
    expect(json(answer)).toEqual({ ...fjordAsDocumented, address_city: "Bergen" });
  });

  test("what follows the first object is never looked at", () => {
    const answer = start().call("PUT", fjord, '{"name":"B } \\" {"} {"name":"C"} trailing');
    expect(pick(answer, "name")).toBe('B } " {');
  });

  test("an integration mapping is decoded and stored nowhere", () => {
    const { call, state } = start();
    const before = state.other["integrations"];
    const mapping = { entity_id: "x", provider_type: "stripe", provider_entity_id: "cus_9" };
    const answer = call("PUT", fjord, { integration_entity_mapping: [mapping, null] });
    expect(json(answer)).toEqual(fjordAsDocumented);
    expect(state.other["integrations"]).toEqual(before);
  });
});

describe("metadata", () => {
  test("is replaced whole, so that unsent keys are lost", () => {
    const answer = start().call("PUT", fjord, { metadata: { segment: "large" } });
    expect(pick(answer, "metadata")).toEqual({ segment: "large" });
  });

  test("is emptied by {}, and a null in it becomes an empty text", () => {
    const { call } = start();
    expect(pick(call("PUT", fjord, { metadata: {} }), "metadata")).toEqual({});
    expect(pick(call("PUT", fjord, { metadata: { a: null } }), "metadata")).toEqual({ a: "" });
  });

  test("is null where it was never set", () => {
    expect(pick(start().call("GET", bare), "metadata")).toBeNull();
  });

  test("is searched for Indian tax numbers", () => {
    const { call } = start();
    const gstin = " 27aapfu0939f1zv ";
    const stored = call("PUT", fjord, { metadata: { gstin, pan: "AAPFU0939F", hsn_sac: "9983" } });
    expect(pick(stored, "metadata")).toMatchObject({ gstin });
    for (const metadata of [
      { gstin: "27AAPFU0939F1XV" },
      { gstin: "27AAPFU0939F_ZV" },
      { pan: "AAPFU0939" },
      { hsn_sac: "99" },
      { gstin, pan: "AAPFU0939G" },
    ]) {
      expect(call("PUT", fjord, { metadata }).status).toBe(400);
    }
  });
});

describe("a new external id", () => {
  test("leaves a trail that names the new id", () => {
    const { call } = start();
    const once = call("PUT", fjord, { external_id: "acct-9000" });
    expect(pick(once, "metadata")).toEqual({
      segment: "mid",
      crm: "HS-2291",
      old_external_ids: "acct-9000",
    });
    const twice = call("PUT", fjord, { external_id: "acct-9001" });
    expect(pick(twice, "metadata")).toMatchObject({ old_external_ids: "acct-9000,acct-9001" });
  });

  test("leaves none when metadata is sent along, or when it is the old one", () => {
    const { call } = start();
    const along = call("PUT", fjord, { external_id: "acct-9000", metadata: { a: "1" } });
    expect(pick(along, "metadata")).toEqual({ a: "1" });
    const same = call("PUT", hoshino, { external_id: "東京/星 1" });
    expect(pick(same, "metadata")).not.toHaveProperty("old_external_ids");
  });

  test("ends in an empty 500 where metadata is null, even with metadata in the same request", () => {
    const { call } = start();
    const answer = call("PUT", bare, { external_id: "acct-1", metadata: { a: "1" } });
    expect(answer.status).toBe(500);
    expect(answer.body).toBeUndefined();
    expect(pick(call("GET", bare), "external_id")).toBe("acct-1200");
    call("PUT", bare, { metadata: {} });
    expect(call("PUT", bare, { external_id: "acct-1" }).status).toBe(200);
  });

  test("does not panic when the switch is off", () => {
    const answer = start({ nilMetadataPanic: false }).call("PUT", bare, { external_id: "acct-1" });
    expect(pick(answer, "metadata")).toEqual({ old_external_ids: "acct-1" });
  });

  test("is refused while another published customer has it", () => {
    const { call } = start();
    const answer = call("PUT", fjord, { external_id: "acct-1200" });
    expect(answer.status).toBe(409);
    expect(json(answer)).toEqual({
      code: "already_exists",
      message: "A customer with this identifier already exists",
      http_status_code: 409,
      details: { external_id: "acct-1200", email: "faktura@fjord.example" },
    });
    expect(json(call("GET", fjord))).toEqual(fjordAsDocumented);
    expect(call("PUT", archived, { external_id: "acct-7741" }).status).toBe(200);
  });
});

describe("creating and deleting", () => {
  test("a customer needs an external id and a name; empty texts count as absent", () => {
    const { call } = start();
    const missing = call("POST", "/customers", { name: "", email: "" });
    const details = pick(missing, "details");
    expect(isJsonObject(details) ? Object.keys(details) : details).toEqual(["ExternalID", "Name"]);
    const made = call("POST", "/customers", { external_id: "acct-1", name: "New", email: "" });
    expect(made.status).toBe(201);
    expect(json(made)).toMatchObject({
      external_id: "acct-1",
      email: "",
      address_country: "",
      timezone: "UTC",
      metadata: null,
      status: "published",
      created_at: "2026-09-01T12:00:00.25Z",
    });
    expect(pick(made, "id")).toMatch(/^cust_[0-9A-Z]{26}$/u);
    expect(json(call("GET", "/customers/external/acct-1"))).toEqual(json(made));
  });

  test("a taken external id is refused, an archived customer's is free", () => {
    const { call, state } = start();
    const answer = call("POST", "/customers", { external_id: "acct-7741", name: "New" });
    expect(answer.status).toBe(409);
    expect(pick(answer, "details")).toEqual({ external_id: "acct-7741" });
    call("DELETE", bare);
    expect(call("POST", "/customers", { external_id: "acct-1200", name: "N" }).status).toBe(201);
    expect(Object.keys(state.customers)).toHaveLength(5);
  });

  test("here a mapping is checked, though stored nowhere either", () => {
    const answer = start().call("POST", "/customers", {
      external_id: "acct-1",
      name: "New",
      integration_entity_mapping: [{ entity_id: "x", provider_type: "stripe" }],
    });
    const details = pick(answer, "details");
    expect(Object.keys(isJsonObject(details) ? details : {})).toEqual([
      "EntityType",
      "ProviderEntityID",
    ]);
  });

  test("deleting archives, a second time there is nothing to delete", () => {
    const { call } = start();
    expect(call("DELETE", hoshino)).toMatchObject({ status: 204, body: undefined });
    expect(pick(call("GET", hoshino), "status")).toBe("archived");
    expect(pick(call("DELETE", hoshino), "message")).toBe("Customer does not exist");
    expect(call("DELETE", "/customers/cust_nope").status).toBe(404);
  });

  test("a customer with a live subscription stays", () => {
    const answer = start().call("DELETE", fjord);
    expect(json(answer)).toMatchObject({ code: "invalid_operation", http_status_code: 400 });
  });
});

describe("lists", () => {
  function names(answer: VendorAnswer): readonly unknown[] {
    const items = pick(answer, "items");
    if (!Array.isArray(items)) throw new Error(printJson(json(answer)));
    return items.map((item: unknown) => (isJsonObject(item) ? item["name"] : item));
  }

  test("the offset is the next page's, past the end too", () => {
    const { call } = start();
    const first = call("GET", "/customers?limit=2");
    expect(names(first)).toEqual(["Fjord Analytics AS", "Bare Metal Ltd"]);
    expect(pick(first, "pagination")).toEqual({ total: 3, limit: 2, offset: 2 });
    const past = call("GET", "/customers?limit=2&offset=4");
    expect(names(past)).toEqual([]);
    expect(pick(past, "pagination")).toEqual({ total: 3, limit: 2, offset: 6 });
  });

  test("published customers are listed, archived ones on request", () => {
    expect(names(start().call("GET", "/customers?status=archived"))).toEqual(["Bare Metal (old)"]);
  });

  test("a limit of 0 is 50, one over 1000 is refused", () => {
    const { call } = start();
    expect(pick(call("GET", "/customers?limit=0"), "pagination")).toMatchObject({ limit: 50 });
    expect(pick(call("GET", "/customers?limit=1001"), "details")).toEqual({
      limit: "must be between 1 and 1000",
    });
    expect(call("GET", "/customers?limit=x").status).toBe(400);
    expect(call("GET", "/customers?offset=-1").status).toBe(400);
    expect(call("GET", "/customers?order=up").status).toBe(400);
  });

  test("a search finds an external id that no path can hold", () => {
    const { call } = start();
    expect(names(call("POST", "/customers/search", { external_id: "東京/星 1" }))).toHaveLength(1);
    expect(names(call("GET", "/customers?external_ids=acct-7741&external_ids=acct-1200"))).toEqual([
      "Fjord Analytics AS",
      "Bare Metal Ltd",
    ]);
  });

  test("a search matches ids, e-mail and metadata, and sorts by a list", () => {
    const { call } = start();
    const search = (filter: Json) => names(call("POST", "/customers/search", filter));
    expect(search({ customer_ids: [fjordAsDocumented.id] })).toHaveLength(1);
    expect(search({ email: "minami@hoshino.example" })).toHaveLength(1);
    expect(search({ metadata: { segment: "mid" } })).toEqual(["Fjord Analytics AS"]);
    expect(search({ metadata: { segment: "mid", crm: "x" } })).toEqual([]);
    const sort = [{ field: "name", direction: "asc" }];
    expect(search({ sort })).toEqual(["Bare Metal Ltd", "Fjord Analytics AS", expect.anything()]);
    expect(call("POST", "/customers/search", { sort: "name" }).status).toBe(400);
    expect(call("POST", "/customers/search", "").status).toBe(400);
  });

  test("a search expands integrations", () => {
    const answer = start().call("POST", "/customers/search", { expand: "integrations", limit: 1 });
    expect(pick(answer, "items")).toMatchObject([{ integrations: [{ provider_type: "stripe" }] }]);
  });

  test.each<[string, string, string, Json, number]>([
    ["name", "eq", "string", "Bare Metal Ltd", 1],
    ["name", "eq", "string", "Bare Metal", 0],
    ["name", "contains", "string", "METAL", 1],
    ["name", "not_contains", "string", "metal", 2],
    ["external_id", "in", "array", ["acct-7741", "acct-1200"], 2],
    ["external_id", "not_in", "array", ["acct-7741"], 2],
    ["created_at", "after", "date", "2026-05-02T08:14:31.528Z", 1],
    ["created_at", "after", "date", "2026-05-02T08:14:31.530Z", 0],
    ["created_at", "before", "date", "2026-05-02T10:14:31.529+02:00", 2],
    ["created_at", "gte", "date", "2026-05-02T08:14:31.529Z", 1],
  ])("filters[]: %s %s %s %j: %s customers", (field, operator, type, value, count) => {
    const filters = [{ field, operator, data_type: type, value: { [type]: value } }];
    expect(names(start().call("POST", "/customers/search", { filters }))).toHaveLength(count);
  });

  test.each<Json>([
    "name",
    ["name"],
    [{ field: "nmae", operator: "eq", data_type: "string", value: { string: "x" } }],
    [{ field: "name", operator: "is", data_type: "string", value: { string: "x" } }],
    [{ field: "name", operator: "eq", data_type: "number", value: { string: "x" } }],
  ])("filters[] that cannot be read: %j", (filters) => {
    expect(start().call("POST", "/customers/search", { filters }).status).toBe(400);
  });

  test("customers that are equal by the first sort are sorted by the second", () => {
    const { call } = start();
    expect(call("POST", "/customers", { external_id: "zz", name: "Last" }).status).toBe(201);
    const sorted = (direction: string) => {
      const sort = [
        { field: "email", direction: "asc" },
        { field: "external_id", direction },
      ];
      return names(call("POST", "/customers/search", { sort })).slice(0, 2);
    };
    expect(sorted("asc")).toEqual(["Bare Metal Ltd", "Last"]);
    expect(sorted("desc")).toEqual(["Last", "Bare Metal Ltd"]);
  });
});
