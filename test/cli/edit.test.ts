/** One customer in an editor, and what becomes of the text. */
import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";
import { parse } from "yaml";

import { outcomeSchema } from "../../src/domain/documents/outcome.ts";
import { scriptedEditor, withLine } from "./editors.ts";
import { type Place, place } from "./plans.ts";
import { runCli, temporaryHome } from "../support/run-cli.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { customerAt, customerIds, environment, providerNames } from "./providers.ts";

/** Files that were not removed. */
const left = (at: Place) => readdir(join(at.path, "state", "edits")).catch(() => []);

const names = { vayu: "name", commet: "fullName", flexprice: "name", maple: "name", kirim: "name" };

test.each(providerNames)("unedited, nothing is sent and nothing is kept: %s", async (provider) => {
  await using at = await place();
  const editor = scriptedEditor();
  const words = ["customers", "edit", customerIds[provider], "-p", provider];
  const done = await at.run([...words, "-o", "json"], editor);
  expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
  expect(outcomeSchema.parse(done.json())).toMatchObject({ outcome: "unchanged", changes: [] });
  expect(await at.journal()).toBe("");
  expect(await left(at)).toEqual([]);
  expect(editor.opened).toHaveLength(1);

  // It is what get prints, and update takes it back.
  const got = await at.run(["customers", "get", ...words.slice(2), "-o", "yaml"]);
  const { requestId: _requestId, ...document } = parse(got.stdout) as Record<string, unknown>;
  expect(parse(editor.opened[0] ?? "")).toEqual(document);
  await at.write("text.yaml", editor.opened[0] ?? "");
  const given = await at.update(provider, ["-f", "text.yaml", "-o", "json"]);
  expect(given.json()).toMatchObject({ outcome: "unchanged" });
});

test.each(providerNames)(
  "what was edited is carried out, and can be undone: %s",
  async (provider) => {
    await using at = await place();
    const words = ["customers", "edit", customerIds[provider], "-p", provider, "-o", "json"];
    const done = await at.run(words, scriptedEditor(withLine("name:", "name: Zoë Nilsen")));
    expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
    expect(outcomeSchema.parse(done.json())).toMatchObject({
      outcome: "updated",
      changes: [{ field: "name", after: "Zoë Nilsen" }],
      verified: true,
    });
    expect((await at.record(provider))[names[provider]]).toBe("Zoë Nilsen");
    expect(await left(at)).toEqual([]);
    expect((await at.run(["undo", done.json().changeId])).code).toBe(0);
  },
);

test("the text is its user's alone, and holds the limits of every field", async () => {
  await using at = await place();
  const modes: number[] = [];
  const editor = scriptedEditor(async (text, path) => {
    for (const one of [path, dirname(path), dirname(dirname(path))]) {
      modes.push((await stat(one)).mode & 0o777);
    }
    return text;
  });
  await at.run(["customers", "edit", "cus_7Qm2rT", "-p", "commet"], editor);
  expect(modes).toEqual([0o600, 0o700, 0o700]);
  const [text = ""] = editor.opened;
  expect(text).toContain("# at most 200 characters; cannot be cleared\nname: ");
  expect(text).toMatch(/\n# one of UTC, America\/New_York,[^\n]*\n(?:# .*\n)*timezone: /u);
  expect(text).toMatch(/\n# address\.country: {2}# a two-letter country code/u);
  expect(text).toMatch(/\n\n# Can only be read:\ndocumentType: /u);
});

test("the text is opened by the caller's id as well", async () => {
  await using at = await place();
  const editor = scriptedEditor(withLine("  tier:", "  tier: platinum"));
  const words = ["customers", "edit", "acct-7781", "-p", "maple", "--by", "external-id"];
  const done = await at.run([...words, "-o", "json"], editor);
  expect(done.json()).toMatchObject({ outcome: "updated", id: customerIds.maple });
});

test("the provider's own words are edited with --native", async () => {
  await using at = await place();
  const editor = scriptedEditor((text) =>
    withLine("  city:", "  city: Kiel")(withLine("  - nw-eu", "  - nw-us")(text)),
  );
  const words = [
    "customers",
    "edit",
    customerIds.vayu,
    "-p",
    "vayu",
    "--native",
    "-o",
    "json",
    "-y",
  ];
  const done = await at.run(words, editor);
  expect(done.json().changes.map(({ field }: { field: string }) => field)).toEqual([
    "address.city",
    "aliases[nw-eu]",
    "aliases[nw-us]",
  ]);
  expect(parse(editor.opened[0] ?? "")).toMatchObject({ address: { addressText: "Torstr. 9" } });
  expect(editor.opened[0]).not.toContain("createdAt");
  const wrong = scriptedEditor((text) => `nmae: x\n${text}`);
  const refused = await at.run(words, wrong);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no \\"nmae\\"; did you mean \\"name'),
  });
});

test("a plan is saved, and a dry run keeps what was typed", async () => {
  await using at = await place();
  const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet", "--dry-run"];
  const rename = withLine("name:", "name: Ana Lima");
  const dry = await at.run(words, scriptedEditor(rename));
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain("planned · nothing was sent");
  const [, file = ""] = /--file (\S+) --emulator/u.exec(dry.stderr) ?? [];
  expect(dry.stderr).toContain("the text is kept in ");
  const done = await at.run(["customers", "update", "cus_7Qm2rT", "-p", "commet", "-f", file]);
  expect(done.stdout).toContain("updated");

  await using other = await place();
  const planned = await other.run([...words, "--out", "p.json"], scriptedEditor(rename));
  expect(planned.code).toBe(0);
  expect(await left(other)).toEqual([]);
  expect((await other.run(["apply", "p.json"])).stdout).toContain("Ana Lima");
  const coded = await other.run([...words, "--detailed-exitcode", "-q"], scriptedEditor(rename));
  expect(coded).toMatchObject({ code: 0, stderr: "" });
  const changed = await other.run(
    [...words, "--detailed-exitcode", "-q"],
    scriptedEditor(withLine("name:", "name: Another")),
  );
  expect(changed).toMatchObject({ code: 10, stderr: "" });
  expect(await left(other)).toEqual([]);
});

test("what is deleted stays, and is told; null clears", async () => {
  await using at = await place();
  const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet", "-y"];
  const without = scriptedEditor((text) => text.replace(/\n {2}tier: .*/u, ""));
  const done = await at.run(words, without);
  expect(done.stdout).toContain("unchanged");
  expect(done.stderr).toContain(
    "\nwarning: deleted from the text, and left as it is: metadata.tier; null clears a value\n",
  );
  const cleared = await at.run(words, scriptedEditor(withLine("  tier:", "  tier: null")));
  expect(cleared.stdout).toMatch(/- metadata\.tier/u);
});

test("the vendor's record below may be deleted", async () => {
  await using at = await place();
  const editor = scriptedEditor((text) =>
    withLine("name:", "name: Ana Lima")(text).replace(/\nrevision:[^]*/u, "\n"),
  );
  const done = await at.run(["customers", "edit", "cus_7Qm2rT", "-p", "commet"], editor);
  expect(done.stdout).toContain("updated");
});

test.each<[string, string, RegExp, string]>([
  ["vayu", "name", /Northwind/gu, "Southwind"],
  ["commet", "name", /Ana Ferreira/gu, "Ana Lima"],
  ["flexprice", "name", /Fjord/gu, "Bjord"],
  ["maple", "address.city", /Oslo/gu, "Bergen"],
  ["kirim", "email", /ops@/gu, "billing@"],
])("a word may be replaced throughout the text: %s", async (provider, field, word, other) => {
  await using at = await place();
  const id = customerIds[provider as keyof typeof customerIds];
  const editor = scriptedEditor((text) => text.replaceAll(word, other));
  const words = ["customers", "edit", id, "-p", provider, "-y", "-o", "json"];
  const done = await at.run(words, editor);
  expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
  const changed = done.json().changes.map((change: { field: string }) => change.field);
  expect(changed).toContain(field);
  expect(editor.opened).toHaveLength(1);
});

test.each<[string, (text: string) => string]>([
  ["in one field alone", withLine("  fullName:", "  fullName: Ana Lima")],
  [
    "otherwise than above",
    (text) => withLine("  fullName:", "  fullName: B")(withLine("name:", "name: A")(text)),
  ],
  ["in what nobody knows", (text) => withLine("  object:", "  object: x")(text)],
  ["by what was not there", (text) => text.replace("native:\n", "native:\n  more: 1\n")],
  ["into something else", (text) => text.replace(/\nnative:\n[^#]*/u, "\nnative: []\n")],
])("the vendor's record is not changed %s", async (_name, change) => {
  await using at = await place();
  const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet", "--no-input"];
  const done = await at.run(words, scriptedEditor(change));
  expect(done.code).toBe(2);
  expect(done.stderr).toContain("is the vendor's untouched record and is not read back");
});

test("where no state directory can be, the text is among temporary files, and its user's alone", async () => {
  await using home = await temporaryHome();
  await using server = await scriptedServer([customerAt("commet"), customerAt("commet")]);
  const paths: string[] = [];
  const editor = scriptedEditor(async (text, path) => {
    paths.push(path, String((await stat(dirname(path))).mode & 0o777));
    return text;
  });
  const env = { ...editor.env, ...environment(server.origin), XDG_STATE_HOME: "/dev/null/none" };
  const words = ["customers", "edit", "cus_7Qm2rT", "-p", "commet", "--no-journal", "-q"];
  const done = await runCli(words, { ...editor, env, temporary: home.path });
  expect(done.code).toBe(0);
  expect(paths).toEqual([expect.stringContaining(home.path), String(0o700)]);
  expect(await readdir(home.path)).toEqual([]);
});
