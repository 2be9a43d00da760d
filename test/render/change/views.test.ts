import { expect, test } from "vitest";

import { markdownTable } from "../../../src/render/change/markdown.ts";
import { changeTable } from "../../../src/render/change/table.ts";
import { outcomeView } from "../../../src/render/change/views.ts";
import { render } from "../../../src/render/view.ts";
import { createPersonal } from "../../../src/render/mask/personal.ts";
import { look } from "../look.ts";
import { outcomeOf } from "../outcomes.ts";

const request = { method: "PUT", url: "https://fjord.example/1", headers: {}, body: { a: 1 } };
const shown = { secretHeaders: ["authorization"], showUnchanged: true, undo: "billing undo 01K8" };
const planned = outcomeOf({ outcome: "planned", request });

test("a plan is its table and its requests, in the order in which they are sent", async () => {
  const preparation = { because: "it is archived", request: { ...request, method: "POST" } };
  const followUp = { because: "it is written to", request: { ...request, method: "PATCH" } };
  const outcome = { ...planned, preparation, followUp };
  const text = await render(outcomeView, "table", { outcome, ...shown }, look());
  expect(text.startsWith(changeTable(outcome, look().style, shown))).toBe(true);
  expect(text).toMatch(
    /first, because it is archived:\nPOST [^]*PUT [^]*\nthen, because it is written to, over what is stored by then:\nPATCH /u,
  );
  expect(text).toContain("authorization: (from your configuration)");
  expect(await render(outcomeView, "markdown", { outcome, ...shown }, look())).toBe(
    `${markdownTable(outcome, shown)}
1. \`POST https://fjord.example/1\` \`{"a":1}\`, because \`it is archived\`
2. \`PUT https://fjord.example/1\` \`{"a":1}\`
3. \`PATCH https://fjord.example/1\` \`{"a":1}\`, because \`it is written to\`
`,
  );
  expect(await render(outcomeView, "markdown", { outcome: planned, ...shown }, look())).toBe(
    markdownTable(planned, shown),
  );
});

test("where nothing was read, people see no table, and programs the document", async () => {
  const outcome = outcomeOf({ outcome: "failed", changes: [] });
  for (const format of ["table", "markdown"] as const) {
    expect(await render(outcomeView, format, { outcome, ...shown }, look())).toBe("");
  }
  expect(await render(outcomeView, "json", { outcome, ...shown }, look())).toContain('"failed"');
});

test("what people see is masked where that is asked", async () => {
  const changes = [{ field: "phone", kind: "added", after: "+47 555 01 234" }] as const;
  const outcome = outcomeOf({ changes });
  for (const format of ["table", "markdown"] as const) {
    const masked = await render(
      outcomeView,
      format,
      { outcome, ...shown },
      look({ mask: createPersonal() }),
    );
    expect(masked).toContain("+…34");
    expect(masked).not.toContain("555");
  }
  expect(
    await render(outcomeView, "yaml", { outcome, ...shown }, look({ mask: createPersonal() })),
  ).toContain("555");
});
