/** Rows of `customers list` and `get`, given back to `customers update --from -`. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { providerIds } from "../../src/providers/registry.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";

/** A world in which the emulator keeps what was changed. */
async function world() {
  const home = await temporaryHome();
  const run = (words: readonly string[], stdin?: string) =>
    runCli([...words, "--emulator"], {
      env: { XDG_STATE_HOME: home.path },
      uuid: () => randomUUID(),
      ...(stdin === undefined ? {} : { stdin }),
    });
  return {
    run,
    path: home.path,
    list: async (...words: readonly string[]) =>
      (await run(["customers", "list", ...words])).stdout,
    /** The outcomes of a run over these rows, and what was changed. */
    give: async (rows: string, ...words: readonly string[]) => {
      const from = ["customers", "update", "--from", "-", "--yes", "-o", "json", ...words];
      const { code, stdout, stderr } = await run(from, rows);
      return { code, stderr, results: stdout === "" ? [] : JSON.parse(stdout).results };
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}
const outcomesOf = (results: readonly { readonly outcome: string }[]) =>
  results.map(({ outcome }) => outcome);
const fieldsOf = (
  results: readonly { readonly changes: readonly { readonly field: string }[] }[],
) => results.flatMap(({ changes }) => changes.map(({ field }) => field));

describe("unedited rows change nothing", () => {
  const forms: readonly (readonly string[])[] = [
    ["-o", "ndjson"],
    ["-o", "json"],
    ["-o", "yaml"],
    ["-o", "csv"],
    ["-o", "yaml", "--fields", "id,name,metadata,address,native.id,createdAt"],
    ["-o", "ndjson", "--fields", "id,name,metadata,address,native.id,createdAt"],
    ["-o", "csv", "--fields", "id,name,metadata,contacts,status,native,createdAt"],
  ];
  test.each(providerIds)("%s, in every form", async (provider) => {
    await using at = await world();
    for (const form of forms) {
      const rows = await at.list("-p", provider, ...form);
      const given = await at.give(rows);
      expect({ form, code: given.code, outcomes: outcomesOf(given.results) }).toEqual({
        form,
        code: 0,
        outcomes: ["unchanged", "unchanged", "unchanged"],
      });
    }
  });

  test.each(["json", "ndjson", "yaml", "csv"])("one customer of get -o %s", async (format) => {
    await using at = await world();
    const { stdout } = await at.run([
      "customers",
      "get",
      "cus_2Nb8LmPq",
      "-p",
      "maple",
      "-o",
      format,
    ]);
    const given = await at.give(stdout);
    expect(outcomesOf(given.results)).toEqual(["unchanged"]);
  });
});

describe("edited fields are the change", () => {
  test("of rows on their way through jq, which prints them over several lines", async () => {
    await using at = await world();
    const rows = (await at.list("-p", "maple", "-o", "ndjson")).trim().split("\n");
    const pretty = rows.map((row) => JSON.stringify(JSON.parse(row), null, 2)).join("\n");
    const given = await at.give(pretty, "--metadata", "wave=2");
    expect(outcomesOf(given.results)).toEqual(["updated", "updated", "updated"]);
    expect(new Set(fieldsOf(given.results))).toEqual(new Set(["metadata.wave"]));
  });

  test("in YAML, row by row, and what failed is a file of YAML again", async () => {
    await using at = await world();
    const rows = await at.list("-p", "maple", "-o", "yaml", "--fields", "id,name,metadata");
    const edited = `${rows.replace("tier: gold", "tier: silver")}- id: cus_nobody\n  name: No\n`;
    const given = await at.give(edited, "-p", "maple", "--failed", `${at.path}/failed.yaml`);
    expect(fieldsOf(given.results)).toEqual(["metadata.tier"]);
    expect(given.code).toBe(9);
    expect(await readFile(`${at.path}/failed.yaml`, "utf8")).toBe("- id: cus_nobody\n  name: No\n");
  });

  test("in CSV, and a number stays one", async () => {
    await using at = await world();
    const rows = await at.list(
      "-p",
      "commet",
      "--external-id",
      "usr_5512",
      "-o",
      "csv",
      "--fields",
      "id,name,metadata.seats",
    );
    const given = await at.give(rows.replace(",12,", ",15,").replace("Ana Ferreira", "=Ana"));
    expect(given.results[0].changes).toEqual([
      expect.objectContaining({ field: "name", after: "=Ana" }),
      expect.objectContaining({ field: "metadata.seats", before: 12, after: 15 }),
    ]);
    // What a spreadsheet would carry out is guarded on its way out, and is itself again on its way in.
    const again = await at.list("-p", "commet", "--name", "=Ana", "-o", "csv");
    expect(again).toContain(",'=Ana,");
    expect(outcomesOf((await at.give(again)).results)).toEqual(["unchanged"]);
    const edited = await at.give(again.replace("'=Ana", "'=Bea"));
    expect(edited.results[0].changes).toMatchObject([{ field: "name", after: "=Bea" }]);
  });

  test("in CSV without its revision, or edited, no escape that was printed becomes the value", async () => {
    await using at = await world();
    const rows = await at.list("-p", "maple", "-o", "csv", "--fields", "id,name");
    expect(rows).toContain(String.raw`\x1b[2JZoë`);
    expect(outcomesOf((await at.give(rows)).results)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
    for (const given of [
      rows.replaceAll(/,(?:revision|fields: [^\n]*)\n/gu, "\n"),
      rows.replaceAll(/fields: [^\n]*\n/gu, "\n"),
      rows.replace("latot", "total"),
    ]) {
      const { code, stderr, results } = await at.give(given);
      expect(results).toEqual([]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/name.*: .{1,2}x1b was printed for a character that nobody sees/u);
    }
  });

  test.each(["'+47 555 01 021", "+47 555 01 021"])(
    "in a guarded cell, whether or not a spreadsheet kept the guard: %s",
    async (cell) => {
      await using at = await world();
      const rows = await at.list(
        ..."-p maple --external-id acct-7781 -o csv --fields id,phone".split(" "),
      );
      expect(rows).toContain(",'+47 555 01 020,");
      const given = await at.give(rows.replace("'+47 555 01 020", cell));
      expect(given.results[0]?.changes).toMatchObject([
        { field: "phone", before: "+47 555 01 020", after: "+47 555 01 021" },
      ]);
      // Where the guard alone is gone, nothing was edited: what was changed meanwhile stays.
      const unguarded = await at.give(rows.replace("'+47", "+47"));
      expect(outcomesOf(unguarded.results)).toEqual(["unchanged"]);
    },
  );

  test("of chosen fields, nested ones too", async () => {
    await using at = await world();
    const [row = ""] = (
      await at.list(
        "-p",
        "maple",
        "--name",
        "Mara Lind",
        "-o",
        "ndjson",
        "--fields",
        "id,address.city,metadata.tier",
      )
    ).split("\n");
    const given = await at.give(row.replace("Oslo", "Bergen"));
    expect(given.results[0].changes).toMatchObject([{ field: "address.city", after: "Bergen" }]);
  });

  test("what can only be read cannot be edited", async () => {
    await using at = await world();
    const rows = await at.list("-p", "flexprice", "-o", "csv", "--name", "Fjord Analytics AS");
    const status = await at.give(rows.replace("published", "archived"));
    expect(status.code).toBe(2);
    const shown = await at.list("-p", "maple", "-o", "csv", "--fields", "id,createdAt,native.id");
    const created = await at.give(shown.replace(/,2026-[^,]+/u, ",2020-01-01T00:00:00Z"));
    expect(created).toMatchObject({ code: 2, results: [] });
    expect(created.stderr).toMatch(/createdAt.* can only be read/u);
    const json = await at.list("-p", "maple", "-o", "ndjson", "--fields", "id,native.id");
    expect(
      (await at.give(json.replaceAll('"native":{"id":"cus', '"native":{"id":"x'))).stderr,
    ).toContain("native.id can only be read");
  });
});

describe("what moved since the list was made is a conflict", () => {
  const forms: readonly (readonly string[])[] = [
    ["-o", "ndjson"],
    ["-o", "csv"],
    ["-o", "ndjson", "--fields", "id,name,phone"],
  ];
  test.each(forms.map((form) => [form]))("%j", async (form) => {
    await using at = await world();
    const rows = await at.list("-p", "maple", "--name", "Mara Lind", ...form);
    const change = ["customers", "update", "cus_2Nb8LmPq", "-p", "maple"];
    expect((await at.run([...change, "--name", "Mara Holm"])).code).toBe(0);

    const unedited = await at.give(rows);
    expect({ form, outcomes: outcomesOf(unedited.results) }).toEqual({
      form,
      outcomes: ["unchanged"],
    });
    const other = await at.give(
      rows.replace(/(?<=email[":]+|,)billing@fjord\.example/u, "ap@fjord.example"),
    );
    expect(other.results[0].outcome).toBe(form.length === 4 ? "unchanged" : "updated");
    const same = await at.give(rows.replace("Mara Lind", "Mara L"));
    expect(same).toMatchObject({
      code: 9,
      results: [{ outcome: "failed", error: { code: "conflict" } }],
    });
    expect(same.results[0].error.message).toContain("name changed since it was printed");
    const flagged = await at.give(rows, "--name", "M");
    expect(flagged.results[0]).toMatchObject({ outcome: "failed", error: { code: "conflict" } });
    const forced = await at.give(rows.replace("Mara Lind", "Mara L"), "--force");
    expect(outcomesOf(forced.results)).toEqual(["updated"]);
  });

  test("so it is for one customer that is given back", async () => {
    await using at = await world();
    const get = ["customers", "get", "cus_2Nb8LmPq", "-p", "maple", "-o", "json"];
    const { stdout } = await at.run(get);
    const update = ["customers", "update", "cus_2Nb8LmPq", "-p", "maple"];
    await at.run([...update, "--name", "Mara Holm"]);
    const edited = stdout.replace('"name": "Mara Lind"', '"name": "Mara L"');
    const given = await at.run([...update, "-f", "-"], edited);
    expect(given.code).toBe(6);
    expect(given.stderr).toContain("name changed since it was printed");
    expect((await at.run([...update, "-f", "-"], stdout)).code).toBe(0);
  });
});

describe("a revision", () => {
  test("that is not as it was printed is refused; a row without one is a plain row", async () => {
    await using at = await world();
    const rows = await at.list("-p", "maple", "--name", "Mara Lind", "-o", "csv");
    const broken = await at.give(rows.replace("fields: name=", "fields: name=zz"));
    expect(broken).toMatchObject({ code: 2 });
    expect(broken.stderr).toContain("the revision is not as it was printed");
    const plain = await at.give(rows.replace(/fields:.*$/mu, "").replace("Mara Lind", "Mara L"));
    expect(outcomesOf(plain.results)).toEqual(["updated"]);
  });
});
