/** What stands in a record, in the text of an editor: it drives nobody, holds no credential, and comes back as it was. */
import { expect, test } from "vitest";

import { hostileTexts } from "../support/hostile-texts.ts";
import { scriptedEditor, withLine } from "./editors.ts";
import { place } from "./plans.ts";
import { customerIds } from "./providers.ts";

test("a line of nobody else's ends or begins the text, and no control character is in it", async () => {
  await using at = await place();
  const hostile = "x\u001B[2J\u202E vim: set shell=evil: -*- eval: (evil) -*-";
  await at.edit("maple", { name: hostile, metadata: { "vim: set ex:\n\u001B": hostile } });
  const editor = scriptedEditor();
  const done = await at.run(["customers", "edit", customerIds.maple, "-p", "maple"], editor);
  expect(done.stdout).toContain("unchanged");
  const lines = (editor.opened[0] ?? "").trimEnd().split("\n");
  for (const line of [...lines.slice(0, 5), ...lines.slice(-5)]) expect(line).toMatch(/^#/u);
  // eslint-disable-next-line no-control-regex -- that is the point
  expect(editor.opened[0]).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/u);
});

test("a credential in the record is not in the text, stays, and is not written over", async () => {
  await using at = await place();
  const secret = "demo-maple-token";
  await at.edit("maple", { title: `key ${secret}`, metadata: { note: secret, tier: "gold" } });
  const words = ["customers", "edit", customerIds.maple, "-p", "maple"];
  const editor = scriptedEditor(withLine("  tier:", "  tier: platinum"));
  const done = await at.run(words, editor);
  expect(done.code).toBe(0);
  expect(editor.opened.join("\n")).not.toContain(secret);
  expect(await at.record("maple")).toMatchObject({ metadata: { tier: "platinum" } });
  expect((await at.run(words, scriptedEditor())).stdout).toContain("unchanged");

  const over = scriptedEditor(withLine("title:", "title: key *** and more"));
  const refused = await at.run(words, over);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('"title" holds a credential of this account, which is masked');
});

test.each(Object.entries(hostileTexts))(
  "a record with %s comes back as it was",
  async (_name, text) => {
    // A server stores no half of a pair.
    const value = text.toWellFormed();
    await using at = await place();
    const metadata = {
      plain: value,
      [`key ${value}`]: value,
      lines: `#! ${value}\n#! ${value}`,
      tier: "a",
    };
    await at.edit("maple", { name: value, address: { city: value }, metadata });
    const before = await at.record("maple");
    const words = ["customers", "edit", customerIds.maple, "-p", "maple", "-o", "json"];
    const same = scriptedEditor();
    const done = await at.run(words, same);
    expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
    expect(done.json()).toMatchObject({ outcome: "unchanged" });
    const changed = await at.run(words, scriptedEditor(withLine("title:", "title: COO")));
    expect(changed.json()).toMatchObject({ outcome: "updated" });
    const { updated_at: _updated, ...after } = await at.record("maple");
    const { updated_at: _before, ...was } = before;
    expect(after).toEqual({ ...was, title: "COO" });
  },
);

test("a record that is half a megabyte long is edited without its copy", async () => {
  await using at = await place();
  await at.edit("maple", { metadata: { note: "x".repeat(600_000), tier: "a" } });
  const words = ["customers", "edit", customerIds.maple, "-p", "maple", "-o", "json"];
  const editor = scriptedEditor(withLine("title:", "title: COO"));
  const done = await at.run(words, editor);
  expect(done.json()).toMatchObject({ outcome: "updated", changes: [{ field: "title" }] });
  expect(editor.opened[0]).not.toContain("\nnative:");
  expect((await at.run(words, scriptedEditor())).json()).toMatchObject({ outcome: "unchanged" });
});

test("what nobody sees at the end of one item hinders no change of another, and one that is added is refused", async () => {
  await using at = await place();
  const unseen = "Ola\u{A0}";
  const ids = { maple: customerIds.maple, vayu: customerIds.vayu };
  const person = (name: string, email: string) => ({ name, email, receiveInvoiceEmail: true });
  const contacts = [person("Ida Krol", "ida@x.example"), person(unseen, "ola@x.example")];
  await at.edit("vayu", { contacts });
  await at.edit("maple", { metadata: { team: { names: ["Ida Krol", unseen], [unseen]: 1 } } });
  const held = async (provider: keyof typeof ids) => JSON.stringify(await at.record(provider));
  for (const provider of ["vayu", "maple"] as const) {
    const who = [ids[provider], "-p", provider];
    const get = (format: string) => at.run(["customers", "get", ...who, "-o", format]);
    const put = (text: string, from: string, to: string) => text.replace(from, to);
    const given = async (from: string, to: string, format: string, words: readonly string[]) =>
      at.run(["customers", "update", ...words, "-y", "-q"], {
        stdin: put((await get(format)).stdout, from, to),
      });
    const edited = (from: string, to: string) =>
      at.run(
        ["customers", "edit", ...who, "-y", "-q"],
        scriptedEditor((text) => put(text, from, to)),
      );
    const ways = [
      (from: string, to: string) => given(from, to, "json", [...who, "-f", "-"]),
      (from: string, to: string) => given(from, to, "ndjson", ["--from", "-"]),
      edited,
    ];
    for (const [index, way] of ways.entries()) {
      const names = ["Ida Krol", "Ida B", "Ida C", "Ida D"];
      const [before = "", after = ""] = names.slice(index);
      const done = await way(before, after);
      expect({ provider, code: done.code, stderr: done.stderr }).toEqual({
        provider,
        code: 0,
        stderr: "",
      });
      expect(await held(provider)).toContain(after);
      expect(await held(provider)).toContain(unseen);
      const refused = await way(after, `${after}\u{200B}`);
      expect({ provider, code: refused.code }).toEqual({ provider, code: 2 });
      expect(refused.stderr).toContain("a zero-width space (U+200B)");
    }
  }
});
