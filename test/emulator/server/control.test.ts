import { type IncomingMessage, request } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { demoCustomer, freshEmulator, readDemo, renameDemo, storedState } from "../support.ts";

type Running = Awaited<ReturnType<typeof freshEmulator>>;

async function control(
  { origin }: Running,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly json: unknown }> {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(`${origin}/_control${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: content }),
  });
  const answered = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  return { status: response.status, json: isJson ? JSON.parse(answered) : answered };
}

const limited = { vendor: "kirim", call: "update", kind: "status", status: 429, retryAfter: 3 };

test("faults are added, listed with what became of them, and removed", async () => {
  await using emulator = await freshEmulator();
  expect(await control(emulator, "GET", "/faults")).toEqual({ status: 200, json: [] });
  const added = await control(emulator, "POST", "/faults", limited);
  expect(added).toEqual({ status: 201, json: [{ ...limited, seen: 0, met: 0 }] });
  await control(emulator, "POST", "/faults", [
    { vendor: "any", call: "read", kind: "empty" },
    { vendor: "vayu", call: "read", kind: "truncate" },
  ]);
  expect((await renameDemo(emulator, "kirim", "New")).status).toBe(429);
  expect((await control(emulator, "GET", "/faults")).json).toMatchObject([
    { kind: "status", seen: 1, met: 1 },
    { kind: "empty", seen: 0, met: 0 },
    { kind: "truncate", seen: 0, met: 0 },
  ]);
  expect(await control(emulator, "DELETE", "/faults")).toEqual({ status: 204, json: "" });
  expect(emulator.faults.list()).toEqual([]);
  expect(await readDemo(emulator, "vayu")).toMatchObject({ name: "Northwind Robotics" });
});

test("one bad fault keeps all of its list out, and all complaints are told", async () => {
  await using emulator = await freshEmulator();
  const refused = await control(emulator, "POST", "/faults", [
    limited,
    { ...limited, kind: "sluw", vendor: "kirm" },
  ]);
  expect(refused).toEqual({
    status: 400,
    json: {
      errors: [
        'unknown vendor "kirm" in a fault; did you mean "kirim"?',
        'unknown kind "sluw" in a fault; did you mean "slow"?',
      ],
    },
  });
  expect((await control(emulator, "POST", "/faults", "{")).status).toBe(400);
  expect(emulator.faults.list()).toEqual([]);
});

test("what arrived is told, without the control's own requests", async () => {
  await using emulator = await freshEmulator({
    faults: [{ vendor: "vayu", call: "update", kind: "reset-after" }],
  });
  await renameDemo(emulator, "vayu", "New").catch(() => undefined);
  await readDemo(emulator, "kirim");
  await fetch(`${emulator.origin}/elsewhere`);
  expect((await control(emulator, "GET", "/requests")).json).toEqual([
    {
      vendor: "vayu",
      method: "PUT",
      path: demoCustomer("vayu").path,
      status: 0,
      applied: true,
      fault: "reset-after",
    },
    {
      vendor: "kirim",
      method: "GET",
      path: demoCustomer("kirim").path,
      status: 200,
      applied: false,
    },
    { vendor: null, method: "GET", path: "/elsewhere", status: 404, applied: false },
  ]);
});

test("requests are counted by vendor", async () => {
  await using emulator = await freshEmulator({ limits: { maple: { requests: 1, seconds: 60 } } });
  await renameDemo(emulator, "maple", "New");
  await renameDemo(emulator, "maple", "Newer");
  const none = { requests: 0, limited: 0, applied: 0, failed: 0 };
  expect((await control(emulator, "GET", "/counts")).json).toEqual({
    vayu: none,
    commet: none,
    flexprice: none,
    maple: { requests: 2, limited: 1, applied: 1, failed: 0 },
    kirim: none,
  });
});

test("customers are made, and given ones stored as they are", async () => {
  await using emulator = await freshEmulator();
  const customers = [{ ...(await readDemo(emulator, "maple")), id: "cus_given", name: "Given" }];
  const filled = await control(emulator, "PUT", "/customers", {
    vendor: "maple",
    count: 3,
    customers,
  });
  expect(filled).toEqual({
    status: 200,
    json: ["cus_00000001", "cus_00000002", "cus_00000003", "cus_given"],
  });
  const edited = await emulator.edit("maple", "cus_given", {});
  expect(edited).toMatchObject({ name: "Given", org_name: "Fjord Analytics" });
});

test.each([
  ["[]", ["the body is not a JSON object"]],
  [{ vendor: "kirim" }, ['"count" or "customers" is needed']],
  [
    { vendor: "kirm", count: -1, customers: [{}], cuont: 1 },
    [
      '"vendor" must be one of vayu, commet, flexprice, maple, kirim',
      '"count" must be a whole number up to 1000000',
      '"customers" must be a list of objects with an "id" each',
      'unknown "cuont"',
    ],
  ],
])("customers as in %j are refused", async (body, errors) => {
  await using emulator = await freshEmulator();
  const refused = await control(emulator, "PUT", "/customers", body);
  expect(refused).toEqual({ status: 400, json: { errors } });
});

test("reset brings the first records back, on the disk as well", async () => {
  await using emulator = await freshEmulator();
  await renameDemo(emulator, "maple", "New", { "idempotency-key": "k" });
  await renameDemo(emulator, "commet", "New");
  expect((await control(emulator, "POST", "/reset")).status).toBe(204);
  expect(await readDemo(emulator, "maple")).toMatchObject({ name: "Mara Lind" });
  expect(await readDemo(emulator, "commet")).toMatchObject({
    fullName: demoCustomer("commet").name,
  });
  const { customers, other } = await storedState(emulator.stateDir, "maple");
  expect({ ...other }).toEqual({});
  expect(Object.values(customers).map(({ name }) => name)).toContain("Mara Lind");
  const again = await renameDemo(emulator, "maple", "Newer", { "idempotency-key": "k" });
  expect(again.headers.get("idempotency-used")).toBeNull();
});

test("a stored customer is changed by hand", async () => {
  await using emulator = await freshEmulator();
  const { id } = demoCustomer("maple");
  const path = `/customers/maple/${id}`;
  const changed = await control(emulator, "POST", path, { address: { city: null }, title: "CTO" });
  expect(changed).toMatchObject({
    status: 200,
    json: { title: "CTO", address: { city: null, zip: "0155" }, name: "Mara Lind" },
  });
  expect(await readDemo(emulator, "maple")).toEqual(changed.json);
  expect((await control(emulator, "POST", path, { id: "cus_other" })).status).toBe(400);
  expect((await control(emulator, "POST", path, "[]")).status).toBe(400);
  expect(await control(emulator, "POST", "/customers/maple/none", {})).toEqual({
    status: 404,
    json: { errors: ['maple has no customer "none"'] },
  });
  expect((await control(emulator, "POST", "/customers/stripe/none", {})).status).toBe(404);
});

test("an encoded id reaches its customer", async () => {
  await using emulator = await freshEmulator();
  const created = await emulator.edit("kirim", demoCustomer("kirim").id, { name: "x" });
  const encoded = demoCustomer("kirim").id.replaceAll("_", "%5F");
  const { json } = await control(emulator, "POST", `/customers/kirim/${encoded}`, { name: "y" });
  expect(json).toEqual({ ...created, name: "y" });
});

test.each([
  ["POST", "/faults", limited],
  ["DELETE", "/faults", undefined],
  ["POST", "/reset", undefined],
  ["GET", "/requests", undefined],
  ["GET", "/counts", undefined],
  ["PUT", "/customers", { vendor: "kirim", count: 1 }],
  ["POST", `/customers/kirim/${demoCustomer("kirim").id}`, { name: "x" }],
])("a web page's %s %s is refused", async (method, path, body) => {
  await using emulator = await freshEmulator();
  const fault = { vendor: "any", call: "login", kind: "empty" } as const;
  emulator.faults.add(fault);
  for (const origin of ["https://evil.example", "null", emulator.origin]) {
    expect((await control(emulator, method, path, body, { origin })).status).toBe(403);
  }
  expect(emulator.faults.list()).toEqual([{ ...fault, seen: 0, met: 0 }]);
  expect(await readDemo(emulator, "kirim")).toMatchObject({ name: "Sinar Logistik" });
});

test("another host than loopback is refused", async () => {
  await using emulator = await freshEmulator();
  const sent = request(`${emulator.origin}/_control/requests`, {
    headers: { host: "evil.example" },
  }).end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  await text(response);
  expect(response.statusCode).toBe(403);
});

test.each([
  ["PUT", "/faults", 405],
  ["POST", "/requests", 405],
  ["GET", "/reset", 405],
  ["POST", "/counts", 405],
  ["POST", "/customers", 405],
  ["GET", "/customers/kirim/cus_1", 405],
  ["GET", "/nothing", 404],
  ["GET", "", 404],
])("%s /_control%s is %i", async (method, path, status) => {
  await using emulator = await freshEmulator();
  expect((await control(emulator, method, path)).status).toBe(status);
  expect(emulator.requests).toEqual([]);
});
