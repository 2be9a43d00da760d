/** Vayu's exchanges, typed from its reference: guide.withvayu.com, "Update Customer", and the SDK's open-api.yaml. */
import { describe, expect, test } from "vitest";

import type { Scripted } from "../support/scripted-server.ts";
import { changesIn, errorIn, type Exchange, expectExchanges } from "./exchange.ts";

const id = "65f0c1a2b3d4e5f60718293a";
const clientId = "client-4471";

const withToken = (origin: string) => ({
  BILLING_VAYU_TOKEN: "access-1",
  BILLING_VAYU_BASE_URL: origin,
});
const withClientId = (origin: string) => ({
  ...withToken(origin),
  BILLING_VAYU_CLIENT_ID: clientId,
});

const reading = { authorization: "Bearer access-1" };
const writing = { ...reading, "content-type": "application/json" };

const ok = (body: string): Scripted => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body,
});

const northwind = `{"customer":{"id":"65f0c1a2b3d4e5f60718293a","name":"Northwind Robotics","externalId":"nw-4471",
"aliases":["nw-prod","nw-eu"],"taxIds":["DE811907980"],"legalName":"Northwind Robotics GmbH",
"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},
"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","title":"AP","phone":"+4930111222","receiveInvoiceEmail":true}],
"source":"Api","dueDays":"30_DAYS","currency":"EUR","createdAt":"2026-02-01T09:00:00.000Z","updatedAt":"2026-09-10T07:12:44.000Z"}}`;

const get: Exchange = { request: `GET /customers/${id}`, headers: reading, answer: ok(northwind) };

const update = (...words: string[]) => ["customers", "update", id, "-p", "vayu", ...words];

/** As the update page has it: no taxes, no terms. */
const small = `{"customer":{"name":"Northwind Robotics","aliases":["nw-prod"],"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","receiveInvoiceEmail":true}],"externalId":"nw-4471","id":"65f0c1a2b3d4e5f60718293a","createdAt":"2023-11-07T05:31:56Z","updatedAt":"2023-11-07T05:31:56Z"}}`;

describe("PUT /customers/{customerId}", () => {
  const body =
    `{"name":"Northwind Robotics","externalId":"nw-4471",` +
    `"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
    `"legalName":"Northwind Robotics GmbH","aliases":["nw-prod","nw-eu"],` +
    `"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","title":"AP","phone":"+4930111222","receiveInvoiceEmail":true}],` +
    `"source":"Api","taxIds":["DE811907980"],"dueDays":"45_DAYS","currency":"EUR"}`;
  const stored = northwind
    .replace("30_DAYS", "45_DAYS")
    .replace("2026-09-10T07:12:44.000Z", "2026-11-20T08:00:00.000Z");

  test("new terms are sent with everything else that can be written, and nothing that cannot", async () => {
    const result = await expectExchanges(
      update("--due-days", "45_DAYS", "-o", "json"),
      { env: withToken },
      [get, { request: `PUT /customers/${id}`, headers: writing, body, answer: ok(stored) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      provider: "vayu",
      id,
      outcome: "updated",
      warnings: [],
      verified: true,
      after: { dueDays: "45_DAYS", updatedAt: "2026-11-20T08:00:00.000Z" },
    });
    expect(changesIn(result)).toEqual([
      { field: "dueDays", kind: "changed", before: "30_DAYS", after: "45_DAYS" },
    ]);
  });

  test("the table shows the one change", async () => {
    const result = await expectExchanges(update("--due-days", "45_DAYS"), { env: withToken }, [
      get,
      { request: `PUT /customers/${id}`, headers: writing, body, answer: ok(stored) },
    ]);
    expect(result.stdout).toMatch(
      /^vayu · 65f0c1a2b3d4e5f60718293a · Northwind Robotics +1 change/u,
    );
    expect(result.stdout).toMatch(/\n +~ dueDays +30_DAYS +45_DAYS\n/u);
    expect(result.stdout).toMatch(/\nupdated · stored as sent, says the answer/u);
  });

  test("a client id, where there is one, goes along as x-api-key", async () => {
    const keyed = { "x-api-key": clientId };
    const result = await expectExchanges(update("--due-days", "45_DAYS"), { env: withClientId }, [
      { ...get, headers: { ...reading, ...keyed } },
      {
        request: `PUT /customers/${id}`,
        headers: { ...writing, ...keyed },
        body,
        answer: ok(stored),
      },
    ]);
    expect(result.code).toBe(0);
  });

  test("every field of the update page, in the common vocabulary", async () => {
    const result = await expectExchanges(
      update("-f", "-", "--yes", "-o", "json"),
      {
        env: withToken,
        stdin: JSON.stringify({
          name: "Northwind Robotics AG",
          aliases: [],
          address: {
            country: "Switzerland",
            city: "Zug",
            line1: "Baarerstr. 1",
            state: "ZG",
            postalCode: "6300",
          },
          contacts: [{ name: "J. Smith", email: "jsmith@example.com", receiveInvoiceEmail: true }],
          externalId: "nw-9000",
        }),
      },
      [
        { ...get, answer: ok(small) },
        { request: `PUT /customers/${id}`, headers: writing, body: whole, answer: ok(renamed) },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ outcome: "updated", warnings: [], verified: true });
    expect(changesIn(result).map(({ field }) => field)).toEqual(fieldNames);
  });

  test("every field of the update page, in Vayu's own words", async () => {
    const result = await expectExchanges(
      update("-f", "-", "--native", "--yes", "-o", "json"),
      {
        env: withToken,
        stdin: `{
"name": "Northwind Robotics AG",
"aliases": [],
"address": {
"country": "Switzerland",
"city": "Zug",
"addressText": "Baarerstr. 1",
"state": "ZG",
"postalCode": "6300"
},
"contacts": [
{
"name": "J. Smith",
"email": "jsmith@example.com",
"receiveInvoiceEmail": true
}
],
"externalId": "nw-9000"
}`,
      },
      [
        { ...get, answer: ok(small) },
        { request: `PUT /customers/${id}`, headers: writing, body: whole, answer: ok(renamed) },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result).map(({ field }) => field)).toEqual(fieldNames);
  });

  const whole =
    `{"name":"Northwind Robotics AG","externalId":"nw-9000",` +
    `"address":{"country":"Switzerland","city":"Zug","addressText":"Baarerstr. 1","state":"ZG","postalCode":"6300"},` +
    `"aliases":[],"contacts":[{"name":"J. Smith","email":"jsmith@example.com","receiveInvoiceEmail":true}]}`;
  const renamed = `{"customer":{"name":"Northwind Robotics AG","aliases":[],"address":{"country":"Switzerland","city":"Zug","addressText":"Baarerstr. 1","state":"ZG","postalCode":"6300"},"contacts":[{"name":"J. Smith","email":"jsmith@example.com","receiveInvoiceEmail":true}],"externalId":"nw-9000","id":"65f0c1a2b3d4e5f60718293a","createdAt":"2023-11-07T05:31:56Z","updatedAt":"2023-11-07T06:31:56Z"}}`;
  const fieldNames = [
    "name",
    "externalId",
    "address.line1",
    "address.city",
    "address.state",
    "address.postalCode",
    "address.country",
    "aliases[nw-prod]",
    "contacts[ida@northwind.example]",
    "contacts[jsmith@example.com]",
  ];

  test("the newer fields of the schema", async () => {
    const result = await expectExchanges(
      update("-f", "-", "--native", "-o", "json"),
      {
        env: withToken,
        stdin: `{"source":"Stripe","legalName":"Northwind Robotics SE","customerErpId":"erp-1","salesForceAccountId":"001","subsidiary":"EU",
"taxIds":["DE811907980","FR1"],"taxId":"DE811907980","dueDays":"END_OF_MONTH","currency":"USD",
"cloudProviderSettings":{"cloudProvider":"AWS","cloudProviderMarketplaceId":"mp-1","customerIdentifier":"aws-1"},
"customFields":[{"vayuCustomFieldName":"region","valueType":"String","integrationSource":"Hubspot","integrationEntityType":"Deal","fieldPath":"a.b","value":"north"}]}`,
      },
      [
        get,
        {
          request: `PUT /customers/${id}`,
          headers: writing,
          body:
            `{"name":"Northwind Robotics","externalId":"nw-4471",` +
            `"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
            `"legalName":"Northwind Robotics SE","aliases":["nw-prod","nw-eu"],` +
            `"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","title":"AP","phone":"+4930111222","receiveInvoiceEmail":true}],` +
            `"source":"Stripe","taxIds":["DE811907980","FR1"],"dueDays":"END_OF_MONTH","currency":"USD",` +
            `"customerErpId":"erp-1","salesForceAccountId":"001","subsidiary":"EU","taxId":"DE811907980",` +
            `"cloudProviderSettings":{"cloudProvider":"AWS","cloudProviderMarketplaceId":"mp-1","customerIdentifier":"aws-1"},` +
            `"customFields":[{"vayuCustomFieldName":"region","valueType":"String","integrationSource":"Hubspot","integrationEntityType":"Deal","fieldPath":"a.b","value":"north"}]}`,
          answer: ok(
            `{"customer":{"id":"65f0c1a2b3d4e5f60718293a","name":"Northwind Robotics","externalId":"nw-4471","aliases":["nw-prod","nw-eu"],"taxIds":["DE811907980","FR1"],"legalName":"Northwind Robotics SE","address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","title":"AP","phone":"+4930111222","receiveInvoiceEmail":true}],"source":"Stripe","dueDays":"END_OF_MONTH","currency":"USD","customerErpId":"erp-1","salesForceAccountId":"001","subsidiary":"EU","taxId":"DE811907980","cloudProviderSettings":{"cloudProvider":"AWS","cloudProviderMarketplaceId":"mp-1","customerIdentifier":"aws-1"},"customFields":[{"vayuCustomFieldName":"region","valueType":"String","integrationSource":"Hubspot","integrationEntityType":"Deal","fieldPath":"a.b","value":"north"}],"createdAt":"2026-02-01T09:00:00.000Z","updatedAt":"2026-11-20T08:00:00.000Z"}}`,
          ),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      outcome: "updated",
      warnings: [],
      verified: true,
      after: {
        customFields: [{ name: "region", valueType: "String", value: "north" }],
        cloudProviderSettings: { customerIdentifier: "aws-1" },
      },
    });
  });

  test("computed figures and members that no document calls writable are not sent back", async () => {
    const computed = `"totalOutstandingAmount":12.5,"openAmount":1,"overdueAmount":2,"pendingPaymentAmount":3,"paidAmount":4,"status":"Active","externalIntegration":[{"type":"Hubspot","id":"1","name":"N"}],`;
    const record = northwind.replace(`"name":`, `${computed}"name":`);
    const result = await expectExchanges(
      update("--due-days", "45_DAYS", "--yes"),
      { env: withToken },
      [
        { ...get, answer: ok(record) },
        {
          request: `PUT /customers/${id}`,
          headers: writing,
          body,
          answer: ok(record.replace("30_DAYS", "45_DAYS")),
        },
      ],
    );
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^writing to vayu: at \S+\n$/u),
    });
  });

  // As answers have it in the models of vayu-py 0.3.11.
  const amounts = `"totalOutstandingAmount":12.5,"openAmount":1,"overdueAmount":2,"pendingPaymentAmount":0,"paidAmount":90071992547409931.25,`;
  const owing = northwind.replace(`"name":`, `${amounts}"name":`);

  test("the five computed amounts are shown under their names, exactly", async () => {
    const result = await expectExchanges(
      ["customers", "get", id, "-p", "vayu", "-o", "json"],
      { env: withToken },
      [{ ...get, answer: ok(owing) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      totalOutstandingAmount: 12.5,
      openAmount: 1,
      overdueAmount: 2,
      pendingPaymentAmount: 0,
    });
    expect(result.stdout.match(/"paidAmount": 90071992547409931\.25,?\n/gu)).toHaveLength(2);
  });

  test("they are never sent, and it is no news that they changed", async () => {
    const result = await expectExchanges(
      update("--due-days", "45_DAYS", "-o", "json"),
      { env: withToken },
      [
        { ...get, answer: ok(owing) },
        {
          request: `PUT /customers/${id}`,
          headers: writing,
          body,
          answer: ok(
            owing.replace("30_DAYS", "45_DAYS").replace(`"openAmount":1`, `"openAmount":7`),
          ),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({
      outcome: "updated",
      warnings: [],
      after: { openAmount: 7 },
    });
  });

  test.each([
    [["--set", "openAmount:=5"], undefined, '"openAmount" can only be read: Vayu sets it itself'],
    [["--unset", "paidAmount"], undefined, '"paidAmount" can only be read: Vayu sets it itself'],
    [["-f", "-"], `{"overdueAmount":0}`, '"overdueAmount" can only be read: Vayu sets it itself'],
    [["--native", "-f", "-"], `{"overdueAmount":0}`, "it can only be read"],
  ])("%j of an amount is refused, nothing is sent", async (words, stdin, message) => {
    const env = withToken;
    const world = stdin === undefined ? { env } : { env, stdin };
    const result = await expectExchanges(update(...words), world, []);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(message);
  });

  test("a nullable member is cleared with null, inside the whole address", async () => {
    const result = await expectExchanges(
      update("--unset", "address.city", "--yes", "-o", "json"),
      { env: withToken },
      [
        { ...get, answer: ok(small) },
        {
          request: `PUT /customers/${id}`,
          headers: writing,
          body:
            `{"name":"Northwind Robotics","externalId":"nw-4471",` +
            `"address":{"country":"Germany","city":null,"addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
            `"aliases":["nw-prod"],"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","receiveInvoiceEmail":true}]}`,
          answer: ok(small.replace(`"city":"Berlin"`, `"city":null`)),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(changesIn(result)).toEqual([
      { field: "address.city", kind: "removed", before: "Berlin" },
    ]);
  });
});

describe("GET /customers/{customerId}", () => {
  test("every member of the answer has a common name and stands untouched under native", async () => {
    const result = await expectExchanges(
      ["customers", "get", id, "-p", "vayu", "-o", "json"],
      { env: withToken },
      [{ ...get, answer: ok(small) }],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toEqual({
      provider: "vayu",
      id,
      name: "Northwind Robotics",
      externalId: "nw-4471",
      address: {
        line1: "Torstr. 9",
        city: "Berlin",
        state: null,
        postalCode: "10119",
        country: "Germany",
      },
      aliases: ["nw-prod"],
      contacts: [{ name: "Ida Krol", email: "ida@northwind.example", receiveInvoiceEmail: true }],
      createdAt: "2023-11-07T05:31:56Z",
      updatedAt: "2023-11-07T05:31:56Z",
      revision: expect.any(String),
      account: { baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/u) },
      native: JSON.parse(small).customer,
    });
  });
});

describe("GET /customers/externalId/{externalId}", () => {
  test("the caller's own id is looked up; the update goes to Vayu's id", async () => {
    const stored = small.replace("Berlin", "Hamburg");
    const result = await expectExchanges(
      [
        "customers",
        "update",
        "nw-4471",
        "--by",
        "external-id",
        "-p",
        "vayu",
        "--city",
        "Hamburg",
        "-o",
        "json",
      ],
      { env: withToken },
      [
        { ...get, request: "GET /customers/externalId/nw-4471", answer: ok(small) },
        {
          request: `PUT /customers/${id}`,
          headers: writing,
          body:
            `{"name":"Northwind Robotics","externalId":"nw-4471",` +
            `"address":{"country":"Germany","city":"Hamburg","addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
            `"aliases":["nw-prod"],"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","receiveInvoiceEmail":true}]}`,
          answer: ok(stored),
        },
      ],
    );
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json()).toMatchObject({ id, outcome: "updated" });
  });
});

test("a look-up that finds nobody is a 404", async () => {
  const missing = `{"type":"invalid_request_error","code":"resource_not_found","message":"Customer with externalId nw-0 not found"}`;
  const result = await expectExchanges(
    ["customers", "get", "nw-0", "--by", "external-id", "-p", "vayu", "-o", "json"],
    { env: withToken },
    [
      {
        ...get,
        request: "GET /customers/externalId/nw-0",
        answer: { ...ok(missing), status: 404 },
      },
    ],
  );
  expect(result).toMatchObject({ code: 4, stdout: "" });
  expect(errorIn(result)).toMatchObject({
    code: "not_found",
    providerError: { status: 404, code: "resource_not_found" },
  });
});

describe("POST /login", () => {
  const env = (origin: string) => ({
    BILLING_VAYU_REFRESH_TOKEN: "rt_example_only",
    BILLING_VAYU_CLIENT_ID: clientId,
    BILLING_VAYU_BASE_URL: origin,
  });
  /** Claims `{"sub":"org","exp":4102444800}`: valid until 2100. */
  const jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvcmciLCJleHAiOjQxMDI0NDQ4MDB9.c2ln";
  const nextJwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvcmciLCJleHAiOjQxMDI0NDQ4MDB9.bmV4dA";
  const unauthorized: Scripted = {
    status: 401,
    body: {
      type: "authentication_error",
      code: "authentication_failed",
      message: "Invalid or expired access token",
    },
  };
  const logIn = (token: string): Exchange => ({
    request: "POST /login",
    headers: { "content-type": "application/json" },
    body: `{"refreshToken":"rt_example_only"}`,
    answer: ok(`{"accessToken":"${token}"}`),
  });
  const read = (token: string, answer: Scripted): Exchange => ({
    request: `GET /customers/${id}`,
    headers: { authorization: `Bearer ${token}`, "x-api-key": clientId },
    answer,
  });
  const put = (token: string, answer: Scripted): Exchange => ({
    request: `PUT /customers/${id}`,
    headers: {
      authorization: `Bearer ${token}`,
      "x-api-key": clientId,
      "content-type": "application/json",
    },
    body:
      `{"name":"Northwind AG","externalId":"nw-4471",` +
      `"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
      `"aliases":["nw-prod"],"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","receiveInvoiceEmail":true}]}`,
    answer,
  });
  const stored = ok(small.replace("Northwind Robotics", "Northwind AG"));
  const rename = update("--name", "Northwind AG", "-o", "json");

  test("an access token serves for the hour it lives", async () => {
    const result = await expectExchanges(rename, { env }, [
      logIn(jwt),
      read(jwt, ok(small)),
      put(jwt, stored),
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
  });

  test("after a 401 there is one more login, and the request is sent once more", async () => {
    const result = await expectExchanges(rename, { env }, [
      logIn(jwt),
      read(jwt, ok(small)),
      put(jwt, unauthorized),
      logIn(nextJwt),
      put(nextJwt, stored),
    ]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.json().outcome).toBe("updated");
  });

  test("a second 401 is the end", async () => {
    const result = await expectExchanges(rename, { env }, [
      logIn(jwt),
      read(jwt, unauthorized),
      logIn(nextJwt),
      read(nextJwt, unauthorized),
    ]);
    expect(result.code).toBe(3);
    expect(errorIn(result)).toMatchObject({
      code: "auth",
      exitCode: 3,
      provider: "vayu",
      status: 401,
      providerError: { code: "authentication_failed", type: "authentication_error" },
    });
    expect(result.stderr + result.stdout).not.toMatch(/rt_example_only|eyJ/u);
  });

  test("a bearer token given as such is not asked for again", async () => {
    const result = await expectExchanges(rename, { env: withToken }, [
      { ...get, answer: unauthorized },
    ]);
    expect(result.code).toBe(3);
  });
});

describe("errors", () => {
  const body =
    `{"name":"N","externalId":"nw-4471",` +
    `"address":{"country":"Germany","city":"Berlin","addressText":"Torstr. 9","state":null,"postalCode":"10119"},` +
    `"aliases":["nw-prod"],"contacts":[{"name":"Ida Krol","email":"ida@northwind.example","receiveInvoiceEmail":true}]}`;
  const refused = (status: number, text: string): Exchange => ({
    request: `PUT /customers/${id}`,
    headers: writing,
    body,
    answer: { ...ok(text), status },
  });

  test.each([
    [
      400,
      `{"type":"invalid_request_error","code":"parameter_invalid","message":"Invalid value for parameter: name","param":"name"}`,
      { exitCode: 5, code: "rejected" },
    ],
    [
      400,
      `{"type":"invalid_request_error","code":"validation_failed","message":"Several parameters are invalid"}`,
      { exitCode: 5, code: "rejected" },
    ],
    [
      401,
      `{"type":"authentication_error","code":"authentication_failed","message":"Token expired"}`,
      { exitCode: 3, code: "auth" },
    ],
    [
      404,
      `{"type":"invalid_request_error","code":"resource_not_found","message":"Customer with id 65f0c1a2b3d4e5f60718293a not found"}`,
      { exitCode: 4, code: "not_found" },
    ],
    [
      409,
      `{"type":"invalid_request_error","code":"resource_already_exists","message":"externalId is taken","param":"externalId"}`,
      { exitCode: 5, code: "rejected" },
    ],
    [
      413,
      `{"type":"invalid_request_error","code":"request_too_large","message":"Request body is over 256 KB"}`,
      { exitCode: 5, code: "rejected" },
    ],
    [
      429,
      `{"type":"rate_limit_error","code":"rate_limit_exceeded","message":"Too many requests"}`,
      { exitCode: 7, code: "unavailable" },
    ],
  ])("%i %s", async (status, text, error) => {
    const result = await expectExchanges(
      update("--name", "N", "--no-retry", "-o", "json"),
      { env: withToken },
      [
        { ...get, answer: ok(small) },
        refused(status, text),
        // That nothing was stored is looked up, where somebody can look.
        ...(error.exitCode !== 3 ? [{ ...get, answer: ok(small) }] : []),
      ],
    );
    expect(result.code).toBe(error.exitCode);
    expect(errorIn(result)).toMatchObject({
      ...error,
      provider: "vayu",
      status,
      providerError: { status, ...JSON.parse(text) },
    });
    expect(result.json()).toMatchObject({ outcome: "failed" });
  });

  test("500 is looked into by reading again", async () => {
    const text = `{"type":"api_error","code":"internal_error","message":"Something went wrong"}`;
    const again = { ...get, answer: ok(small) };
    const result = await expectExchanges(update("--name", "N", "-o", "json"), { env: withToken }, [
      again,
      refused(500, text),
      again,
      again,
      again,
    ]);
    expect(result.code).toBe(8);
    expect(errorIn(result)).toMatchObject({
      code: "unknown",
      status: 500,
      providerError: { code: "internal_error", message: "Something went wrong" },
    });
  });
});
