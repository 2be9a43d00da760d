import { expect, test } from "vitest";
import { call, freshEmulator, storedState, storeState, testNow } from "../../support.ts";

const northwind = "65f0c1a2b3d4e5f60718293a";
const path = `/customers/${northwind}`;

const documented = {
  id: northwind,
  name: "Northwind Robotics",
  externalId: "nw-4471",
  aliases: ["nw-prod", "nw-eu"],
  taxIds: ["DE811907980"],
  legalName: "Northwind Robotics GmbH",
  address: {
    country: "Germany",
    city: "Berlin",
    addressText: "Torstr. 9",
    state: null,
    postalCode: "10119",
  },
  contacts: [
    {
      name: "Ida Krol",
      email: "ida@northwind.example",
      title: "AP",
      phone: "+4930111222",
      receiveInvoiceEmail: true,
    },
  ],
  source: "Api",
  dueDays: "30_DAYS",
  currency: "EUR",
  createdAt: "2026-02-01T09:00:00.000Z",
  updatedAt: "2026-09-10T07:12:44.000Z",
};

test("the demo customer is the documented example, in its envelope", async () => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "GET", path);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({ customer: documented });
});

test("the API token buys an access token of three parts that works for one hour", async () => {
  await using emulator = await freshEmulator();
  const refreshToken = emulator.settings["vayu"]?.["refreshToken"];
  const login = await call(emulator, "vayu", "POST", "/login", { body: { refreshToken } });
  expect(login.status).toBe(200);
  expect(Object.keys(login.json)).toEqual(["accessToken"]);
  const token = login.json["accessToken"] as string;
  const claims = JSON.parse(
    Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
  ) as unknown;
  expect(token.split(".")).toHaveLength(3);
  expect(claims).toMatchObject({ exp: Date.parse(testNow) / 1000 + 3600 });

  const headers = { authorization: `Bearer ${token}` };
  emulator.world.advance(59 * 60_000);
  expect((await call(emulator, "vayu", "GET", path, { headers })).status).toBe(200);
  emulator.world.advance(60_000);
  const expired = await call(emulator, "vayu", "GET", path, { headers });
  expect(expired.status).toBe(401);
  expect(expired.json).toMatchObject({
    type: "authentication_error",
    code: "authentication_failed",
  });
});

test.each([
  ["no token", ""],
  ["an unknown token", "Bearer nonsense"],
  ["the API token itself", "Bearer demo-vayu-api-token"],
  ["a token signed by somebody else", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln"],
])("%s is a 401", async (_, authorization) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "GET", path, { headers: { authorization } });
  expect(answer.status).toBe(401);
});

test("login says what is missing and what is wrong", async () => {
  await using emulator = await freshEmulator();
  const missing = await call(emulator, "vayu", "POST", "/login", { body: {} });
  expect([missing.status, missing.json["code"], missing.json["param"]]).toEqual([
    400,
    "parameter_missing",
    "refreshToken",
  ]);
  const wrong = await call(emulator, "vayu", "POST", "/login", { body: { refreshToken: "x" } });
  expect(wrong.status).toBe(401);
});

test("PUT keeps scalars it does not name, but empties aliases and taxIds", async () => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "PUT", path, { body: { name: "Northwind AG" } });
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    customer: {
      ...documented,
      name: "Northwind AG",
      aliases: [],
      taxIds: [],
      updatedAt: testNow,
    },
  });
  const read = await call(emulator, "vayu", "GET", path);
  expect(read.json).toEqual(answer.json);
});

test("without array defaults, PUT keeps what it does not name", async () => {
  await using emulator = await freshEmulator({ switches: { vayu: { arrayDefaults: false } } });
  const answer = await call(emulator, "vayu", "PUT", path, { body: { dueDays: "45_DAYS" } });
  expect(answer.json["customer"]).toMatchObject({ aliases: documented.aliases });
});

test("as a whole replacement, PUT drops what it does not name", async () => {
  await using emulator = await freshEmulator({ switches: { vayu: { replaceWhole: true } } });
  const answer = await call(emulator, "vayu", "PUT", path, { body: { dueDays: "45_DAYS" } });
  expect(answer.json["customer"]).toEqual({
    id: northwind,
    name: documented.name,
    aliases: [],
    taxIds: [],
    dueDays: "45_DAYS",
    createdAt: documented.createdAt,
    updatedAt: testNow,
  });
});

test("PUT replaces the address and the contacts whole; null is stored", async () => {
  await using emulator = await freshEmulator();
  const contacts = [{ email: "new@northwind.example" }];
  const body = { address: { city: "Hamburg" }, contacts, legalName: null };
  const answer = await call(emulator, "vayu", "PUT", path, { body });
  expect(answer.json["customer"]).toMatchObject(body);
  expect((answer.json["customer"] as typeof documented).address).toEqual({ city: "Hamburg" });
});

test("with a merged address, its other members stay", async () => {
  await using emulator = await freshEmulator({ switches: { vayu: { mergeAddress: true } } });
  const answer = await call(emulator, "vayu", "PUT", path, {
    body: { address: { city: "Hamburg" } },
  });
  expect((answer.json["customer"] as typeof documented).address).toEqual({
    ...documented.address,
    city: "Hamburg",
  });
});

test("an echoed record is refused for its id and dates", async () => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "PUT", path, { body: documented });
  expect([answer.status, answer.json["code"]]).toEqual([400, "validation_failed"]);
  expect(answer.json["message"]).toMatch(/id is not allowed.*createdAt.*updatedAt/u);
  const read = await call(emulator, "vayu", "GET", path);
  expect(read.json).toEqual({ customer: documented });
});

test.each([
  [{ id: northwind }, "id"],
  [{ createdAt: testNow }, "createdAt"],
  [{ metadata: {} }, "metadata"],
  [{ name: null }, "name"],
  [{ externalId: null }, "externalId"],
  [{ dueDays: "NET_30" }, "dueDays"],
  [{ currency: "eur" }, "currency"],
  [{ source: "Hubspot" }, "source"],
  [{ aliases: "one" }, "aliases"],
  [{ aliases: [1] }, "aliases[0]"],
  [{ address: { zip: "1" } }, "address.zip"],
  [{ contacts: [{ email: "nobody" }] }, "contacts[0].email"],
  [{ contacts: [{ phone: "049-1" }] }, "contacts[0].phone"],
  [{ contacts: [{ receiveInvoiceEmail: "yes" }] }, "contacts[0].receiveInvoiceEmail"],
  [
    { customFields: [{ vayuCustomFieldName: "a", valueType: "Date" }] },
    "customFields[0].valueType",
  ],
  [{ cloudProviderSettings: { cloudProvider: "GCP" } }, "cloudProviderSettings.cloudProvider"],
])("PUT %j is refused, naming %s", async (body, param) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "PUT", path, { body });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({
    type: "invalid_request_error",
    code: "parameter_invalid",
    message: `Invalid value for parameter: ${param}`,
    param,
  });
});

test("an empty name is stored, unless the older documents hold", async () => {
  await using emulator = await freshEmulator();
  const lenient = await call(emulator, "vayu", "PUT", path, { body: { name: "" } });
  expect(lenient.status).toBe(200);
  await using strict = await freshEmulator({ switches: { vayu: { emptyTexts: false } } });
  expect((await call(strict, "vayu", "PUT", path, { body: { name: "" } })).status).toBe(400);
});

test("every writable field of the documents is taken and given back", async () => {
  await using emulator = await freshEmulator();
  const body = {
    name: "Full",
    externalId: "full-1",
    aliases: ["a"],
    taxIds: ["t"],
    taxId: "t",
    legalName: "Full Ltd",
    customerErpId: "erp",
    salesForceAccountId: "sf",
    subsidiary: "sub",
    address: {
      country: "US",
      city: "Austin",
      addressText: "1 St",
      state: "TX",
      postalCode: "73301",
    },
    contacts: [{ name: "A", email: "a@b.example", title: null, phone: "+15550101010" }],
    source: "Stripe",
    cloudProviderSettings: {
      cloudProvider: "AWS",
      cloudProviderMarketplaceId: "m",
      customerIdentifier: "c",
    },
    dueDays: "SAME_DAY",
    currency: "USD",
    customFields: [{ vayuCustomFieldName: "f", valueType: "Number", value: 1 }],
  };
  const answer = await call(emulator, "vayu", "PUT", path, { body });
  expect(answer.json["customer"]).toEqual({
    ...body,
    id: northwind,
    createdAt: documented.createdAt,
    updatedAt: testNow,
  });
});

test("a number that no double holds comes back digit by digit", async () => {
  await using emulator = await freshEmulator();
  const text =
    '{"customFields":[{"vayuCustomFieldName":"n","valueType":"Number","value":12345678901234567890}]}';
  const answer = await call(emulator, "vayu", "PUT", path, { text });
  expect(answer.text).toContain('"value":12345678901234567890');
});

test.each(["{", "[]", '"text"', ""])("the body %j is a bad request", async (text) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "PUT", path, { text });
  expect([answer.status, answer.json["code"]]).toEqual([400, "bad_request"]);
});

test("ids that are no ObjectIds are invalid, unknown ones are not found", async () => {
  await using emulator = await freshEmulator();
  const invalid = await call(emulator, "vayu", "PUT", "/customers/nw-4471", { body: {} });
  expect([invalid.status, invalid.json["param"]]).toEqual([400, "customerId"]);
  const unknownId = "0".repeat(24);
  const unknown = await call(emulator, "vayu", "PUT", `/customers/${unknownId}`, { body: {} });
  expect(unknown.status).toBe(404);
  expect(unknown.json).toEqual({
    type: "invalid_request_error",
    code: "resource_not_found",
    message: `Customer with id ${unknownId} not found`,
  });
});

test("an externalId that another customer has is a conflict; one's own is not", async () => {
  await using emulator = await freshEmulator();
  const other = "/customers/65f0c1a2b3d4e5f60718293c";
  const conflict = await call(emulator, "vayu", "PUT", other, { body: { externalId: "nw-4471" } });
  expect([conflict.status, conflict.json["code"]]).toEqual([409, "resource_already_exists"]);
  const own = await call(emulator, "vayu", "PUT", path, { body: { externalId: "nw-4471" } });
  expect(own.status).toBe(200);
});

test("look-ups find by externalId and by name, however they are encoded", async () => {
  await using emulator = await freshEmulator();
  const odd = `/customers/externalId/${encodeURIComponent("hoshino/東京 1")}`;
  const byExternalId = await call(emulator, "vayu", "GET", odd);
  expect(byExternalId.json["customer"]).toMatchObject({ id: "65f0c1a2b3d4e5f60718293b" });
  expect(byExternalId.text).toContain("90071992547409931234");
  const byName = await call(emulator, "vayu", "GET", "/customers/name/Northwind%20Robotics");
  expect(byName.json["customer"]).toMatchObject({ id: northwind });
  const missing = await call(emulator, "vayu", "GET", "/customers/externalId/nobody");
  expect([missing.status, missing.json["code"]]).toEqual([404, "resource_not_found"]);
});

test("a look-up by the id in another system finds whom it is linked with", async () => {
  await using emulator = await freshEmulator();
  const links = [{ type: "Stripe", id: "cus_1/ø", name: "Stripe" }];
  const state = await storedState(emulator.stateDir, "vayu");
  const linked = { ...state.customers[northwind], externalIntegration: links };
  const customers = { ...state.customers, [northwind]: linked };
  await storeState(emulator.stateDir, "vayu", { ...state, customers });
  const lookUp = (type: string, id: string) =>
    call(emulator, "vayu", "GET", `/customers/integration/${type}/${encodeURIComponent(id)}`);
  expect((await lookUp("Stripe", "cus_1/ø")).json["customer"]).toMatchObject({ id: northwind });
  for (const [type, id] of [
    ["Stripe", "cus_2"],
    ["NetSuite", "cus_1/ø"],
  ] as const) {
    expect((await lookUp(type, id)).json["code"]).toBe("resource_not_found");
  }
  expect((await lookUp("Shopify", "cus_1")).json).toMatchObject({
    code: "parameter_invalid",
    param: "integrationType",
  });
});

test("several flaws are each in params", async () => {
  await using emulator = await freshEmulator();
  const body = { dueDays: "NET_30", contacts: [{ email: "a@b" }] };
  const answer = await call(emulator, "vayu", "PUT", path, { body });
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({
    type: "invalid_request_error",
    code: "validation_failed",
    params: [
      { param: "dueDays", message: expect.stringContaining("must be one of") },
      { param: "contacts[0].email", message: "must be an email" },
    ],
  });
  expect(answer.json).not.toHaveProperty("param");
});

test.each(["a..b@x.example", "a@straße.example", "a@x.123", "a@b"])(
  "a contact's address is none: %s",
  async (email) => {
    await using emulator = await freshEmulator();
    const body = { contacts: [{ email }] };
    expect((await call(emulator, "vayu", "PUT", path, { body })).status).toBe(400);
  },
);

test.each([
  ["store", 200, 1],
  ["ignore", 200, 1000.25],
  ["refuse", 400, 1000.25],
])("an amount that is sent: %s", async (amounts, status, held) => {
  await using emulator = await freshEmulator({ switches: { vayu: { amounts } } });
  const second = "/customers/65f0c1a2b3d4e5f60718293b";
  const answer = await call(emulator, "vayu", "PUT", second, { body: { openAmount: 1 } });
  expect(answer.status).toBe(status);
  const read = await call(emulator, "vayu", "GET", second);
  expect(read.json["customer"]).toMatchObject({ openAmount: held, overdueAmount: 250.25 });
});

test("a created customer can be read, and deleted once", async () => {
  await using emulator = await freshEmulator();
  const created = await call(emulator, "vayu", "POST", "/customers", { body: { name: "New" } });
  expect(created.status).toBe(200);
  const { id } = created.json["customer"] as { id: string };
  expect(id).toMatch(/^[0-9a-f]{24}$/u);
  expect((await call(emulator, "vayu", "GET", `/customers/${id}`)).json).toEqual(created.json);
  const deleted = await call(emulator, "vayu", "DELETE", `/customers/${id}`);
  expect(deleted.json["customer"]).toMatchObject({ name: "New", deletedAt: testNow });
  expect((await call(emulator, "vayu", "DELETE", `/customers/${id}`)).status).toBe(404);
  const nameless = await call(emulator, "vayu", "POST", "/customers", { body: {} });
  expect([nameless.json["code"], nameless.json["param"]]).toEqual(["parameter_missing", "name"]);
});

test("the list pages by a cursor that is absent at the end", async () => {
  await using emulator = await freshEmulator();
  const first = await call(emulator, "vayu", "GET", "/customers?limit=2");
  expect(first.json).toMatchObject({ total: 3, hasMore: true });
  const cursor = first.json["nextCursor"] as string;
  const second = await call(emulator, "vayu", "GET", `/customers?limit=2&cursor=${cursor}`);
  expect(second.json).toMatchObject({ total: 3, hasMore: false });
  expect(second.json).not.toHaveProperty("nextCursor");
  const names = [first, second].flatMap(({ json }) => json["customers"] as { id: string }[]);
  expect(names.map(({ id }) => id.at(-1))).toEqual(["a", "b", "c"]);
  for (const query of ["limit=0", "limit=1001", "limit=two", "cursor=???"]) {
    const refused = await call(emulator, "vayu", "GET", `/customers?${query}`);
    expect([refused.status, refused.json["code"]]).toEqual([400, "parameter_invalid"]);
  }
});

test("a body above 256 KB is too large", async () => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", "PUT", path, {
    body: { name: "x".repeat(256 * 1024) },
  });
  expect([answer.status, answer.json["code"]]).toEqual([413, "request_too_large"]);
});

test("the client id is demanded only where the switch says so", async () => {
  await using emulator = await freshEmulator({ switches: { vayu: { requireApiKey: true } } });
  const without = await call(emulator, "vayu", "GET", path);
  expect([without.status, without.json]).toEqual([403, { message: "Forbidden" }]);
  const clientId = String(emulator.settings["vayu"]?.["clientId"]);
  const headers = { "x-api-key": clientId };
  expect((await call(emulator, "vayu", "GET", path, { headers })).status).toBe(200);
});

test.each([
  ["PATCH", path],
  ["POST", path],
  ["GET", "/v1/customers"],
  ["GET", "/customers/"],
  ["GET", "/customers/%E0%A4%A"],
])("%s %s is no route", async (method, route) => {
  await using emulator = await freshEmulator();
  const answer = await call(emulator, "vayu", method, route);
  expect([answer.status, answer.json["code"]]).toEqual([404, "resource_not_found"]);
});
