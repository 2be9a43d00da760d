import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/domain/json.ts";
import type { Fault } from "../../../src/emulator/faults/fault.ts";
import { parseFault } from "../../../src/emulator/faults/text.ts";
import type { AnsweredRequest } from "../../../src/emulator/server/request-log.ts";
import {
  call,
  demoCustomer,
  demoCustomers,
  demoHeaders,
  freshEmulator,
  readDemo,
  renameDemo,
} from "../support.ts";

const vendors = demoCustomers.map(({ vendor }) => vendor);

/** An emulator with these faults, and a promise of the first request it has dealt with. */
async function withFaults(...faults: readonly string[]) {
  let tell: (request: AnsweredRequest) => void = () => undefined;
  const dealtWith = new Promise<AnsweredRequest>((resolve) => {
    tell = resolve;
  });
  const emulator = await freshEmulator({
    faults: faults.map((text) => parseFault(text)),
    log: (request) => tell(request),
  });
  return { ...emulator, dealtWith };
}

type Running = Awaited<ReturnType<typeof withFaults>>;

/** The name that is stored, read from the emulator. */
async function storedName(emulator: Running, vendor: string): Promise<Json | undefined> {
  return (await readDemo(emulator, vendor))[demoCustomer(vendor).nameField];
}

/** What came of the update, before anything was read again. */
function firstOf({ requests }: Running): readonly unknown[] {
  const { status, applied, fault } = requests[0] ?? {};
  return [fault, status, applied];
}

describe.each(vendors)("at %s", (vendor) => {
  const { name } = demoCustomer(vendor);

  test("429 with Retry-After, twice, then the update goes through", async () => {
    await using emulator = await withFaults(`${vendor}:update:429;retryAfter=7;times=2`);
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      answers.push(await renameDemo(emulator, vendor, "New"));
    }
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers.map(({ headers }) => headers.get("retry-after"))).toEqual(["7", "7", null]);
    expect(emulator.requests.map(({ applied }) => applied)).toEqual([false, false, true]);
    expect(await storedName(emulator, vendor)).toBe("New");
  });

  test("429 without Retry-After, nothing applied", async () => {
    await using emulator = await withFaults(`${vendor}:update:429`);
    const answer = await renameDemo(emulator, vendor, "New");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, null]);
    expect(firstOf(emulator)).toEqual(["status", 429, false]);
    expect(await storedName(emulator, vendor)).toBe(name);
  });

  test("a page of HTML with 502, nothing applied", async () => {
    await using emulator = await withFaults(`any:update:html-502`);
    const answer = await renameDemo(emulator, vendor, "New");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      502,
      "text/html; charset=utf-8",
    ]);
    expect(answer.text).toMatch(/^<html>/u);
    expect(await storedName(emulator, vendor)).toBe(name);
  });

  test.each([
    ["reset-before", false],
    ["reset-after", true],
  ])("%s: no answer, applied: %s", async (kind, applied) => {
    await using emulator = await withFaults(`${vendor}:update:${kind}`);
    await expect(renameDemo(emulator, vendor, "New")).rejects.toThrow("fetch failed");
    expect(firstOf(emulator)).toEqual([kind, 0, applied]);
    expect(await storedName(emulator, vendor)).toBe(applied ? "New" : name);
  });

  test.each([
    ["hang-before", false],
    ["hang-after", true],
  ])("%s: no answer for as long as the client waits, applied: %s", async (kind, applied) => {
    await using emulator = await withFaults(`${vendor}:update:${kind}`);
    const { path, updateMethod, nameField } = demoCustomer(vendor);
    const patience = new AbortController();
    const left = fetch(`${emulator.baseUrls[vendor]}${path}`, {
      method: updateMethod,
      headers: demoHeaders(vendor),
      body: JSON.stringify({ [nameField]: "New" }),
      signal: patience.signal,
    }).catch((error: unknown) => error);
    expect(await emulator.dealtWith).toMatchObject({ status: 0, applied });
    expect(await storedName(emulator, vendor)).toBe(applied ? "New" : name);
    const patienceLost = new Error("out of patience");
    patience.abort(patienceLost);
    expect(await left).toBe(patienceLost);
  });

  test("truncate: applied, and the answer breaks off", async () => {
    await using emulator = await withFaults(`${vendor}:update:truncate`);
    await expect(renameDemo(emulator, vendor, "New")).rejects.toThrow("terminated");
    expect(firstOf(emulator)).toEqual(["truncate", 200, true]);
    expect(await storedName(emulator, vendor)).toBe("New");
  });

  test("empty: applied, 200 and nothing else", async () => {
    await using emulator = await withFaults(`${vendor}:update:empty`);
    const { status, text } = await renameDemo(emulator, vendor, "New");
    expect([status, text]).toEqual([200, ""]);
    expect(await storedName(emulator, vendor)).toBe("New");
  });

  test("edit-between: the read shows the record as it was, the next one somebody else's change", async () => {
    const { nameField } = demoCustomer(vendor);
    await using emulator = await withFaults(
      `${vendor}:read:edit-between;set=${JSON.stringify({ [nameField]: "Theirs" })}`,
    );
    const before = await readDemo(emulator, vendor);
    const after = await readDemo(emulator, vendor);
    expect([before[nameField], after[nameField]]).toEqual([name, "Theirs"]);
    const stamps = (record: typeof before) => record["updatedAt"] ?? record["updated_at"];
    expect(stamps(after)).toMatch(/^2026-11-20T08:00:00(?:\.000)?Z$/u);
    expect(stamps(before)).not.toBe(stamps(after));
    expect(emulator.requests.map(({ applied }) => applied)).toEqual([false, false]);
  });

  test("drop: success, and the name stays as it was", async () => {
    const { nameField } = demoCustomer(vendor);
    await using emulator = await withFaults(`${vendor}:update:drop;members=${nameField}`);
    const answer = await renameDemo(emulator, vendor, "New");
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(JSON.stringify(name));
    expect(await storedName(emulator, vendor)).toBe(name);
  });

  test("normalise: success, and the name is stored in capitals", async () => {
    const { nameField } = demoCustomer(vendor);
    await using emulator = await withFaults(`${vendor}:update:normalise;members=${nameField}`);
    const answer = await renameDemo(emulator, vendor, "New");
    expect(answer.text).toContain('"NEW"');
    expect(await storedName(emulator, vendor)).toBe("NEW");
  });
});

test("slow: answered and applied after the wait", async () => {
  await using emulator = await withFaults("kirim:update:slow;ms=120");
  const began = performance.now();
  const answer = await renameDemo(emulator, "kirim", "New");
  expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  expect(answer.status).toBe(200);
  expect(await storedName(emulator, "kirim")).toBe("New");
});

test("slow: applied although the client has gone", async () => {
  await using emulator = await withFaults("vayu:update:slow;ms=120");
  const body = '{"name":"Late"}';
  const { host, port, pathname } = new URL(
    `${emulator.baseUrls["vayu"]}${demoCustomer("vayu").path}`,
  );
  const client = connect(Number(port), "127.0.0.1");
  client.write(
    `PUT ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer demo-vayu-access-token\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
    () => client.destroy(),
  );
  expect(await emulator.dealtWith).toMatchObject({ fault: "slow", applied: true });
  expect(await storedName(emulator, "vayu")).toBe("Late");
});

test("closing ends what hangs and what is slow", async () => {
  const emulator = await withFaults("vayu:any:slow;ms=3600000", "kirim:any:hang-before");
  const slow = renameDemo(emulator, "vayu", "New");
  const hanging = renameDemo(emulator, "kirim", "New").catch((error: unknown) => error);
  await expect.poll(() => emulator.faults.list().map(({ met }) => met)).toEqual([1, 1]);
  await emulator[Symbol.asyncDispose]();
  expect((await slow).status).toBe(200);
  expect(await hanging).toBeInstanceOf(TypeError);
});

test("the body of a status can be one's own", async () => {
  const limited: Fault = { vendor: "any", call: "read", kind: "status", status: 503 };
  await using emulator = await freshEmulator({
    faults: [
      { ...limited, body: { any: ["thing"] } },
      { ...limited, body: "out of paper", retryAfter: "Wed, 21 Oct 2026 07:28:00 GMT" },
    ],
  });
  const { path } = demoCustomer("vayu");
  const json = await call(emulator, "vayu", "GET", path);
  expect([json.status, json.json]).toEqual([503, { any: ["thing"] }]);
  const text = await call(emulator, "vayu", "GET", path);
  expect([text.text, text.headers.get("content-type"), text.headers.get("retry-after")]).toEqual([
    "out of paper",
    "text/plain; charset=utf-8",
    "Wed, 21 Oct 2026 07:28:00 GMT",
  ]);
  expect((await call(emulator, "vayu", "GET", path)).status).toBe(200);
});

test("replay: Maple gives an earlier answer, says so, and stores nothing", async () => {
  await using emulator = await withFaults("any:update:replay");
  const answer = await renameDemo(emulator, "maple", "New", { "idempotency-key": "k1" });
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ name: "Mara Lind" });
  expect(answer.headers.get("idempotency-used")).toBe("true");
  expect(answer.headers.get("idempotency-key")).toBe("k1");
  expect(await storedName(emulator, "maple")).toBe("Mara Lind");
  const again = await renameDemo(emulator, "maple", "New", { "idempotency-key": "k1" });
  expect(again.headers.get("idempotency-used")).toBeNull();
  expect(await storedName(emulator, "maple")).toBe("New");
});

test("a 500 of Maple's is kept under its idempotency key, a 429 is not", async () => {
  await using emulator = await withFaults("maple:update:429", "maple:update:500;after=1");
  const statuses = [];
  for (const key of ["same", "same", "same", "fresh"]) {
    statuses.push((await renameDemo(emulator, "maple", "New", { "idempotency-key": key })).status);
  }
  expect(statuses).toEqual([429, 500, 500, 200]);
});

test("token-expiry: what Vayu issued is void, a new login helps", async () => {
  await using emulator = await withFaults("vayu:read:token-expiry");
  const logIn = async (): Promise<string> => {
    const { json } = await call(emulator, "vayu", "POST", "/login", {
      body: { refreshToken: "demo-vayu-api-token" },
    });
    return `Bearer ${json["accessToken"] as string}`;
  };
  const { path } = demoCustomer("vayu");
  const read = async (authorization: string): Promise<number> =>
    (await call(emulator, "vayu", "GET", path, { headers: { authorization } })).status;
  const old = await logIn();
  expect(await read(old)).toBe(401);
  expect(await read(old)).toBe(401);
  const fresh = await logIn();
  expect(await read(fresh)).toBe(200);
});

test("edit-between touches the field it names and no other", async () => {
  await using emulator = await withFaults(
    'vayu:read:edit-between;set={"contacts[0].title":"CFO","legalName":null}',
  );
  const before = await readDemo(emulator, "vayu");
  const { updatedAt, ...after } = await readDemo(emulator, "vayu");
  expect(updatedAt).toBe("2026-11-20T08:00:00.000Z");
  const [contact] = before["contacts"] as Json[];
  expect(after).toEqual({
    ...Object.fromEntries(Object.entries(before).filter(([name]) => name !== "updatedAt")),
    legalName: null,
    contacts: [{ ...(contact as object), title: "CFO" }],
  });
});

test("drop names some members, the others are stored", async () => {
  await using emulator = await withFaults("maple:update:drop;members=title,address.city");
  const { path } = demoCustomer("maple");
  const answer = await call(emulator, "maple", "PATCH", path, {
    body: { title: "CTO", phone: "+47 1", address: { city: "Bergen", country: "NO" } },
  });
  expect(answer.json).toMatchObject({
    title: "CFO",
    phone: "+47 1",
    address: { city: "Oslo", country: "NO" },
  });
  expect((await call(emulator, "maple", "GET", path)).json).toEqual(answer.json);
});

test("an update that the vendor refuses is not applied, whatever the fault", async () => {
  await using emulator = await withFaults(
    "vayu:update:hang-after",
    "vayu:update:drop;members=name;after=1",
  );
  const { path } = demoCustomer("vayu");
  const patience = new AbortController();
  const waiting = fetch(`${emulator.baseUrls["vayu"]}${path}`, {
    method: "PUT",
    headers: demoHeaders("vayu"),
    body: '{"nope":1}',
    signal: patience.signal,
  }).catch(() => undefined);
  expect(await emulator.dealtWith).toMatchObject({ applied: false });
  patience.abort();
  await waiting;
  const refused = await call(emulator, "vayu", "PUT", path, { body: { nope: 1 } });
  expect(refused.status).toBe(400);
});

test("a customer is edited as somebody else would", async () => {
  await using emulator = await freshEmulator();
  const { id } = demoCustomer("flexprice");
  const edited = await emulator.edit("flexprice", id, { "metadata.segment": "large" });
  expect(edited).toMatchObject({
    metadata: { segment: "large", crm: "HS-2291" },
    updated_at: "2026-11-20T08:00:00Z",
  });
  expect(await readDemo(emulator, "flexprice")).toMatchObject({ metadata: { segment: "large" } });
  await expect(emulator.edit("flexprice", "cust_none", {})).rejects.toThrow(
    'the emulator has no customer "cust_none" at "flexprice"',
  );
  await expect(emulator.edit("stripe", id, {})).rejects.toThrow("no customer");
});
