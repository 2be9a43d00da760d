/** Data of the user's own in a record: keys and values of every kind are read, changed and given back as they are. */
import { describe, expect, test } from "vitest";

import { type JsonObject, parseJson, printJson } from "../../src/domain/json.ts";
import { place } from "./plans.ts";
import { customerIds } from "./providers.ts";

const awkward = parseJson(
  String.raw`{"note":{"a":{"b":1,"c":2}},"a.b":1,"c d":{"":2,"]":3},"":4,"q\"":5,"zero":-0,"big":12345678901234567890,
    "__proto__":{"x":1},"constructor":"c","prototype":null,"a_b":1,"aB":2,"null":null,"list":[1,null]}`,
) as JsonObject;

const free = ["maple", "kirim", "commet"] as const;

describe.each(free)("%s", (provider) => {
  test("every path that is printed is one that --set and --unset take", async () => {
    await using at = await place();
    await at.edit(provider, { metadata: awkward });
    const { stdout } = await at.run(["customers", "get", customerIds[provider], "-p", provider]);
    const paths = stdout
      .split("\n")
      .flatMap(
        (line) =>
          /^\s+(?<path>metadata\S*(?:\[".*?"\]\S*)*)\s{2,}/u.exec(line)?.groups?.["path"] ?? [],
      );
    expect(paths).toHaveLength(16);
    for (const path of paths) {
      const set = await at.update(provider, ["--set", `${path}=changed`, "-n", "-o", "json"]);
      expect({ path, code: set.code, stderr: set.stderr }).toEqual({ path, code: 0, stderr: "" });
      expect(set.json().changes.map(({ field }: { field: string }) => field)).toEqual([path]);
      const unset = await at.update(provider, ["--unset", path, "-n", "-o", "json"]);
      expect({ path, code: unset.code }).toEqual({ path, code: 0 });
      expect(unset.json().changes.map(({ field }: { field: string }) => field)).toEqual([path]);
    }
  });

  test("a change beside it leaves all of it as it was, and so does taking that back", async () => {
    await using at = await place();
    await at.edit(provider, { metadata: awkward });
    const change = await at.updated(provider, [
      "--set",
      "metadata.note.a.b:=7",
      "--set",
      'metadata["x.y"]=z',
      "--unset",
      "metadata.__proto__.x",
      "--metadata",
      "constructor:=1",
    ]);
    expect(printJson((await at.record(provider))["metadata"])).toBe(
      printJson({
        ...awkward,
        note: { a: { b: 7, c: 2 } },
        ["__proto__"]: {},
        constructor: 1,
        "x.y": "z",
      }),
    );
    const { code, stderr } = await at.run(["undo", change, "-y", "-q"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(printJson((await at.record(provider))["metadata"])).toBe(printJson(awkward));
  });

  test.each(["json", "ndjson", "yaml"])(
    "as %s it is given back and nothing is written",
    async (format) => {
      await using at = await place();
      await at.edit(provider, { metadata: awkward });
      const { stdout } = await at.run([
        "customers",
        "get",
        customerIds[provider],
        "-p",
        provider,
        "-o",
        format,
      ]);
      await at.write("c", stdout);
      const { code, stderr, json } = await at.update(provider, ["-f", "c", "-o", "json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(json()).toMatchObject({ outcome: "unchanged", changes: [] });
    },
  );

  test("in the vendor's words null is a value", async () => {
    await using at = await place();
    const stdin = '{"metadata":{"p":null}}';
    const { code, json } = await at.update(provider, ["-f", "-", "--native", "-o", "json"], {
      stdin,
    });
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      outcome: "updated",
      changes: [{ field: "metadata.p", kind: "added", after: null }],
      warnings: [],
    });
    expect((await at.record(provider))["metadata"]).toMatchObject({ p: null });
  });

  test("text in the place of another type is a warning", async () => {
    await using at = await place();
    await at.edit(provider, { metadata: { seats: 12, on: true, name: "a", none: null } });
    const words = ["--metadata", "seats=15", "--set", "metadata.on=false"];
    const others = ["--metadata", "name=b", "--metadata", "none=c", "--metadata", "new=1"];
    const { json } = await at.update(provider, [...words, ...others, "-n", "-o", "json"]);
    expect(
      json().warnings.map(({ code, field }: { code: string; field: string }) => `${code} ${field}`),
    ).toEqual(["type_changed metadata.seats", "type_changed metadata.on"]);
    const { stdout } = await at.update(provider, [...words, "-n"]);
    expect(stdout).toContain("! type_changed: metadata.seats holds a number and becomes text");
    const typed = await at.update(provider, ["--metadata", "seats:=15", "-n", "-o", "json"]);
    expect(typed.json().warnings).toEqual([]);
  });
});

test("a null in the vendor's words that it would store as something else is refused", async () => {
  await using at = await place();
  const stdin = '{"metadata":{"p":null}}';
  const { code, stderr } = await at.update("flexprice", ["-f", "-", "--native"], { stdin });
  expect(code).toBe(2);
  expect(stderr).toContain("this provider stores no other type in metadata");
});

test("a null in the vendor's words for an object is one for each of its members", async () => {
  await using at = await place();
  const { json } = await at.update("vayu", ["-f", "-", "--native", "-n", "-o", "json"], {
    stdin: '{"address":null}',
  });
  expect(
    json().changes.map(({ field, kind }: { field: string; kind: string }) => `${kind} ${field}`),
  ).toEqual(["line1", "city", "postalCode", "country"].map((name) => `removed address.${name}`));
});

test("what is read in other names keeps the names of the data in it", async () => {
  await using at = await place();
  const value = { snake_case: 2, a_b: 1, aB: 2 };
  await at.edit("maple", {
    computed_entitlements: [{ id: "e", entitlement_id: "x", value, original_value: value }],
  });
  const { json } = await at.run([
    "customers",
    "get",
    customerIds.maple,
    "-p",
    "maple",
    "-o",
    "json",
  ]);
  expect(json().computedEntitlements).toEqual([
    { id: "e", entitlementId: "x", value, originalValue: value },
  ]);
});

describe("an item of a list", () => {
  test("that is not there cannot be taken out: the nearest one is named", async () => {
    await using at = await place();
    const refused = async (path: string) => {
      const { code, stdout, stderr } = await at.update("vayu", ["--unset", path, "-y"]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      return stderr;
    };
    expect(await refused("contacts[ida@northwnd.example]")).toContain(
      'holds no item "ida@northwnd.example"; did you mean "ida@northwind.example"?',
    );
    expect(await refused("aliases[nw-proof]")).toContain('holds no item "nw-proof"');
  });

  test("goes as often as it is there", async () => {
    await using at = await place();
    await at.edit("vayu", { aliases: ["dup", "a", "dup"] });
    await at.updated("vayu", ["--unset", "aliases[dup]"]);
    expect((await at.record("vayu"))["aliases"]).toEqual(["a"]);
  });

  test("whose identity changes is one change, and is taken back as one", async () => {
    await using at = await place();
    const before = (await at.record("vayu"))["contacts"];
    const words = ["--set", "contacts[ida@northwind.example].email=new@northwind.example"];
    const { code, json } = await at.update("vayu", [...words, "-o", "json", "--no-input"]);
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      outcome: "updated",
      warnings: [],
      changes: [
        {
          field: "contacts[ida@northwind.example].email",
          kind: "changed",
          before: "ida@northwind.example",
          after: "new@northwind.example",
        },
      ],
    });
    const undone = await at.run(["undo", json().changeId, "-y", "-q"]);
    expect(undone.code).toBe(0);
    expect((await at.record("vayu"))["contacts"]).toEqual(before);
  });
});

test("an empty string in the vendor's words is what clears, where anything does", async () => {
  await using at = await place();
  const body = (stdin: string) =>
    at.update("flexprice", ["-f", "-", "--native", "-n", "-o", "json"], { stdin });
  const cleared = await body('{"address_line1":""}');
  expect(cleared.json()).toMatchObject({
    changes: [{ field: "address.line1", kind: "removed" }],
    request: { body: { address_line1: "" } },
  });
  expect((await body('{"address_line2":""}')).json()).toMatchObject({ outcome: "unchanged" });
  expect((await body('{"email":""}')).stderr).toContain("an empty string");
});

test.each(["json", "yaml"])(
  "what get prints as %s is no body of --native, and says so",
  async (format) => {
    await using at = await place();
    for (const fields of [[], ["--fields", "native"]]) {
      const get = ["customers", "get", customerIds.vayu, "-p", "vayu", "-o", format, ...fields];
      const { stdout } = await at.run(get);
      const { code, stderr } = await at.update("vayu", ["-f", "-", "--native"], { stdin: stdout });
      expect(code).toBe(2);
      expect(stderr).toMatch(
        /^error: stdin:\d+:\d: this is a printed customer, and --native takes/mu,
      );
      expect(stderr).toContain("hint: leave out --native and change the fields beside native");
    }
  },
);
