import { expect, test } from "vitest";
import { startEmulator } from "../../../src/emulator/emulator.ts";
import {
  call,
  demoCustomer,
  demoCustomers,
  freshEmulator,
  storedCustomers,
  temporaryDirectory,
  testWorld,
} from "../support.ts";

const forms: Readonly<Record<string, RegExp>> = {
  vayu: /^[0-9a-f]{24}$/u,
  commet: /^cus_[0-9A-Za-z]+$/u,
  flexprice: /^cust_[0-9A-HJKMNP-TV-Z]{26}$/u,
  maple: /^cus_[0-9A-Za-z]{8}$/u,
  kirim: /^cus_[0-9A-HJKMNP-TV-Z]{26}$/u,
};

test.each(demoCustomers)(
  "made customers of $vendor have ids of its form, names of their own and else what the first has",
  async ({ vendor, id, path, nameField, updateMethod, wrapper }) => {
    await using emulator = await freshEmulator();
    const ids = await emulator.fill(vendor, { count: 120 });
    expect(new Set([...ids, id]).size).toBe(121);
    for (const made of ids) expect(made).toMatch(forms[vendor] ?? /^$/u);
    const last = path.replace(id, ids[119] ?? "");
    const read = await call(emulator, vendor, "GET", last);
    expect(read.status).toBe(200);
    const shown = (wrapper === "" ? read.json : read.json[wrapper]) as Record<string, unknown>;
    expect(shown).toMatchObject({ id: ids[119], [nameField]: "Customer 000120" });
    const first = await call(emulator, vendor, "GET", path);
    const demo = (wrapper === "" ? first.json : first.json[wrapper]) as Record<string, unknown>;
    const differing = Object.keys(demo).filter((key) => shown[key] !== demo[key]);
    const others = differing.filter(
      (key) => JSON.stringify(shown[key]) !== JSON.stringify(demo[key]),
    );
    expect(others.filter((key) => !["id", nameField].includes(key)).length).toBeLessThanOrEqual(1);
    const body = { [nameField]: "New" };
    expect((await call(emulator, vendor, updateMethod, last, { body })).status).toBe(200);
  },
);

test("made customers can be told apart by the caller's own id, where there is one", async () => {
  await using emulator = await freshEmulator();
  const found: Record<string, unknown> = {};
  for (const vendor of ["vayu", "flexprice"]) {
    const ids = await emulator.fill(vendor, { count: 12 });
    const path =
      vendor === "vayu" ? "/customers/externalId/acct-000012" : "/customers/lookup/acct-000012";
    found[vendor] = [
      (await call(emulator, vendor, "GET", path)).text.includes(ids[11] ?? "?"),
      ids.length,
    ];
  }
  expect(found).toMatchObject({ vayu: [true, 12] });
  await emulator.fill("commet", { count: 12 });
  const { json } = await call(emulator, "commet", "GET", "/customers?externalId=acct-000012");
  expect(json["data"]).toMatchObject([{ id: "cus_000012" }]);
});

test("what is there already stays as it is, unless it is given", async () => {
  await using emulator = await freshEmulator();
  await emulator.fill("commet", { count: 2 });
  const renamed = { body: { fullName: "Renamed" } };
  await call(emulator, "commet", "PUT", "/customers/cus_000001", renamed);
  await emulator.fill("commet", { count: 3 });
  const name = async (id: string) =>
    (await call(emulator, "commet", "GET", `/customers/${id}`)).json["data"];
  expect(await name("cus_000001")).toMatchObject({ fullName: "Renamed" });
  expect(await name("cus_000003")).toMatchObject({ fullName: "Customer 000003" });
  const given = { id: "cus_000001", fullName: "Given", livemode: false };
  expect(await emulator.fill("commet", { customers: [given] })).toEqual(["cus_000001"]);
  expect(await name("cus_000001")).toMatchObject({ fullName: "Given", email: null });
  await expect(emulator.fill("stripe", { count: 1 })).rejects.toThrow('no vendor "stripe"');
});

test("every vendor starts with as many as are asked for, and they are kept", async () => {
  await using directory = await temporaryDirectory();
  const options = { stateDir: directory.path, world: testWorld() };
  for (const customers of [300, 300, 0]) {
    await using emulator = await startEmulator({ ...options, customers });
    const { json } = await call(emulator, "vayu", "GET", "/customers?limit=1");
    expect(json["total"]).toBe(303);
  }
  for (const { vendor, nameField } of demoCustomers) {
    const customers = Object.values(await storedCustomers(directory.path, vendor));
    expect([vendor, customers.at(-1)?.[nameField]]).toEqual([vendor, "Customer 000300"]);
  }
  expect(demoCustomer("vayu").id).toHaveLength(24);
});
