/** What a message proposes does what it says when it is pasted. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli, temporaryHome } from "../support/run-cli.ts";
import { customerIds } from "./providers.ts";

/** The options that a hint proposes, as a shell takes them. */
const proposed = (hint: string): readonly string[] =>
  [
    ...hint.matchAll(
      /--map (?:"(?<double>[^"]*)"|(?<single>(?:'[^']*'|\\')+)|(?<bare>\S+?)(?=[,;]?(?:\s|$)))/gu,
    ),
  ].map(
    ({ groups = {} }) =>
      groups["double"] ??
      groups["bare"] ??
      (groups["single"] ?? "").replaceAll(
        /'([^']*)'|\\(')/gu,
        (_all, inside = "", quote = "") => inside + quote,
      ),
  );

const columns = [
  "city,country,line1,line2,postal,zip,state,region,postalCode,postcode,postal code,address_city",
  "address.zip,street,town,placeId,mail,E-Mail,EMAIL,tel,Name,fullName,company,Company Name,org",
  "customer_id,Customer ID,ID,externalid,ext_id,tax_id,tier,tags,native.zip,metadata.,contacts[]",
  "a=b,$HOME,`id`,a\\b,it's,say!,a\u202eb,zip:=,Provider,currency,overrideTax,Title,status2",
].flatMap((line) => line.split(","));

describe.each(["vayu", "maple", "kirim"] as const)("%s", (provider) => {
  test.each(columns)("a column %j", async (column) => {
    await using home = await temporaryHome();
    for (const [command, id] of [
      ["update", "id,"],
      ["create", ""],
    ] as const) {
      const cell = id === "" ? "" : `${customerIds[provider]},`;
      const value = column.endsWith(":=") ? '"x"' : "x";
      const quoted = (text: string) =>
        /[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const rows = join(home.path, "rows.csv");
      await writeFile(rows, `${id}${column}\n${cell}${quoted(value)}\n`);
      const words = [
        "customers",
        command,
        "--from",
        rows,
        "-p",
        provider,
        "--emulator",
        "-n",
        "-q",
      ];
      const run = (more: readonly string[] = []) =>
        runCli([...words, "-o", "json", ...more], { env: { XDG_STATE_HOME: home.path } });
      const { code, stderr } = await run();
      if (code === 0) continue;
      const [complaint] = JSON.parse(stderr).error.complaints;
      const { hint = "" } = complaint;
      const maps = proposed(hint);
      // What is wrong with a cell is no matter of columns.
      if (complaint.place.line === 2) continue;
      expect(maps.length).toBeGreaterThan(0);
      for (const map of maps) {
        const pasted = await run(["--map", map]);
        const left = pasted.code === 0 ? "" : pasted.stderr;
        expect(left).not.toMatch(
          /unknown column|no column|no field|gives a new customer|are called/u,
        );
      }
    }
  });
});

test("two columns that may mean the same are not both proposed as that", async () => {
  await using home = await temporaryHome();
  const rows = join(home.path, "rows.csv");
  await writeFile(rows, `Customer ID,ID,zip,postcode,Name\n${customerIds.maple},x,1,2,A\n`);
  const words = ["customers", "update", "--from", rows, "-p", "maple", "--emulator", "-n", "-q"];
  const run = (more: readonly string[]) =>
    runCli([...words, "-o", "json", ...more], { env: { XDG_STATE_HOME: home.path } });
  const { stderr } = await run([]);
  const { complaints } = JSON.parse(stderr).error;
  const maps = complaints.map(({ hint }: { hint: string }) => proposed(hint)[0] ?? "");
  expect(maps).toEqual([
    "Customer ID=id",
    "ID=metadata.ID",
    "zip=address.postalCode",
    "postcode=metadata.postcode",
    "Name=name",
  ]);
  expect((await run(maps.flatMap((map: string) => ["--map", map]))).code).toBe(0);
});

test.each([
  ['{"city":"Rome"}', '{"address.city":"Rome"}'],
  ['{"zip":"1"}', '{"address.postalCode":"1"}'],
  ['{"postal":"1"}', '{"address.postalCode":"1"}'],
  ['{"address":{"zip":"1"}}', '{"address":{"postalCode":"1"}}'],
  ['{"address":{"postcode":"1"}}', '{"address":{"postalCode":"1"}}'],
  ['{"address":{"cities":"1"}}', '{"address":{"city":"1"}}'],
  ['{"fullName":"A"}', '{"name":"A"}'],
  ['{"phoneNumber":"1"}', '{"phone":"1"}'],
  ['{"address.zip":"1"}', '{"address.postalCode":"1"}'],
])("a member %s is said to be %s", async (given, meant) => {
  const patch = (stdin: string) =>
    runCli(
      [
        "customers",
        "update",
        customerIds.maple,
        "-p",
        "maple",
        "--emulator",
        "-n",
        "-q",
        "-f",
        "-",
      ],
      { stdin },
    );
  const [, word = ""] = /did you mean "(?<word>[^"]+)"/u.exec((await patch(given)).stderr) ?? [];
  const [, key = ""] = /"(?<key>[^"]+)":"/u.exec(given) ?? [];
  expect(given.replace(`"${key}"`, `"${word}"`)).toBe(meant);
  expect((await patch(meant)).code).toBe(0);
});
