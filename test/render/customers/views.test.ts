import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { chosenField } from "../../../src/domain/field/chosen-fields.ts";
import { readFieldRevision } from "../../../src/domain/field/field-revision.ts";
import type { JsonObject } from "../../../src/domain/json.ts";
import { customersView, customerView } from "../../../src/render/customers/views.ts";
import { type OutputFormat, render, renderList } from "../../../src/render/view.ts";
import { look } from "../look.ts";

const ana: JsonObject = {
  provider: "commet",
  id: "cus_1",
  name: "=Ana",
  address: { city: "Oslo", line1: null },
  metadata: { tier: "gold", seats: 12 },
  mrr: { cents: 1 },
  revision: "sha256:00",
  native: { id: "cus_1" },
};
const fieldsOf = (names: string) => names.split(" ").map(chosenField);

async function listed(format: OutputFormat, names: string, chosen: boolean) {
  const list = renderList(customersView({ fields: fieldsOf(names), chosen }), format, look());
  return list.item(ana) + (await list.end(undefined));
}

describe("a list of customers", () => {
  test("for programs is an array of what get prints, or a line for each", async () => {
    expect(JSON.parse(await listed("json", "id name", false))).toEqual([ana]);
    expect(JSON.parse(await listed("ndjson", "id name", false))).toEqual(ana);
    expect(await listed("yaml", "id name", false)).toMatch(/^- provider: commet\n/u);
  });

  test("is one document also where it is empty", async () => {
    const list = renderList(customersView({ fields: [], chosen: false }), "json", look());
    expect(await list.end(undefined)).toBe("[]\n");
  });

  test("of chosen fields that name the customer says which provider's, and what they were", async () => {
    const [found] = JSON.parse(await listed("json", "id name metadata.tier", true));
    expect(found).toEqual({
      provider: "commet",
      id: "cus_1",
      name: "=Ana",
      metadata: { tier: "gold" },
      revision: expect.any(String),
    });
    expect([...(readFieldRevision(found.revision)?.keys() ?? [])]).toEqual([
      "name",
      "metadata.tier",
    ]);
    const [header, row] = parse(await listed("csv", "id name metadata.tier", true));
    expect(header).toEqual(["provider", "id", "name", "metadata.tier", "revision"]);
    expect(row).toEqual(["commet", "cus_1", "'=Ana", "gold", found.revision]);
  });

  test("of chosen fields that name nobody is those fields and no more", async () => {
    expect(JSON.parse(await listed("json", "name native.id", true))).toEqual([
      { name: "=Ana", native: { id: "cus_1" } },
    ]);
    expect(await listed("csv", "name native.id", true)).toBe("name,native.id\n'=Ana,cus_1\n");
  });
});

describe("one customer", () => {
  const read = {
    provider: "commet",
    account: {},
    id: "cus_1",
    title: "=Ana",
    customer: ana,
    document: ana,
  };

  test("as CSV has a column for each field, and for each key of what has keys", async () => {
    const [header, row] = parse(await render(customerView(undefined), "csv", read, look()));
    expect(header).toEqual(
      "provider id name address.city address.line1 metadata.tier metadata.seats mrr revision".split(
        " ",
      ),
    );
    expect(row?.slice(0, -1)).toEqual([
      "commet",
      "cus_1",
      "'=Ana",
      "Oslo",
      "",
      "gold",
      "12",
      '{"cents":1}',
    ]);
  });

  test("of chosen fields", async () => {
    const view = customerView(fieldsOf("name metadata.tier"));
    expect(JSON.parse(await render(view, "json", read, look()))).toEqual({
      name: "=Ana",
      metadata: { tier: "gold" },
    });
    const table = await render(view, "table", read, look());
    expect(table).toMatch(/metadata\.tier +gold/u);
    expect(table).not.toContain("Oslo");
  });
});
