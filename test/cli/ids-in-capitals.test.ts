/** Ids whose capitals do not count: one customer, however its id is typed. */
import { expect, test } from "vitest";

import { allProviders } from "../../src/providers/registry.ts";
import { runCli } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { place } from "./plans.ts";
import { customerIds, environment } from "./providers.ts";
import { runPlace } from "./runs.ts";

const id = customerIds.vayu;
const capitals = id.toUpperCase();

test("an id in capitals is read and updated, and is recorded as the vendor writes it", async () => {
  await using at = await place();
  const read = await at.run(["customers", "get", capitals, "-p", "vayu", "-o", "json"]);
  expect({ code: read.code, id: read.json().id }).toEqual({ code: 0, id });
  const words = ["customers", "update", capitals, "-p", "vayu"];
  const updated = await at.run([...words, "--name", "North", "-o", "json"]);
  expect(updated.json()).toMatchObject({ outcome: "updated", id, verified: true });
  const shown = await at.run(["history", "--customer", capitals, "-o", "json"]);
  expect(shown.json().changes).toMatchObject([{ id }]);
  expect((await at.run(["undo", shown.json().changes[0].changeId, "-y"])).code).toBe(0);
});

test("a vendor that answers in capitals answers with the same customer", async () => {
  const record = { id: capitals, name: "N" };
  await using server = await scriptedServer([
    { status: 200, body: { customer: record } },
    { status: 200, body: { customer: { ...record, name: "M" } } },
  ]);
  const words = ["customers", "update", id, "-p", "vayu", "--name", "M", "-o", "json"];
  const { code, json } = await runCli(words, {
    env: environment(server.origin),
  });
  expect({ code, id: json().id }).toEqual({ code: 0, id });
});

test("in a file, the same id in other letters is the same customer twice", async () => {
  await using at = await runPlace();
  const rows = `id,name\n${id},A\n${capitals},B\n`;
  const { code, stderr } = await at.from("rows.csv", rows, ["-p", "vayu", "-y"]);
  expect(code).toBe(2);
  expect(stderr).toContain(`customer ${id} of Vayu is in line 2`);
  const one = await at.from("one.csv", `id,name\n${capitals},B\n`, ["-p", "vayu", "-y"]);
  expect(one.code).toBe(0);
});

test("a record given back with its id in capitals is about that customer", async () => {
  await using at = await place();
  const get = ["customers", "get", id, "-p", "vayu", "--fields", "id,name", "-o", "json"];
  const { stdout } = await at.run(get);
  await at.write("row.json", stdout.replace(id, capitals).replace("Northwind Robotics", "North"));
  const { code, stderr } = await at.run([
    "customers",
    "update",
    id,
    "-p",
    "vayu",
    "-f",
    "row.json",
    "-n",
    "-o",
    "json",
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("at the others capitals are part of the id", () => {
  const folding = allProviders.filter(({ customerId }) => customerId.writtenIn !== undefined);
  expect(folding.map(({ id: provider }) => provider)).toEqual(["vayu"]);
});
