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
